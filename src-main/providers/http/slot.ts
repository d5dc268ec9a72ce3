/**
 * The slot of a piece of bulk work. Code that only waits gives the slot back meanwhile, so that other pieces go on. The
 * slot travels with the asynchronous context: code between the bulk work and the request does not pass it on.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

export type Slot = {
  /** Gives the slot back. */
  release(): void;
  /** Takes a slot again; resolves at once while one is held. */
  take(): Promise<void>;
  /** How long a request may take, in milliseconds, until it counts as waiting. */
  patienceMs(): number;
  /** A request was answered after so many milliseconds. */
  answeredAfter(ms: number): void;
};

const current = new AsyncLocalStorage<Slot>();

export const inSlot = <T>(slot: Slot, work: () => Promise<T>): Promise<T> => current.run(slot, work);

/** Runs a wait, for example a pause before a retry, without the slot. */
export async function withoutSlot<T>(wait: () => Promise<T>): Promise<T> {
  const slot = current.getStore();
  if (slot === undefined) return wait();
  slot.release();
  try {
    return await wait();
  } finally {
    await slot.take();
  }
}

/** Sends a request; gives the slot back while a server is slow to answer. */
export async function withSlotWhileFast<T>(send: () => Promise<T>): Promise<T> {
  const slot = current.getStore();
  if (slot === undefined) return send();
  const startedAt = performance.now();
  const timer = setTimeout(() => slot.release(), slot.patienceMs());
  try {
    const answer = await send();
    slot.answeredAfter(performance.now() - startedAt);
    return answer;
  } finally {
    clearTimeout(timer);
    await slot.take();
  }
}
