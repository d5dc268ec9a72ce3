/** Sends one text of a run: records the intent, sends once, follows the delivery. */

import { type AppErrorData, toAppErrorData } from '../../src-shared/errors';
import { t } from '../../src-shared/texts/translate';
import type { MessageAccount, SendOutcome, SentMessage, TextMessage } from '../providers/message-channel';
import type { StepBoard } from '../tests/step-board';
import { confirmedByCode, notTaken, outcomeUnknown, verdictOf } from './delivery-verdict';
import { followDelivery } from './follow-delivery';
import type { Journal, JournalChange } from './journal';
import { tooLateToSend } from './message-errors';
import type { StepText } from './message-texts';
import { findLostMessage, type ReconcileTimes } from './reconcile';

export type SendContext = {
  account: MessageAccount;
  from: string;
  to: string;
  journal: Journal;
  board: StepBoard;
  deliveryTimeoutMs: number;
  /** When to look for a message whose answer was lost. */
  reconcile: ReconcileTimes;
  /** Test credentials: the provider simulates sending. */
  isRehearsal: boolean;
  /** Stop. A request on its way still gets a moment to be answered. */
  signal: AbortSignal;
  confirmed: AbortSignal;
  now: () => Date;
  /** Called when a sent message could not be recorded; the run continues, because the message is sent. */
  onJournalTrouble: (error: AppErrorData) => void;
};

const stopGraceMs = 4000;
/**
 * How long recording an intent may take, in milliseconds. With the time that a request is given it stays below the
 * lease that the intent renews, so that nobody ends a run whose message is still to leave.
 */
const intendMs = 30_000;

/** Aborts some time after `signal`. */
function delayed(signal: AbortSignal, graceMs: number): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const start = () => {
    timer = setTimeout(() => controller.abort(), graceMs);
  };
  if (signal.aborted) start();
  else signal.addEventListener('abort', start, { once: true });
  const release = () => {
    signal.removeEventListener('abort', start);
    clearTimeout(timer);
  };
  return { signal: controller.signal, release };
}

/** Sends, and resolves once the request is answered; `following` resolves with the end of the step. Neither rejects. */
export async function sendStep(
  context: SendContext,
  { step, body, code }: StepText,
): Promise<{ following: Promise<void> }> {
  const { account, from, to, journal, board, now, signal } = context;
  const { channel } = account;
  const { company } = channel;
  const done = { following: Promise.resolve() };
  board.begin(step, t('Sending…'));
  let id: string;
  const askedAt = [now().getTime(), performance.now()] as const;
  try {
    id = await journal.intend({ step, from, to, body, code }, context.isRehearsal);
  } catch (thrown) {
    const error = toAppErrorData(thrown);
    board.end(step, 'failed', {
      detail: t('Not sent, because it could not be recorded first: {message}', { message: error.message }),
      error,
    });
    return done;
  }
  const record = async (change: JournalChange) => {
    try {
      await journal.update(id, change);
    } catch (thrown) {
      context.onJournalTrouble(toAppErrorData(thrown));
    }
  };
  if (signal.aborted) {
    await record({ state: 'not-sent' });
    board.end(step, 'skipped', { detail: t('Stopped before it was sent.') });
    return done;
  }

  // The clock of the day runs on while the computer sleeps, the other one is not set by anybody.
  if (Math.max(now().getTime() - askedAt[0], performance.now() - askedAt[1]) > intendMs) {
    await record({ state: 'not-sent' });
    const error = tooLateToSend();
    board.end(step, 'failed', { detail: error.message, error });
    return done;
  }

  const intendedAt = now();
  const startedAt = performance.now();
  const elapsed = () => performance.now() - startedAt;
  const grace = delayed(signal, stopGraceMs);
  const sent: SendOutcome = await account.send({ from, to, body }, grace.signal);
  grace.release();

  const follow = async (message: SentMessage, note: string) => {
    const heard = (latest: TextMessage) => {
      const delivery = board.heard(step, latest.status ?? 'unknown', elapsed());
      return record({ status: latest.status, providerCode: latest.errorCode, delivery });
    };
    let writing = heard(message);
    const followed = await followDelivery({
      account,
      message,
      deadlineMs: context.deliveryTimeoutMs,
      signal,
      confirmed: context.confirmed,
      onStatus: (latest) => {
        writing = writing.then(() => heard(latest));
      },
    });
    await writing;
    if (followed.ended === 'confirmed') {
      const delivery = board.heard(step, 'confirmed-by-code', elapsed());
      await record({ delivery, confirmedByCodeAt: now().toISOString() });
    }
    const verdict =
      followed.ended === 'confirmed'
        ? confirmedByCode(elapsed())
        : verdictOf(channel, followed.message, elapsed(), followed.ended);
    board.end(step, verdict.outcome, { detail: `${note}${verdict.detail}`, error: verdict.error });
  };

  if (sent.outcome === 'accepted') {
    board.note(step, {
      reference: sent.message.sid,
      detail: t('Accepted by {company}; waiting for its delivery…', { company }),
    });
    await record({ state: 'accepted', sid: sent.message.sid, status: sent.message.status });
    if (context.isRehearsal) {
      board.end(step, 'unconfirmed', {
        detail: t('{company} would have taken it. With test credentials nothing is sent, so nothing more is proven.', {
          company,
        }),
      });
      return done;
    }
    return { following: follow(sent.message, '') };
  }
  if (sent.outcome === 'refused') {
    await record({ state: 'refused', providerCode: sent.error.providerCode ?? null });
    const error = context.isRehearsal ? channel.rehearsalRefusal(sent.error) : sent.error;
    board.end(step, 'failed', { detail: error.message, error });
    return done;
  }
  if (sent.outcome === 'not-sent') {
    await record({ state: 'not-sent' });
    if (sent.error.code === 'call.stopped') board.end(step, 'skipped', { detail: t('Stopped before it was sent.') });
    else
      board.end(step, 'failed', {
        detail: t('Not sent: {message}', { message: sent.error.message }),
        error: sent.error,
      });
    return done;
  }

  const reconcile = async () => {
    board.note(step, { detail: t('The answer was lost; looking for the message at {company}…', { company }) });
    await record({ state: 'unknown' });
    const looking = delayed(signal, stopGraceMs);
    const accounted = () => journal.accountedSids().catch(() => new Set<string>());
    const found = await findLostMessage(
      account,
      { from, to, body, intendedAt, givenUpForMs: 0, accounted },
      { signal: looking.signal, ...context.reconcile },
    );
    looking.release();
    if (found.message !== null) {
      board.note(step, {
        reference: found.message.sid,
        detail: t('The answer was lost; the message was found at {company}.', { company }),
      });
      await record({ state: 'accepted', sid: found.message.sid, status: found.message.status });
      return follow(found.message, `${t('The answer was lost, but {company} has the message.', { company })} `);
    }
    if (context.confirmed.aborted) {
      const delivery = board.heard(step, 'confirmed-by-code', elapsed());
      await record({ delivery, confirmedByCodeAt: now().toISOString() });
      return board.end(step, 'passed', { detail: confirmedByCode(elapsed()).detail });
    }
    if (found.looked === 'absent') {
      await record({ state: 'not-sent' });
      const error = notTaken(channel, sent.error.message);
      return board.end(step, 'failed', { detail: error.message, error });
    }
    const delivery = board.heard(step, 'unknown', elapsed());
    await record({ delivery });
    const error = outcomeUnknown(
      channel,
      sent.error.message,
      found.looked === 'unreachable' ? 'unreachable' : 'not-listed',
    );
    board.end(step, 'unconfirmed', { detail: error.message, error });
  };
  return { following: reconcile() };
}
