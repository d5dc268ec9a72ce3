/** What is said of a message by the last that was heard of it: never more than that. */
import { expect, test } from 'vitest';
import { isFinal, verdictOf } from '../../../../src-main/messaging/delivery-verdict';
import type { MessageChannel } from '../../../../src-main/providers/message-channel';

const channel = {
  company: 'Acme',
  lossOf: ({ errorCode }: { errorCode: string | null }) => ({
    code: `acme.${errorCode}`,
    message: 'The carrier filtered it.',
    cause: 'Its words.',
    fix: 'Other words.',
    retryable: false,
  }),
} as unknown as MessageChannel;
const verdict = (status: string, errorCode: string | null = null) =>
  verdictOf(channel, { status, errorCode, errorMessage: null }, 3000, isFinal(status) ? 'final' : 'deadline');

test('delivered and read have passed', () => {
  expect(verdict('delivered')).toEqual({ outcome: 'passed', detail: 'Delivered in 3.0 s.', error: null });
  expect(verdict('read').outcome).toBe('passed');
});

test('a part that was delivered is not the text that was delivered', () => {
  expect(verdict('partially_delivered')).toMatchObject({
    outcome: 'unconfirmed',
    detail: expect.stringContaining('only in part'),
  });
});

test('an error code beside `delivered` is said', () => {
  expect(verdict('delivered', '30034').detail).toBe('Delivered in 3.0 s. Acme adds: The carrier filtered it.');
});

test.each(['queued', 'sending', 'sent', 'levitating'])('%s is never passed', (status) => {
  expect(verdict(status)).toMatchObject({ outcome: 'unconfirmed', error: null });
});

test.each(['failed', 'undelivered', 'canceled'])('%s has failed, with the reason', (status) => {
  expect(verdict(status, '30003')).toMatchObject({ outcome: 'failed', error: { code: 'acme.30003' } });
});
