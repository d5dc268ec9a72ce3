/** Whether an account can send, from its own description. Used by the provider and by the SMS test. */

import type { AppErrorData } from '../../../src-shared/errors';
import { describeProviderError } from '../../../src-shared/errors-catalogue';
import { type Text, t, text } from '../../../src-shared/texts/translate';
import type { TwilioAccount } from './twilio-api';
import { TwilioCallError } from './twilio-errors';

/** Twilio's own words for what an account is and how it stands. Any other is said as Twilio says it. */
const knownWords: Readonly<Record<string, Text>> = {
  Full: text('Full'),
  Trial: text('Trial'),
  active: text('active'),
  suspended: text('suspended'),
  closed: text('closed'),
};
export const accountWord = (word: string): string =>
  Object.hasOwn(knownWords, word) ? t(knownWords[word] as Text) : word;

export const isTrial = (account: TwilioAccount): boolean => account.type?.toLowerCase() === 'trial';

/** Null when the account may work: an absent status does not block, any status but `active` does. */
export function accountProblem(account: TwilioAccount): AppErrorData | null {
  const { status } = account;
  if (status === null || status === 'active') return null;
  const row = describeProviderError('twilio', '20005');
  const known = status === 'suspended' || status === 'closed';
  return {
    // No `providerCode`: Twilio answered without an error, the state is what stands in the way.
    ...withoutProviderCode(row),
    code: known ? `twilio.account-${status}` : 'twilio.account-not-active',
    message: known
      ? t('This Twilio account is {status, select, suspended {suspended} other {closed}}.', { status })
      : t('This Twilio account is “{status}”, not active.', { status: status.slice(0, 40) }),
    ...(status === 'closed'
      ? { cause: t('The account was closed. A closed account cannot send and does not come back by itself.') }
      : {}),
  };
}

const withoutProviderCode = ({ providerCode: _answered, ...data }: AppErrorData): AppErrorData => data;

/** Test credentials are valid, and refused everywhere except for simulated sending. */
export const isTestCredentialsRefusal = (thrown: unknown): boolean =>
  thrown instanceof TwilioCallError &&
  (thrown.data.providerCode === '20008' || /test account credentials/i.test(thrown.data.message));

/** A key that may not read the account: GET Account is refused although the key is good. */
export const mayBeRestrictedKey = (thrown: unknown): boolean =>
  thrown instanceof TwilioCallError &&
  (thrown.isAccessRefusal || thrown.data.providerCode === '70051' || thrown.data.providerCode === '20003');

/** The number is not on the account's list. */
export function numberNotOwned(e164: string): AppErrorData {
  return {
    ...withoutProviderCode(describeProviderError('twilio', '21606')),
    code: 'twilio.number-not-owned',
    message: t('{number} does not belong to this Twilio account.', { number: e164 }),
    cause: t(
      'The account’s own list of numbers does not have it: it belongs to another account or subaccount, was released, or has a typing error.',
    ),
    fix: t('Pick one of the account’s own numbers, or sign in with the account that owns this one.'),
  };
}

/** The number is the account's, and cannot send texts. */
export function numberNotSmsCapable(e164: string): AppErrorData {
  return {
    ...withoutProviderCode(describeProviderError('twilio', '21606')),
    code: 'twilio.number-not-sms-capable',
    message: t('{number} can’t send text messages.', { number: e164 }),
    cause: t('Twilio lists it without the SMS capability: not every number has it.'),
    fix: t('Pick a number with SMS, or buy one in the Twilio Console.'),
  };
}

/** The list was cut short before the number was found. */
export function numberNotFoundInTime(e164: string, incompleteReason: string): AppErrorData {
  return {
    code: 'twilio.list-incomplete',
    message: t('{number} was not found, and the account’s list of numbers could not be read to its end.', {
      number: e164,
    }),
    cause: incompleteReason,
    fix: t('Try again. If it goes on, something on the network may be answering in Twilio’s place.'),
    retryable: true,
  };
}
