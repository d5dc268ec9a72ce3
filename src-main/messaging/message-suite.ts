/**
 * The SMS test: the provider's look-ups in parallel, then the texts, each sent once. Used by the window and the command
 * line, with or without a database.
 */

import { type AppErrorData, toAppErrorData } from '../../src-shared/errors';
import { notSelectedDetail, type TestStep } from '../../src-shared/tests/test-run';
import { t } from '../../src-shared/texts/translate';
import type { LookUp, MessageAccount } from '../providers/message-channel';
import type { StepBoard } from '../tests/step-board';
import type { Journal } from './journal';
import type { StepText } from './message-texts';
import { type ReconcileTimes, reconcileTimes } from './reconcile';
import { type SendContext, sendStep } from './send-step';

export type MessageSuiteOptions = {
  account: MessageAccount;
  board: StepBoard;
  /** E.164, the account's number. */
  from: string;
  /** E.164. */
  to: string;
  /** The texts as they will be sent, in their order. */
  texts: readonly StepText[];
  /** Steps to run; null for all. The look-ups are made in any case before something is sent. */
  only: readonly string[] | null;
  journal: Journal;
  /** How long each message is followed, in milliseconds; 0: not at all. */
  deliveryTimeoutMs: number;
  /** When to look for a message whose answer was lost; {@link reconcileTimes} when left out. */
  reconcile?: ReconcileTimes | undefined;
  /** False: everything but the sending. */
  send: boolean;
  signal: AbortSignal;
  /** Ends when the code of this step's text was read from the phone. */
  confirmed: (step: string) => AbortSignal;
  now: () => Date;
};

export type MessageSuiteResult = {
  steps: TestStep[];
  stopped: boolean;
  /** These are test credentials: nothing is sent with them. */
  isRehearsal: boolean;
  /** A sent message could not be recorded. */
  journalProblem: AppErrorData | null;
};

/** Runs the test. Never throws; a failing step never hides what the others found. */
export async function runMessageSuite(options: MessageSuiteOptions): Promise<MessageSuiteResult> {
  const { account, board, from, to, journal, signal, confirmed, now } = options;
  const selected = (id: string) => options.only === null || options.only.includes(id);
  let journalProblem: AppErrorData | null = null;
  let isRehearsal = false;
  const result = (): MessageSuiteResult => ({
    steps: board.steps(),
    stopped: signal.aborted,
    isRehearsal,
    journalProblem,
  });
  for (const { id } of board.steps()) if (!selected(id)) board.end(id, 'skipped', { detail: notSelectedDetail });

  const lookUps = account.lookUps(from, signal);
  for (const { step, asking } of lookUps) if (selected(step)) board.begin(step, asking);
  const found = await Promise.all(
    lookUps.map(async ({ step, found: finding }): Promise<LookUp & { step: string }> => {
      const lookUp = await finding;
      const { outcome, detail, reference, error } = lookUp;
      board.end(step, outcome, { detail, reference, error });
      return { ...lookUp, step };
    }),
  );

  isRehearsal = found.some((lookUp) => lookUp.isRehearsal === true);

  const sends = options.texts.filter(({ step }) => selected(step));
  const skipSends = (detail: string, error: AppErrorData | null = null) => {
    for (const { step } of sends) board.end(step, 'skipped', { detail, error });
    return result();
  };
  if (signal.aborted) return skipSends(t('Stopped before it was sent.'));
  const blocking = found.find(({ blocks }) => blocks !== null);
  if (blocking) {
    // If the look-up is not a step of this run, its failure is reported with the skipped steps.
    return skipSends(
      t('Not sent, because {reason}.', { reason: blocking.blocks ?? '' }),
      selected(blocking.step) ? null : blocking.error,
    );
  }
  const isLimited = found.some((lookUp) => lookUp.isLimited === true);
  const problem = isLimited && sends.length > 0 ? await account.recipientProblem(to, signal) : null;
  if (problem !== null) {
    for (const { step } of sends)
      board.end(step, 'failed', {
        detail: t('Stopped before sending: {message}', { message: problem.message }),
        error: problem,
      });
    return result();
  }
  if (!options.send) return skipSends(t('Dry run: not sent.'));

  const context: Omit<SendContext, 'confirmed'> = {
    account,
    from,
    to,
    journal,
    board,
    deliveryTimeoutMs: options.deliveryTimeoutMs,
    reconcile: options.reconcile ?? reconcileTimes,
    isRehearsal,
    signal,
    now,
    onJournalTrouble: (error) => {
      journalProblem ??= error;
    },
  };
  const following: Promise<void>[] = [];
  for (const text of sends) {
    const { step } = text;
    if (signal.aborted) {
      board.end(step, 'skipped', { detail: t('Stopped before it was sent.') });
      continue;
    }
    // An internal fault in one step must not prevent the other.
    const fault = (thrown: unknown) => {
      const error = toAppErrorData(thrown);
      board.end(step, 'failed', { detail: error.message, error });
    };
    try {
      const sent = await sendStep({ ...context, confirmed: confirmed(step) }, text);
      following.push(sent.following.catch(fault));
    } catch (thrown) {
      fault(thrown);
    }
  }
  await Promise.all(following);
  return result();
}
