/**
 * Many small writes in few transactions. A commit waits for the disk, and everything else waits meanwhile. So pieces
 * that come at about the same time are committed together, for as long as a turn may take.
 */
import { setImmediate } from 'node:timers';

/** How long pieces are joined, in milliseconds: half a frame. */
const turnMs = 8;

type Piece = { run: () => void; keep: () => void; fail: (thrown: unknown) => void };

export type GroupCommit = {
  /**
   * Runs `work`, which must not wait, in a transaction together with others. Resolves once it is on disk. A piece that
   * throws leaves nothing and takes no other with it; where the commit fails, all of the group reject.
   */
  add<T>(work: () => T): Promise<T>;
};

/**
 * @param inTransaction runs its work in one write transaction
 * @param isInTransaction false once SQLite has given it up by itself, as on a full disk
 */
export function createGroupCommit(
  inTransaction: (work: () => void) => void,
  isInTransaction: () => boolean,
  now: () => number = () => performance.now(),
): GroupCommit {
  let waiting: Piece[] = [];
  let isDue = false;

  function take(): void {
    const until = now() + turnMs;
    let taken = 0;
    const ended: (() => void)[] = [];
    try {
      inTransaction(() => {
        do {
          const piece = waiting[taken];
          if (piece === undefined) break;
          taken += 1;
          try {
            piece.run();
            ended.push(piece.keep);
          } catch (thrown) {
            if (!isInTransaction()) throw thrown;
            ended.push(() => piece.fail(thrown));
          }
        } while (now() < until);
      });
    } catch (thrown) {
      // Nothing of it is on disk. Where it did not even begin, waiting longer would not help the others.
      const lost = waiting.slice(0, taken === 0 ? undefined : taken);
      ended.splice(
        0,
        ended.length,
        ...lost.map(
          ({ fail }) =>
            () =>
              fail(thrown),
        ),
      );
      taken = lost.length;
    }
    waiting = waiting.slice(taken);
    isDue = waiting.length > 0;
    if (isDue) setImmediate(take);
    for (const end of ended) end();
  }

  return {
    add: <T>(work: () => T) =>
      new Promise<T>((resolve, reject) => {
        let value: T;
        waiting.push({
          run: () => {
            value = work();
          },
          keep: () => resolve(value),
          fail: reject,
        });
        if (isDue) return;
        isDue = true;
        setImmediate(take);
      }),
  };
}
