/** One rule for every provider: credentials of another account are told apart from those of the same one. */
import { expect, test } from 'vitest';
import { otherAccountOf } from '../../../../src-main/credentials/proof-rules';
import { createGoogleProvider } from '../../../../src-main/providers/google/google-provider';
import { createStripeProvider } from '../../../../src-main/providers/stripe/stripe-provider';
import { createTwilioProvider } from '../../../../src-main/providers/twilio/twilio-provider';

const never = () => {
  throw new Error('asks nobody');
};
const google = createGoogleProvider({ oauth: never, tokens: never, openCalendar: never } as never);

test.each([
  {
    provider: createTwilioProvider(never),
    before: { accountSid: 'AC1111', accountName: 'Sunrise Dental' },
    now: { accountSid: 'AC2222', accountName: 'Maple Street' },
    words: { before: 'Sunrise Dental (ends in 1111)', now: 'Maple Street (ends in 2222)' },
  },
  {
    provider: google,
    before: { accountId: '1', accountEmail: 'front.desk@sunrise.example' },
    now: { accountId: '2', accountEmail: 'office@maple.example' },
    words: { before: 'front.desk@sunrise.example', now: 'office@maple.example' },
  },
  {
    provider: createStripeProvider(never),
    before: { accountId: 'acct_1', accountName: 'Sunrise Dental' },
    now: { accountId: 'acct_2', accountName: null },
    words: { before: 'Sunrise Dental (acct_1)', now: 'acct_2' },
  },
])('$provider.id', ({ provider, before, now, words }) => {
  expect(otherAccountOf(provider, { metadata: now }, { metadata: before })).toEqual(words);
  expect(otherAccountOf(provider, { metadata: now }, { metadata: now })).toBeNull();
  // Nothing to compare: nothing was connected, or one of the two is not known.
  expect(otherAccountOf(provider, { metadata: now }, null)).toBeNull();
  expect(otherAccountOf(provider, { metadata: now }, { metadata: {} })).toBeNull();
  expect(otherAccountOf(provider, { metadata: {} }, { metadata: before })).toBeNull();
});
