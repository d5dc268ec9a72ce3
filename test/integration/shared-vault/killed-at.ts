/** Counts what a program does, and kills it at one of these points: nobody can choose a moment more exactly. */
import fs from 'node:fs';
import net from 'node:net';
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
  function watchAll<Owner extends object>(
    owner: Owner,
    names: readonly (keyof Owner & string)[],
    around: (work: () => unknown) => unknown = watched,
  ): void {
    for (const name of names) {
      const real = owner[name] as (...args: unknown[]) => unknown;
      Object.assign(owner, {
        [name](this: Owner, ...args: unknown[]) {
          return around(() => real.apply(this, args));
        },
      });
    }
  }
  /** The same for what is done when it returns. */
  function watchedAtOnce(work: () => unknown): unknown {
    point();
    const result = work();
    point();
    return result;
  }
  return {
    watched,
    count: () => points,
    /** From now on each call that changes a file is one. */
    watchFiles: () => watchAll(fs, ['openSync', 'writeFileSync', 'renameSync', 'rmSync'], watchedAtOnce),
    /** From now on each word to a server is one: to the database, and to a provider. */
    watchLines: () => watchAll(net.Socket.prototype, ['write'], watchedAtOnce),
    /** From now on each statement to a server is one. */
    watchStatements(): void {
      watchAll(pg.Client.prototype, ['query']);
    },
  };
}
