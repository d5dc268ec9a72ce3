/** Looks for a message whose answer was lost in the provider's list. Only look-ups: nothing is sent. */
import { sleep } from '../providers/http/retry';
import type { MessageAccount, SentMessage, TextMessage } from '../providers/message-channel';

export type LostMessage = {
  from: string;
  to: string;
  body: string;
  /** When the intent to send was recorded. */
  intendedAt: Date;
  /** Milliseconds since the answer was given up, when the search begins. */
  givenUpForMs: number;
  /** SIDs of other known messages; read after each look, so that messages sent meanwhile are included. */
  accounted: () => Promise<ReadonlySet<string>>;
};

export type ReconcileTimes = {
  /** Pauses before each look, in milliseconds: the provider's list may lag behind. */
  pausesMs: readonly number[];
  /**
   * Milliseconds after the answer was given up from which a message that is not listed was not accepted. Before that
   * the request may still arrive. The time of the intent does not count, nor the clock between two looks: the computer
   * may have slept.
   */
  absenceProvesAfterMs: number;
};

export const reconcileTimes: ReconcileTimes = { pausesMs: [0, 1000, 3000], absenceProvesAfterMs: 120_000 };

/**
 * - `found`: the provider has it.
 * - `absent`: the list was read to its end, late enough, and does not have it: it was not taken.
 * - `not-listed`: the list does not have it so far.
 * - `unreachable`: the list could not be read.
 */
export type Found =
  | { message: SentMessage; looked: 'found' }
  | { message: null; looked: 'absent' | 'not-listed' | 'unreachable' };

export type LookOptions = {
  signal: AbortSignal;
  pausesMs: readonly number[];
  /** Null where absence proves nothing, for example because another account is connected now. */
  absenceProvesAfterMs: number | null;
};

/** A provider's times have whole seconds, and so has the header that its clock is read from. */
const clockToleranceMs = 2_500;
/** A message created later than this after the intent is not the lost one. */
const windowMs = 10 * 60_000;

/** A provider may prepend a line to a trial account's texts, so the end is compared. */
const isSameText = (listed: string | null, body: string) =>
  listed !== null && (listed === body || listed.endsWith(body));

function matches(
  message: TextMessage,
  lost: LostMessage,
  accounted: ReadonlySet<string>,
  clockOffsetMs: number,
): message is SentMessage {
  if (message.sid === null || accounted.has(message.sid) || message.direction === 'inbound') return false;
  if (
    (message.to ?? lost.to) !== lost.to ||
    (message.from ?? lost.from) !== lost.from ||
    !isSameText(message.body, lost.body)
  )
    return false;
  const age = message.createdAt === null ? 0 : message.createdAt - (lost.intendedAt.getTime() + clockOffsetMs);
  return age >= -clockToleranceMs && age <= windowMs;
}

/**
 * Looks once after each pause, until the message is found or its absence is proved. Of several matches it takes the
 * oldest. Never throws.
 */
export async function findLostMessage(
  account: MessageAccount,
  lost: LostMessage,
  { signal, pausesMs, absenceProvesAfterMs }: LookOptions,
): Promise<Found> {
  let looked: 'not-listed' | 'unreachable' = 'unreachable';
  let waitedMs = lost.givenUpForMs;
  for (const pause of pausesMs) {
    try {
      if (pause > 0) await sleep(pause, signal);
      waitedMs += pause;
      const since = new Date(lost.intendedAt.getTime() - clockToleranceMs);
      const list = await account.list({ from: lost.from, to: lost.to, since }, signal);
      const accounted = await lost.accounted();
      const offset = list.clockOffsetMs ?? 0;
      const fitting = list.items.filter((message): message is SentMessage => matches(message, lost, accounted, offset));
      const message = fitting.reduce<SentMessage | null>(
        (oldest, candidate) =>
          oldest === null || (candidate.createdAt ?? 0) < (oldest.createdAt ?? 0) ? candidate : oldest,
        null,
      );
      if (message !== null) return { message, looked: 'found' };
      const isWhole = list.incompleteReason === null && list.clockOffsetMs !== null;
      if (isWhole && absenceProvesAfterMs !== null && waitedMs >= absenceProvesAfterMs)
        return { message: null, looked: 'absent' };
      looked = 'not-listed';
    } catch {
      if (signal.aborted) break;
    }
  }
  return { message: null, looked };
}
