/**
 * Polls a message's status until it is final. A failed request says nothing about the message: polling continues until
 * the deadline.
 */
import { sleep } from '../providers/http/retry';
import type { MessageAccount, SentMessage, TextMessage } from '../providers/message-channel';
import { isFinal } from './delivery-verdict';

/** How long a message is followed, in milliseconds, unless said otherwise. */
export const defaultDeliveryTimeoutMs = 60_000;

export type FollowOptions = {
  account: MessageAccount;
  message: SentMessage;
  /** Time limit in milliseconds; 0: no polling. */
  deadlineMs: number;
  /** Ends the following: `stopped`. */
  signal: AbortSignal;
  /** The code was read from the phone: `confirmed`. */
  confirmed: AbortSignal;
  /** Called for each new status. */
  onStatus: (message: TextMessage) => void;
};

export type Followed = {
  message: TextMessage;
  ended: 'final' | 'deadline' | 'stopped' | 'not-followed' | 'confirmed';
};

/** The first poll is almost immediate, so that a message that arrived already is shown without delay. */
const firstPauseMs = 50;
const longestPauseMs = 2500;
/** Time limit of the last poll, made at the deadline. */
const lastAnswerMs = 2000;

/** Never throws. Polls often at first, since most messages arrive within seconds, then ever less often. */
export async function followDelivery({
  account,
  message,
  deadlineMs,
  signal,
  confirmed,
  onStatus,
}: FollowOptions): Promise<Followed> {
  let latest: TextMessage = message;
  const ended = (): Followed['ended'] | null => {
    if (isFinal(latest.status)) return 'final';
    if (confirmed.aborted) return 'confirmed';
    return signal.aborted ? 'stopped' : null;
  };
  if (deadlineMs <= 0) return { message, ended: ended() ?? 'not-followed' };
  const endsAt = performance.now() + deadlineMs;
  const either = AbortSignal.any([signal, confirmed]);
  for (let pause = firstPauseMs; ; pause = Math.min(longestPauseMs, pause * 1.5)) {
    const already = ended();
    if (already !== null) return { message: latest, ended: already };
    const remaining = endsAt - performance.now();
    if (remaining <= 0) return { message: latest, ended: 'deadline' };
    try {
      await sleep(Math.min(pause, remaining), either);
      const untilDeadline = AbortSignal.timeout(Math.max(1, Math.ceil(endsAt - performance.now() + lastAnswerMs)));
      const next = await account.fetch(message.sid, AbortSignal.any([either, untilDeadline]));
      // An answer without a status says nothing new.
      if (next.status !== null && (next.status !== latest.status || next.errorCode !== latest.errorCode)) {
        latest = next;
        onStatus(next);
      }
    } catch {
      // Stopped, or a look-up that failed after its retries: the loop's own conditions decide.
    }
  }
}
