/** A key that has several values in a file: never one of them silently. */
import { describe, expect, test } from 'vitest';
import { readEnvText } from '../../../../src-main/credentials/env-import';
import { readEnvValues } from '../../../../src-main/credentials/env-values';
import { twilioDescriptor } from '../../../../src-shared/providers/twilio/descriptor';

const sid = `AC${'1'.repeat(31)}2`;
const other = `AC${'3'.repeat(31)}4`;
const token = '5'.repeat(31).concat('6');
const read = (text: string) => readEnvText(text, 'clinic.env', twilioDescriptor);
const inSections = (first: string, second: string) => JSON.stringify({ dev: { A: first }, prod: { A: second } });

describe('under different headings', () => {
  test.each([
    ['JSON', JSON.stringify({ dev: { A: '1' }, prod: { A: '2' } }), 'dev and prod'],
    [
      'JSON, deeper',
      JSON.stringify({ clinics: [{ test: { A: '1' }, live: { A: '2' } }] }),
      'clinics.0.test and clinics.0.live',
    ],
    ['JSON, beside a section', JSON.stringify({ A: '1', prod: { A: '2' } }), 'no heading and prod'],
    ['YAML', 'dev:\n  A: 1\nprod: # for real\n  A: 2\n', 'dev and prod'],
    [
      'Docker Compose',
      'services:\n  web:\n    environment:\n    - A=1\n  worker:\n    environment:\n    - A=2\n',
      'services.web.environment and services.worker.environment',
    ],
    ['INI', '[dev]\nA=1\n\n[prod]\nA=2\n', 'dev and prod'],
  ])('%s', (_form, text, headings) => {
    expect(readEnvValues(text).several).toEqual([
      { key: 'A', taken: false, reason: `It has different values, under ${headings}.` },
    ]);
  });

  test('equal values, empty ones and sample text are no second value', () => {
    expect(readEnvValues(inSections('1', '1'))).toEqual({ values: { A: '1' }, several: [] });
    expect(readEnvValues(inSections('1', ''))).toEqual({ values: { A: '1' }, several: [] });
    expect(readEnvValues(inSections('1', 'CHANGE_ME'))).toEqual({ values: { A: '1' }, several: [] });
  });

  test('what differs is not taken and is named; the rest is', () => {
    const found = read(
      JSON.stringify({
        dev: { TWILIO_ACCOUNT_SID: sid, TWILIO_AUTH_TOKEN: token },
        prod: { TWILIO_ACCOUNT_SID: other, TWILIO_AUTH_TOKEN: token, PORT: 1 },
      }),
    );
    expect(found.fields).toEqual({ authToken: token });
    expect(found.missing).toEqual(['Account SID']);
    const reason = 'It has different values, under dev and prod.';
    expect(found.ignored).toContainEqual({ key: 'TWILIO_ACCOUNT_SID', reason });
    expect(found.several).toEqual([{ key: 'TWILIO_ACCOUNT_SID', taken: false, reason }]);
  });

  test('where all differs, nothing is found, and why is said', () => {
    const both = JSON.stringify({ test: { TWILIO_ACCOUNT_SID: sid }, live: { TWILIO_ACCOUNT_SID: other } });
    expect(() => read(both)).toThrowError(
      expect.objectContaining({
        data: expect.objectContaining({
          code: 'import.nothing-found',
          cause: expect.stringContaining(' TWILIO_ACCOUNT_SID: It has different values, under test and live.'),
        }),
      }),
    );
  });
});

describe('under one heading', () => {
  test('the last counts, as for every program that reads such a file, and it is said', () => {
    const found = read(`TWILIO_ACCOUNT_SID=${sid}\nTWILIO_AUTH_TOKEN=${token}\nTWILIO_ACCOUNT_SID=${other}\n`);
    expect(found.fields).toMatchObject({ accountSid: other });
    expect(found.several).toEqual([
      {
        key: 'TWILIO_ACCOUNT_SID',
        taken: true,
        reason: 'It stands there more than once; the last value was taken.',
      },
    ]);
  });

  test('the same value twice is nothing to tell', () => {
    expect(readEnvValues('A=1\nA="1"\n')).toEqual({ values: { A: '1' }, several: [] });
  });
});
