/** Retries a look-up after a temporary failure. Only for requests that change nothing. */
import { AppError } from '../../../src-shared/errors';
import { ProviderCallError, stoppedError } from './call-error';
import { type Slot, withoutSlot } from './slot';

export type RetryPolicy = {
  /** Tries in all. */
  attempts: number;
  /** First pause in milliseconds; doubled each time, with jitter, up to `maxPauseMs`. */
  pauseMs: number;
  maxPauseMs: number;
  /** From the first try to the last answer, pauses included. */
  deadlineMs: number;
};

export const lookUpPolicy: RetryPolicy = { attempts: 4, pauseMs: 250, maxPauseMs: 4000, deadlineMs: 25_000 };

/** Waits, or rejects with `call.stopped` as soon as the signal ends. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(stoppedError());
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    const stop = () => {
      clearTimeout(timer);
      reject(stoppedError());
    };
    signal.addEventListener('abort', stop, { once: true });
  });
}

const passing = new Set(['network.timeout', 'network.reset', 'network.refused', 'network.dns', 'network.offline']);

/** True when the same look-up may succeed shortly. */
export function isPassing(error: AppError): boolean {
  if (passing.has(error.data.code)) return true;
  if (!(error instanceof ProviderCallError) || error.status === null) return false;
  // Some providers ask to slow down or to come again with a status that is a refusal elsewhere (403, 409): its row in
  // the catalogue is retryable.
  const asksToComeAgain = error.isProviders && error.data.retryable;
  return error.status === 429 || error.status === 408 || error.status >= 500 || asksToComeAgain;
}

/**
 * Runs `call` until it succeeds, fails permanently, or the policy is used up. A server's Retry-After overrides the
 * pause.
 * @param slot of the bulk work that the call belongs to
 * @throws the last error; `call.stopped` when the signal ends
 */
export async function withRetry<T>(
  call: (remainingMs: number) => Promise<T>,
  policy: RetryPolicy,
  signal: AbortSignal,
  slot?: Slot,
): Promise<T> {
  const endsAt = performance.now() + policy.deadlineMs;
  for (let attempt = 1; ; attempt += 1) {
    if (signal.aborted) throw stoppedError();
    try {
      return await call(endsAt - performance.now());
    } catch (thrown) {
      if (signal.aborted) throw stoppedError();
      if (!(thrown instanceof AppError) || !isPassing(thrown) || attempt >= policy.attempts) throw thrown;
      const backoff = Math.min(policy.maxPauseMs, policy.pauseMs * 2 ** (attempt - 1)) * (0.5 + Math.random() / 2);
      const pause = Math.max(backoff, thrown instanceof ProviderCallError ? (thrown.retryAfterMs ?? 0) : 0);
      // No retry when the server asks for more time than is left.
      if (performance.now() + pause >= endsAt) throw thrown;
      await withoutSlot(slot, () => sleep(pause, signal));
    }
  }
}
