/** How often something ended by itself lately. */

/** Crashes that lie further back than this are forgotten, in milliseconds. */
export const crashWindowMs = 10 * 60_000;

export type CrashCount = {
  /** Adds one. @returns how many there were lately, this one included */
  add(): number;
  lately(): number;
  forget(): void;
};

/** @param now milliseconds on a clock that only goes forward */
export function createCrashCount(now: () => number = () => performance.now()): CrashCount {
  let times: number[] = [];
  const lately = () => {
    times = times.filter((time) => now() - time < crashWindowMs);
    return times.length;
  };
  return {
    add() {
      times.push(now());
      return lately();
    },
    lately,
    forget() {
      times = [];
    },
  };
}
