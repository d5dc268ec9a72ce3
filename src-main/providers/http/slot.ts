/** The slot of a piece of bulk work. While it only waits it gives the slot back, so that other pieces go on. */

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

/** Runs a wait, for example a pause before a retry, without the slot. */
export async function withoutSlot<T>(slot: Slot | undefined, wait: () => Promise<T>): Promise<T> {
  if (slot === undefined) return wait();
  slot.release();
  try {
    return await wait();
  } finally {
    await slot.take();
  }
}

/** Sends a request; gives the slot back while a server is slow to answer. */
export async function withSlotWhileFast<T>(slot: Slot | undefined, send: () => Promise<T>): Promise<T> {
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
