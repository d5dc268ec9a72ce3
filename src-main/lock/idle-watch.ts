/**
 * Locks when nobody has used the console's window for as long as was set. It is the window that counts, and not the
 * computer: what the system knows of the computer differs from one desktop to the next, and where it knows nothing the
 * console would stay open for ever.
 */

export type IdleWatch = {
  /** Somebody pressed a key, moved the pointer, or unlocked. */
  touch(): void;
  /** Looks now. */
  look(): Promise<void>;
  stop(): void;
};

/** Milliseconds. The lock comes at most this much late. */
const lookEvery = 5_000;
const minute = 60_000;

export function createIdleWatch({
  minutes,
  isLocked,
  lock,
  clock,
  every = lookEvery,
}: {
  /** 0: never. Asked at each look, so that a change counts at once. */
  minutes: () => Promise<number>;
  isLocked: () => boolean;
  lock: () => void;
  /** Milliseconds that only grow. */
  clock: () => number;
  every?: number;
}): IdleWatch {
  let usedAt = clock();
  const watch: IdleWatch = {
    touch() {
      usedAt = clock();
    },
    async look() {
      // A console that opens again starts a span of its own.
      if (isLocked()) return watch.touch();
      // No span is shorter: the setting need not be read.
      if (clock() - usedAt < minute) return;
      const limit = await minutes();
      if (limit > 0 && !isLocked() && clock() - usedAt >= limit * minute) lock();
    },
    stop: () => clearInterval(timer),
  };
  const timer = setInterval(() => void watch.look().catch(() => undefined), every);
  timer.unref();
  return watch;
}
