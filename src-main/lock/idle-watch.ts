/**
 * Locks when the console's window was not used for the time that is set. The use of the computer does not count: what
 * the system reports about it differs between desktops, and where it reports nothing the console would never lock.
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
