/** The SMS test: two look-ups side by side, then two texts, each sent once. The wizard and the command line run this same engine. */
import { type AppErrorData, toAppErrorData } from '../../src-shared/errors';
import { describeProviderError } from '../../src-shared/errors-catalogue';
import { notSelectedDetail } from '../../src-shared/messaging/report';
import { type SmsTestStep, type SmsTestStepId, smsTestStepIds } from '../../src-shared/messaging/sms-test';
import type { TwilioApi } from '../providers/twilio/twilio-api';
import { type LookUp, lookUpAccount, lookUpNumber } from './look-ups';
import { type ReconcileTimes, reconcileTimes } from './reconcile';
import { type SendContext, type SendStepId, sendStep } from './send-step';
import type { SmsJournal } from './sms-journal';
import { createStepBoard, type StepBoard } from './step-board';

export type SmsTestSuiteOptions = {
  api: TwilioApi;
  /** E.164, the account's number. */
  from: string;
  /** E.164. */
  to: string;
  /** The texts as they will be sent; `code` is what the phone will show, null when the text carries none. */
  messages: { testSms: { body: string; code: string | null }; hotLead: { body: string } };
  /** Steps to run; null for all. The look-ups are made in any case before something is sent. */
  only: readonly SmsTestStepId[] | null;
  journal: SmsJournal;
  /** How long each message is followed, in milliseconds; 0: not at all. */
  deliveryTimeoutMs: number;
  /** When to look for a message whose answer was lost; {@link reconcileTimes} when left out. */
  reconcile?: ReconcileTimes | undefined;
  /** False: everything but the sending. */
  send: boolean;
  signal: AbortSignal;
  /** Ends when the test SMS's code was read from the phone. */
  confirmed: AbortSignal;
  onStep: (step: SmsTestStep) => void;
  now: () => Date;
};

export type SmsTestSuiteResult = {
  steps: SmsTestStep[];
  stopped: boolean;
  /** Something that was sent could not be written down. */
  journalProblem: AppErrorData | null;
};

const sendSteps: readonly SendStepId[] = ['test-sms', 'hot-lead-sms'];

/** On a trial account only verified recipients are reached. Null: nothing speaks against sending, or it can't be told. */
async function trialProblem(api: TwilioApi, to: string, signal: AbortSignal): Promise<AppErrorData | null> {
  try {
    const verified = await api.listVerifiedRecipients(signal);
    if (verified.incompleteReason !== null || verified.items.some(({ e164 }) => e164 === to)) return null;
    const { providerCode: _notAnswered, ...data } = describeProviderError('twilio', '21608');
    return data;
  } catch {
    return null;
  }
}

function endLookUp(board: StepBoard, id: SmsTestStepId, { outcome, detail, sid, error }: LookUp): void {
  board.end(id, outcome, { detail, sid, error });
}

/** Runs the test. Never throws; a failing step never hides what the others found. */
export async function runSmsTestSuite(options: SmsTestSuiteOptions): Promise<SmsTestSuiteResult> {
  const { api, from, to, messages, journal, signal, confirmed, now } = options;
  const board = createStepBoard(options.onStep, now);
  const selected = (id: SmsTestStepId) => options.only === null || options.only.includes(id);
  let journalProblem: AppErrorData | null = null;
  const result = (): SmsTestSuiteResult => ({ steps: board.steps(), stopped: signal.aborted, journalProblem });

  for (const id of smsTestStepIds) if (!selected(id)) board.end(id, 'skipped', { detail: notSelectedDetail });
  if (selected('account')) board.begin('account', 'Asking Twilio for the account…');
  if (selected('phone-number')) board.begin('phone-number', 'Looking for the number among the account’s own…');

  // Either look-up may need the other's answer, so both are made, whichever of them is shown.
  const foundNumber = api.findNumber(from, signal);
  foundNumber.catch(() => undefined);
  const accountLookUp = lookUpAccount(api, foundNumber, signal);
  const numberLookUp = lookUpNumber(from, foundNumber, accountLookUp);
  const [account, number] = await Promise.all([
    accountLookUp.then((found) => {
      endLookUp(board, 'account', found);
      return found;
    }),
    numberLookUp.then((found) => {
      endLookUp(board, 'phone-number', found);
      return found;
    }),
  ]);

  const sends = sendSteps.filter(selected);
  const skipSends = (detail: string, error: AppErrorData | null = null) => {
    for (const id of sends) board.end(id, 'skipped', { detail, error });
    return result();
  };
  if (signal.aborted) return skipSends('Stopped before it was sent.');
  const blocking =
    account.blocks !== null ? { id: 'account' as const, ...account } : { id: 'phone-number' as const, ...number };
  if (blocking.blocks !== null) {
    // Where the look-up has no line of its own in this run, its failure is told here: it must not pass for a mere omission.
    return skipSends(`Not sent, because ${blocking.blocks}.`, selected(blocking.id) ? null : blocking.error);
  }
  const unverified = account.trial && sends.length > 0 ? await trialProblem(api, to, signal) : null;
  if (unverified !== null) {
    for (const id of sends)
      board.end(id, 'failed', { detail: `Stopped before sending: ${unverified.message}`, error: unverified });
    return result();
  }
  if (!options.send) return skipSends('Dry run: not sent.');

  const context: Omit<SendContext, 'confirmed'> = {
    api,
    from,
    to,
    journal,
    board,
    deliveryTimeoutMs: options.deliveryTimeoutMs,
    reconcile: options.reconcile ?? reconcileTimes,
    testCredentials: account.testCredentials,
    signal,
    now,
    onJournalTrouble: (error) => {
      journalProblem ??= error;
    },
  };
  const never = new AbortController().signal;
  const following: Promise<void>[] = [];
  for (const id of sends) {
    if (signal.aborted) {
      board.end(id, 'skipped', { detail: 'Stopped before it was sent.' });
      continue;
    }
    const text = id === 'test-sms' ? messages.testSms : { ...messages.hotLead, code: null };
    // A fault of this program in one step must not keep the other from running.
    const fault = (thrown: unknown) => {
      const error = toAppErrorData(thrown);
      board.end(id, 'failed', { detail: error.message, error });
    };
    try {
      const sent = await sendStep({ ...context, confirmed: id === 'test-sms' ? confirmed : never }, id, text);
      following.push(sent.following.catch(fault));
    } catch (thrown) {
      fault(thrown);
    }
  }
  await Promise.all(following);
  return result();
}
