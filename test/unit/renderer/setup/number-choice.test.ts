import { describe, expect, it } from 'vitest';
import {
  hasNothingToPick,
  judgeTyped,
  matchingOptions,
} from '../../../../src-renderer/components/choice/number-choice';
import { newsBetween } from '../../../../src-renderer/components/tests/announcements';
import { testLines } from '../../../../src-renderer/components/tests/test-lines';
import type { Choice } from '../../../../src-shared/credentials/connection';
import { parsePhoneNumber } from '../../../../src-shared/messaging/phone-number';
import { messageProvider } from '../../../../src-shared/providers/message-provider';
import { failure, run, step } from './fixtures';

const choice: Choice = {
  label: 'Phone number',
  options: [
    { id: '+14155550100', label: '(415) 555-0100', detail: 'Front desk', badges: ['SMS'], disabledReason: null },
    {
      id: '+442071838750',
      label: '020 7183 8750',
      detail: null,
      badges: ['Voice'],
      disabledReason: 'Cannot send SMS.',
    },
  ],
  incompleteReason: null,
  preferred: null,
};
const judged = (typed: string, list = choice) => judgeTyped(parsePhoneNumber(typed, 'US'), list);

describe('searching numbers', () => {
  it.each(['front', '555-01', '4155550100', '415 555'])('finds one by %s', (search) => {
    expect(matchingOptions(choice.options, search).map(({ id }) => id)).toEqual(['+14155550100']);
  });

  it('finds a name however it is accented', () => {
    const calendars = { ...choice.options[0], id: 'recepcion', label: 'Recepción de la señora Muñoz', detail: null };
    const all = [calendars as (typeof choice.options)[number]];
    for (const search of ['recepcion', 'SEÑORA', 'munoz']) expect(matchingOptions(all, search)).toEqual(all);
  });

  it('shows all for an empty search and none for nonsense', () => {
    expect(matchingOptions(choice.options, ' ')).toHaveLength(2);
    expect(matchingOptions(choice.options, 'zzz')).toEqual([]);
  });
});

describe('an account without a usable number', () => {
  it('is told apart from a list that is only cut short', () => {
    const unusable = { ...choice, options: choice.options.filter((option) => option.disabledReason !== null) };
    expect(hasNothingToPick(unusable)).toBe(true);
    expect(hasNothingToPick({ ...choice, options: [] })).toBe(true);
    expect(hasNothingToPick({ ...choice, options: [], incompleteReason: 'Too many pages.' })).toBe(false);
    expect(hasNothingToPick(choice)).toBe(false);
  });
});

describe('typing the number instead', () => {
  it('takes one that the account has, however it is written', () => {
    expect(judged('415.555.0100')).toMatchObject({ choice: '+14155550100', tone: 'good' });
  });

  it('refuses one that cannot be used, with the reason', () => {
    expect(judged('+44 20 7183 8750')).toMatchObject({
      choice: null,
      tone: 'bad',
      words: expect.stringContaining('Cannot send SMS.'),
    });
  });

  it('refuses one that a complete list does not have, and leaves an incomplete one to the account', () => {
    expect(judged('+1 415 555 0199')).toMatchObject({ choice: null, tone: 'bad' });
    expect(judged('+1 415 555 0199', { ...choice, incompleteReason: 'Too many pages.' })).toMatchObject({
      choice: '+14155550199',
      tone: 'warning',
    });
  });

  it('says nothing about half a number', () => {
    expect(judged('415')).toBeNull();
  });
});

describe('what is read out while a test runs', () => {
  const lines = (state: Parameters<typeof step>[1]) =>
    testLines(messageProvider.test, [run(1, { steps: [step('account', state)] })]);

  it('names each line once, when its state changes', () => {
    expect(newsBetween(lines({ state: 'running' }), lines({ state: 'passed' }))).toEqual([
      'Account verification: passed.',
    ]);
    expect(newsBetween(lines({ state: 'running' }), lines({ state: 'running', detail: 'Still asking' }))).toEqual([]);
  });

  it('says what a failure is and what to do', () => {
    expect(newsBetween(lines({ state: 'running' }), lines({ state: 'failed', error: failure }))).toEqual([
      'Account verification: failed. No answer. Try again.',
    ]);
  });
});
