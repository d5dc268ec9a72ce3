import { describe, expect, test } from 'vitest';
import { resultOf } from '../../../../src-shared/audit/entry-result';

describe('the result of an entry of the audit trail', () => {
  test.each([
    ['test.passed', 'succeeded', 'SMS test to +14155550111: 4 passed', 'succeeded'],
    ['test.failed', 'failed', 'Calendar test of Front desk: 1 passed, 1 failed', 'failed'],
    ['test.unconfirmed', 'failed', 'SMS test to +14155550111: 2 passed, 2 unconfirmed', 'unconfirmed'],
    ['test.stopped', 'failed', 'SMS test to +14155550111: 1 passed', 'stopped'],
    ['test.interrupted', 'failed', 'SMS test to +14155550111: 1 passed', 'interrupted'],
    ['credential.added', 'succeeded', 'Twilio', 'succeeded'],
  ] as const)('%s is %s', (action, outcome, detail, expected) => {
    expect(resultOf({ action, outcome, detail })).toBe(expected);
  });

  test('an unconfirmed test of an earlier version is no success either', () => {
    const detail = 'SMS test to +14155550111: 2 passed, 2 unconfirmed';
    expect(resultOf({ action: 'sms-test.finished', outcome: 'succeeded', detail })).toBe('unconfirmed');
    expect(resultOf({ action: 'sms-test.finished', outcome: 'failed', detail })).toBe('failed');
    expect(resultOf({ action: 'sms-test.stopped', outcome: 'succeeded', detail: '' })).toBe('stopped');
  });
});
