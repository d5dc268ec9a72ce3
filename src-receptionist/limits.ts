/** How long the package waits for a database that may say nothing any more, in milliseconds. */
import { setTimeout as wait } from 'node:timers/promises';

export type Limits = {
  connectMs: number;
  /** Longer than the server lets a statement run: a line that says nothing for this long is dead. */
  silenceMs: number;
  /** Between two questions of the listening connection whether it hears itself, and how long it may take to. */
  hearingMs: number;
  answerMs: number;
  /** How long closing waits for what is under way. */
  closeMs: number;
};
export const usualLimits: Limits = {
  connectMs: 10_000,
  silenceMs: 45_000,
  hearingMs: 15_000,
  answerMs: 5_000,
  closeMs: 10_000,
};

/** How long the server lets a statement run. */
export const statementMs = 30_000;

/** Waits for `work`, and no longer than this. */
export async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  const stop = new AbortController();
  try {
    await Promise.race([work, wait(ms, undefined, { signal: stop.signal })]);
  } finally {
    stop.abort();
  }
}
