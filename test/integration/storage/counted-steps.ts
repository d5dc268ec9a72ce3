/**
 * Counts what a program changes, and kills it at one of these steps: a kill that comes out the same on any computer,
 * however busy it is. A step is a call that changes a file or a database; the calls are the real ones.
 */
import fs from 'node:fs';
import promises from 'node:fs/promises';
import Database from 'better-sqlite3';

/** @param killAt the step at which this process kills itself; 0: never */
export function countSteps(killAt: number) {
  let steps = 0;
  /** Those of them at which a file takes another's place. */
  const moves: number[] = [];
  let counting = false;
  function step(name = ''): void {
    if (!counting) return;
    steps += 1;
    if (name.startsWith('rename')) moves.push(steps);
    if (steps === killAt) process.kill(process.pid, 'SIGKILL');
  }
  function watch<Owner extends object>(owner: Owner, names: readonly (keyof Owner & string)[]): void {
    for (const name of names) {
      const real = owner[name] as (...given: unknown[]) => unknown;
      const counted = function (this: unknown, ...given: unknown[]) {
        step(name);
        return real.apply(this, given);
      };
      Object.assign(owner, { [name]: counted });
    }
  }
  watch(fs, [
    'renameSync',
    'rmSync',
    'writeFileSync',
    'openSync',
    'copyFileSync',
    'mkdtempSync',
    'mkdirSync',
    'createWriteStream',
  ]);
  watch(promises, ['rename', 'rm', 'open']);
  watch(Database.prototype, ['exec', 'backup']);
  const statement = new Database(':memory:').prepare('SELECT 1');
  watch(Object.getPrototypeOf(statement) as typeof statement, ['run']);
  return {
    /** Counts from now on, or no longer. */
    count(on: boolean): void {
      counting = on;
    },
    /** A step of the program's own. */
    step: () => step(),
    steps: () => steps,
    moves,
  };
}
