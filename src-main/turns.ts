/** One thing at a time, in the order in which it was asked for. */
export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * A queue: each `work` starts once the one before it has ended, however that ended; at once when nothing is under way.
 */
export function createTurns(): Turns {
  let last: Promise<void> | null = null;
  return (work) => {
    const turn = last === null ? work() : last.then(work);
    const ended: Promise<void> = turn
      .then(
        () => undefined,
        () => undefined,
      )
      .then(() => {
        if (last === ended) last = null;
      });
    last = ended;
    return turn;
  };
}
