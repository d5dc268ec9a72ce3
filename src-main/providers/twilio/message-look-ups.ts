/** The look-ups of the SMS test: is the account alive, and is the number its own and able to send. */

import { type AppErrorData, toAppErrorData } from '../../../src-shared/errors';
import { displayPhoneNumber } from '../../../src-shared/messaging/phone-number';
import { t, text } from '../../../src-shared/texts/translate';
import type { LookUp, LookUpStep } from '../message-channel';
import {
  accountProblem,
  accountWord,
  isTestCredentialsRefusal,
  isTrial,
  mayBeRestrictedKey,
  numberNotFoundInTime,
  numberNotOwned,
  numberNotSmsCapable,
} from './account-state';
import type { TwilioAccount, TwilioApi, TwilioNumber } from './twilio-api';

type FoundNumber = Awaited<ReturnType<TwilioApi['findNumber']>>;

const failed = (error: AppErrorData, blocks: string): LookUp => ({
  outcome: 'failed',
  detail: error.message,
  reference: null,
  error,
  blocks,
});
const stopped = (): LookUp => ({
  outcome: 'skipped',
  detail: t('Stopped.'),
  reference: null,
  error: null,
  blocks: t('the test was stopped'),
});
const isStop = (error: AppErrorData) => error.code === 'call.stopped';

const describeAccount = (account: TwilioAccount) =>
  [
    account.name,
    account.type === null ? null : t('{type} account', { type: accountWord(account.type) }),
    account.status === null ? t('status not told by Twilio') : accountWord(account.status),
  ]
    .filter((part) => part !== null)
    .join(' · ');

/** @param foundNumber the other look-up, on its way: with an API key it is what proves the sign-in */
async function lookUpAccount(api: TwilioApi, foundNumber: Promise<FoundNumber>, signal: AbortSignal): Promise<LookUp> {
  const { accountSid, kind } = api.credentials;
  try {
    const account = await api.fetchAccount(signal);
    const problem = accountProblem(account);
    if (problem !== null)
      return {
        ...failed(
          problem,
          t('the account is {status}', {
            status: account.status === null ? t('not active') : accountWord(account.status),
          }),
        ),
        reference: account.sid ?? accountSid,
      };
    return {
      outcome: 'passed',
      detail: describeAccount(account),
      reference: account.sid ?? accountSid,
      error: null,
      blocks: null,
      isLimited: isTrial(account),
    };
  } catch (thrown) {
    const error = toAppErrorData(thrown);
    if (isStop(error)) return stopped();
    if (isTestCredentialsRefusal(thrown)) {
      return {
        outcome: 'skipped',
        detail: t(
          'Test credentials: Twilio knows them, and lets them look nothing up. They can rehearse a send; they prove no account, no number and no delivery.',
        ),
        reference: accountSid,
        error: null,
        blocks: null,
        isRehearsal: true,
      };
    }
    if (kind === 'api-key' && mayBeRestrictedKey(thrown)) return proveByNumbers(foundNumber, accountSid);
    return failed(error, t('the account could not be verified'));
  }
}

/** An API key may not read the account. Listing the account's numbers proves the sign-in instead. */
async function proveByNumbers(foundNumber: Promise<FoundNumber>, accountSid: string): Promise<LookUp> {
  try {
    await foundNumber;
    return {
      outcome: 'passed',
      detail: t(
        'The API key signs in and may list the account’s numbers. Name, type and status of the account are not visible to this key.',
      ),
      reference: accountSid,
      error: null,
      blocks: null,
    };
  } catch (thrown) {
    const error = toAppErrorData(thrown);
    return isStop(error) ? stopped() : failed(error, t('the account could not be verified'));
  }
}

const capabilityNames = [
  ['sms', 'SMS'],
  ['mms', 'MMS'],
  ['voice', text('Voice')],
] as const;

function describeNumber(number: TwilioNumber): string {
  const { national, country } = displayPhoneNumber(number.e164);
  const able = capabilityNames
    .filter(([name]) => number.capabilities[name] === true)
    .map(([name, label]) => (name === 'voice' ? t(label) : label));
  const capabilities = number.capabilities.sms === null ? t('capabilities not told by Twilio') : able.join(', ');
  return [country === null ? national : `${national} ${country}`, t('owned by this account'), capabilities].join(' · ');
}

/**
 * @param account the other look-up: with test credentials this one is refused for the same reason, which is no fault of
 * the number
 */
async function lookUpNumber(
  e164: string,
  foundNumber: Promise<FoundNumber>,
  account: Promise<LookUp>,
): Promise<LookUp> {
  try {
    const { number, incompleteReason } = await foundNumber;
    if (number === null && incompleteReason !== null)
      return failed(
        numberNotFoundInTime(e164, incompleteReason),
        t('the number was not found among the account’s numbers'),
      );
    if (number === null) return failed(numberNotOwned(e164), t('the number does not belong to this account'));
    if (number.capabilities.sms === false)
      return { ...failed(numberNotSmsCapable(e164), t('the number can’t send text messages')), reference: number.sid };
    return { outcome: 'passed', detail: describeNumber(number), reference: number.sid, error: null, blocks: null };
  } catch (thrown) {
    const error = toAppErrorData(thrown);
    if (isStop(error)) return stopped();
    if (isTestCredentialsRefusal(thrown) || (await account).isRehearsal === true) {
      return {
        outcome: 'skipped',
        detail: t('Test credentials may not list the account’s numbers.'),
        reference: null,
        error: null,
        blocks: null,
      };
    }
    return failed(error, t('the number could not be checked'));
  }
}

/** Starts both look-ups, whichever is shown: either may need the other's answer. */
export function lookUps(api: TwilioApi, from: string, signal: AbortSignal): LookUpStep[] {
  const foundNumber = api.findNumber(from, signal);
  foundNumber.catch(() => undefined);
  const account = lookUpAccount(api, foundNumber, signal);
  const number = lookUpNumber(from, foundNumber, account);
  return [
    { step: 'account', asking: t('Asking Twilio for the account…'), found: account },
    { step: 'phone-number', asking: t('Looking for the number among the account’s own…'), found: number },
  ];
}
