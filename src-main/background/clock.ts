/** Time for what runs in the background. Tests have one of their own. */
export type Clock = {
  now(): Date;
  /** Milliseconds that only grow, also when the computer's clock is set back. */
  elapsed(): number;
  /** @returns what cancels it */
  after(ms: number, work: () => void): () => void;
  /** From 0 up to 1. */
  random(): number;
};

export const systemClock: Clock = {
  now: () => new Date(),
  elapsed: () => performance.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
  random: Math.random,
};
