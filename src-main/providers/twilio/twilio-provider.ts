/** Twilio as a provider: what its answers prove about a credential and a number. */

import type { AppErrorData } from '../../../src-shared/errors';
import { displayPhoneNumber } from '../../../src-shared/messaging/phone-number';
import type { RecordedState } from '../../../src-shared/organizations/ladder';
import { twilioDescriptor } from '../../../src-shared/providers/twilio/descriptor';
import { t } from '../../../src-shared/texts/translate';
import type { CredentialFields } from '../../storage/credential-fields';
import { clockNotice } from '../clock-notice';
import { parseFields } from '../parse-fields';
import type { Provider, ProviderProof } from '../provider';
import { accountFacts, accountNotices, accountOutlook } from './account-facts';
import {
  accountProblem,
  isTestCredentialsRefusal,
  isTrial,
  mayBeRestrictedKey,
  numberNotFoundInTime,
  numberNotOwned,
  numberNotSmsCapable,
} from './account-state';
import { createTwilioMessages } from './messages';
import { numberChoice } from './number-choice';
import { lookUpRegistration } from './registration';
import type { RegistrationFinding } from './registration-words';
import type { TwilioAccount, TwilioApi, TwilioApiFactory, TwilioBalance, TwilioList, TwilioNumber } from './twilio-api';
import { twilioCredentials } from './twilio-client';
import { deliveredInUse } from './use';

/** The answer, or null when it failed. */
const optional = <T>(answer: Promise<T>): Promise<T | null> => answer.catch(() => null);

const rung = (
  id: (typeof twilioDescriptor.rungs)[number]['id'],
  state: RecordedState,
  proof: string,
): ProviderProof['rungs'][number] => ({
  id,
  state,
  proof,
});

/** Time limit of the registration's look-ups, which follow one another, in milliseconds. */
const registrationDeadlineMs = 5000;

/**
 * Starts the look-ups of a number's registration beside the others. `finding` never rejects; null: nothing was picked.
 */
function startRegistration(
  api: TwilioApi,
  choice: string | null,
  account: Promise<TwilioAccount>,
  numbers: Promise<TwilioList<TwilioNumber>>,
  signal: AbortSignal,
) {
  const ending = new AbortController();
  const end = () => ending.abort();
  const timer = setTimeout(end, registrationDeadlineMs);
  signal.addEventListener('abort', end, { once: true });
  const stop = () => {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
    end();
  };
  const finding: Promise<RegistrationFinding | null> =
    choice === null
      ? Promise.resolve(null)
      : lookUpRegistration(api.registration, {
          number: choice,
          numberSid: numbers.then(
            ({ items }) => items.find(({ e164 }) => e164 === choice)?.sid ?? null,
            () => null,
          ),
          isTrial: account.then(isTrial, () => false),
          isKey: api.credentials.kind === 'api-key',
          now: Date.now(),
          signal: ending.signal,
        });
  return { finding, stop };
}

/** Rungs about the chosen number, from the list. */
function numberRungs(
  choice: string,
  numbers: TwilioList<TwilioNumber>,
): { rungs: ProviderProof['rungs']; problem: AppErrorData | null } {
  const number = numbers.items.find(({ e164 }) => e164 === choice);
  const shown = displayPhoneNumber(choice).national;
  if (number === undefined && numbers.incompleteReason !== null)
    return { rungs: [], problem: numberNotFoundInTime(choice, numbers.incompleteReason) };
  if (number === undefined)
    return {
      rungs: [
        rung('number-owned', 'disproved', t('Twilio does not list {number} for this account', { number: shown })),
      ],
      problem: numberNotOwned(choice),
    };
  const owned = rung('number-owned', 'proven', t('Twilio lists {number} for this account', { number: shown }));
  if (number.capabilities.sms === null) return { rungs: [owned], problem: null };
  return number.capabilities.sms
    ? {
        rungs: [owned, rung('sms-capable', 'proven', t('Twilio lists {number} with SMS', { number: shown }))],
        problem: null,
      }
    : {
        rungs: [owned, rung('sms-capable', 'disproved', t('Twilio lists {number} without SMS', { number: shown }))],
        problem: numberNotSmsCapable(choice),
      };
}

/**
 * The account, or null when it is an API key's right not to see it.
 * @throws the refusal itself in any other case
 */
async function accountOrHidden(
  api: TwilioApi,
  account: Promise<TwilioAccount>,
  numbers: Promise<unknown>,
): Promise<TwilioAccount | null> {
  try {
    return await account;
  } catch (thrown) {
    if (api.credentials.kind !== 'api-key' || !mayBeRestrictedKey(thrown) || isTestCredentialsRefusal(thrown))
      throw thrown;
    // The list of numbers is what proves a key; if it fails too, its error says more than the expected refusal does.
    await numbers;
    return null;
  }
}

async function prove(
  api: TwilioApi,
  choice: string | null,
  signal: AbortSignal,
  deliveredAt: string | undefined,
): Promise<ProviderProof> {
  const ending = new AbortController();
  const whileProving = AbortSignal.any([signal, ending.signal]);
  const inUse = deliveredInUse(api, choice, deliveredAt, Date.now(), whileProving);
  const [accountAnswer, balanceAnswer, numbersAnswer] = [
    api.fetchAccount(signal),
    optional(api.fetchBalance(signal)),
    api.listNumbers(signal),
  ];
  // Whichever fails first must not leave the other's failure unhandled.
  numbersAnswer.catch(() => undefined);
  const registration = startRegistration(api, choice, accountAnswer, numbersAnswer, signal);
  try {
    return await proveWith(
      api,
      choice,
      { accountAnswer, balanceAnswer, numbersAnswer, registration: registration.finding, inUse },
      signal,
    );
  } finally {
    registration.stop();
    ending.abort();
  }
}

type Answers = {
  accountAnswer: Promise<TwilioAccount>;
  balanceAnswer: Promise<TwilioBalance | null>;
  numbersAnswer: Promise<TwilioList<TwilioNumber>>;
  registration: Promise<RegistrationFinding | null>;
  /** Never rejects. */
  inUse: Promise<ProviderProof['rungs']>;
};

async function proveWith(
  api: TwilioApi,
  choice: string | null,
  answers: Answers,
  signal: AbortSignal,
): Promise<ProviderProof> {
  const { accountAnswer, balanceAnswer, numbersAnswer } = answers;
  const account = await accountOrHidden(api, accountAnswer, numbersAnswer);
  const problem = account === null ? null : accountProblem(account);
  const trial = account !== null && isTrial(account);
  const [balance, verifiedRecipients] = await Promise.all([
    balanceAnswer,
    trial ? optional(api.listVerifiedRecipients(signal)) : null,
  ]);
  const knowledge = { accountSid: api.credentials.accountSid, account, balance, verifiedRecipients };
  const name = account?.name ?? null;
  const metadata = {
    accountSid: api.credentials.accountSid,
    accountName: name,
    accountType: account?.type ?? null,
    accountStatus: account?.status ?? null,
  };
  const base = {
    metadata,
    facts: accountFacts(knowledge),
    notices: [...accountNotices(knowledge), ...clockNotice(api.clockAheadMs(), 'Twilio')],
    outlook: { aheadMs: api.clockAheadMs(), ...accountOutlook(knowledge) },
  };

  if (problem !== null) {
    // A suspended account refuses its lists too; only its state is reported then.
    const numbers = await optional(numbersAnswer);
    return {
      ...base,
      headline: problem.message,
      choice: numbers === null ? null : numberChoice(numbers, choice),
      rungs: [rung('signed-in', 'disproved', problem.message)],
      problem,
    };
  }

  const numbers = await numbersAnswer;
  const ofNumber = choice === null ? { rungs: [], problem: null } : numberRungs(choice, numbers);
  // A number that is not the account's, or can't send, has no registration worth telling.
  const registration = ofNumber.problem === null ? await answers.registration : null;
  const count = numbers.items.length;
  const isKey = api.credentials.kind === 'api-key';
  const proof =
    name !== null
      ? t('Twilio answered for “{name}”', { name })
      : isKey
        ? t('Twilio listed {count, plural, one {# number} other {# numbers}} to this key', { count })
        : t('Twilio listed {count, plural, one {# number} other {# numbers}} to this account', { count });
  return {
    ...base,
    headline:
      name !== null
        ? t('Signed in to {name}', { name })
        : isKey
          ? t('Signed in: the key lists {count, plural, one {# number} other {# numbers}}', { count })
          : t('Signed in: the account lists {count, plural, one {# number} other {# numbers}}', { count }),
    choice: numberChoice(numbers, choice),
    facts: registration === null ? base.facts : [...base.facts, registration.fact],
    outlook: { ...base.outlook, ends: { ...base.outlook.ends, ...registration?.ends } },
    notices: registration?.notice == null ? base.notices : [...base.notices, registration.notice],
    rungs: [
      rung('signed-in', 'proven', proof),
      ...ofNumber.rungs,
      ...(registration?.rung == null ? [] : [rung('registered', registration.rung.state, registration.rung.proof)]),
      // Nothing is told of a number that is not the account's.
      ...(ofNumber.problem === null ? await answers.inUse : []),
    ],
    problem: ofNumber.problem,
  };
}

/** @param createApi the client for one credential; practice mode and tests pass their own */
export function createTwilioProvider(createApi: TwilioApiFactory): Provider {
  return {
    id: 'twilio',
    descriptor: twilioDescriptor,

    parseFields: (methodId, fields) => parseFields(twilioDescriptor, methodId, fields),

    prove: (methodId, fields, choice, signal, stored, slot) =>
      prove(createApi(twilioCredentials(methodId, fields), slot), choice, signal, stored?.provenAt?.get('delivered')),

    keyHint(methodId: string, fields: CredentialFields) {
      // The key's SID is public and is what the Twilio Console lists, so it tells the key better than its secret's end.
      if (methodId === 'api-key') return t('API key ending in {end}', { end: (fields.apiKeySid ?? '').slice(-4) });
      return t('Auth token ending in {end}', { end: (fields.authToken ?? '').slice(-4) });
    },

    accountKey: (fields) => fields.accountSid ?? '',

    account({ accountSid: id, accountName: name }) {
      if (typeof id !== 'string' || id === '') return null;
      return {
        id,
        label: typeof name === 'string' && name !== '' ? t('{name} (ends in {end})', { name, end: id.slice(-4) }) : id,
      };
    },

    messages: createTwilioMessages(createApi),
  };
}
