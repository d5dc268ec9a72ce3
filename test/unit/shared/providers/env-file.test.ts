import { describe, expect, test } from 'vitest';
import { fieldsFromEnv } from '../../../../src-shared/providers/env-file';
import { twilioDescriptor } from '../../../../src-shared/providers/twilio/descriptor';

const sid = `AC${'a1'.repeat(16)}`;
const key = `SK${'b2'.repeat(16)}`;
const token = 'c3'.repeat(16);
const read = (values: Record<string, string>) => fieldsFromEnv(twilioDescriptor, values);

describe('an .env file', () => {
  test('with an auth token', () => {
    const found = read({
      TWILIO_ACCOUNT_SID: sid,
      TWILIO_AUTH_TOKEN: token,
      TWILIO_PHONE_NUMBER: '+14155550100',
      TEST_PHONE_NUMBER: '+14155550134',
      PORT: '3000',
    });
    expect(found).toMatchObject({
      methodId: 'auth-token',
      fields: { accountSid: sid, authToken: token },
      choice: '+14155550100',
      testRecipient: '+14155550134',
      missing: [],
      problems: {},
    });
    expect(found.taken).toEqual([
      'TWILIO_ACCOUNT_SID',
      'TWILIO_AUTH_TOKEN',
      'TWILIO_PHONE_NUMBER',
      'TEST_PHONE_NUMBER',
    ]);
    expect(found.ignored).toEqual([{ key: 'PORT', reason: 'Not a Twilio setting that this console uses.' }]);
  });

  test('with an API key, under either name of its keys', () => {
    expect(read({ TWILIO_ACCOUNT_SID: sid, TWILIO_API_KEY: key, TWILIO_API_SECRET: 'secret' })).toMatchObject({
      methodId: 'api-key',
      missing: [],
    });
    expect(
      read({
        TWILIO_ACCOUNT_SID: sid,
        TWILIO_API_KEY_SID: key,
        TWILIO_API_KEY_SECRET: 'secret',
        TWILIO_AUTH_TOKEN: '',
      }),
    ).toMatchObject({
      methodId: 'api-key',
      missing: [],
    });
  });

  test('with both takes the auth token, and says why the key was left', () => {
    const found = read({
      TWILIO_ACCOUNT_SID: sid,
      TWILIO_AUTH_TOKEN: token,
      TWILIO_API_KEY: key,
      TWILIO_API_SECRET: 'secret',
    });
    expect(found.methodId).toBe('auth-token');
    expect(found.ignored.map(({ reason }) => reason)).toEqual(
      Array(2).fill('Not needed: the file also has what “Auth token” takes.'),
    );
  });

  test('with sample text is not taken for the real thing', () => {
    const found = read({
      TWILIO_ACCOUNT_SID: 'your_account_sid',
      TWILIO_AUTH_TOKEN: '<token>',
      TWILIO_PHONE_NUMBER: '',
    });
    expect(found.taken).toEqual([]);
    expect(found.missing).toEqual(['Account SID', 'Auth token']);
    expect(found.ignored.map(({ reason }) => reason)).toEqual([
      'It still holds the sample text.',
      'It still holds the sample text.',
      'It is empty.',
    ]);
  });

  test('with a value in the wrong place names the problem', () => {
    expect(read({ TWILIO_ACCOUNT_SID: key, TWILIO_AUTH_TOKEN: token }).problems).toEqual({
      accountSid: expect.stringContaining('API key SID'),
    });
  });
});

describe('fields of the form', () => {
  const check = (method: 0 | 1, index: number, pasted: string) =>
    twilioDescriptor.methods[method].fields[index]?.check(pasted);

  test.each([
    [` ${sid}\n`, sid],
    [`\u200B${sid.toLowerCase()}`, sid],
    [`“${sid}”`, sid],
    [`TWILIO_ACCOUNT_SID=${sid}`, sid],
    [`export TWILIO_ACCOUNT_SID="${sid.toUpperCase()}"`, sid],
  ])('%j is cleaned', (pasted, value) => expect(check(0, 0, pasted)).toEqual({ value }));

  test.each([
    [key, 'API key SID'],
    [token, 'auth token'],
    ['', 'Paste'],
    [sid.slice(0, -1), '33'],
    [`AC${'z'.repeat(32)}`, '0 to 9'],
    ['PN123', 'starts with AC'],
  ])('%s is no Account SID, and the reason is named', (pasted, reason) =>
    expect(check(0, 0, pasted)).toEqual({ problem: expect.stringContaining(reason) }),
  );

  test('fields pasted into each other are told by name', () => {
    expect(check(0, 1, sid)).toEqual({ problem: expect.stringContaining('Account SID') });
    expect(check(1, 1, sid)).toEqual({ problem: expect.stringContaining('Account SID') });
    expect(check(1, 2, key)).toEqual({ problem: expect.stringContaining('API key SID') });
    expect(check(0, 1, `${token}0`)).toEqual({ problem: 'The auth token has 32 characters; this has 33.' });
  });
});
