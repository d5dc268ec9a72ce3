/** Counts what a program does, and kills it at one of these points: nobody can choose a moment more exactly. */
import pg from 'pg';

export function createKillPoints(killAt: number) {
  let points = 0;
  const point = () => {
    points += 1;
    if (points === killAt) process.kill(process.pid, 'SIGKILL');
  };
  /** A point before `work`, and one after it. */
  function watched<T>(work: () => T): T {
    point();
    const result = work();
    if (!(result instanceof Promise)) return result;
    return result.then((value) => {
      point();
      return value;
    }) as T;
  }
  return {
    watched,
    count: () => points,
    /** From now on each statement to a server is one. */
    watchStatements(): void {
      const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;
      Object.assign(pg.Client.prototype, {
        query(this: pg.Client, ...args: unknown[]) {
          return watched(() => query.apply(this, args));
        },
      });
    },
  };
}
