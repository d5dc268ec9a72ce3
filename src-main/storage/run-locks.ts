/**
 * Tells all programs on one profile whether a test is running: a lock on a file for its clinic and provider, held while
 * it runs. It is SQLite's lock, which the operating system releases when the process dies.
 */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { Platform } from '../platform';
import { ensurePrivateFile, ensurePrivateFolder } from '../private-files';
import { tryLockExclusive } from './presence';

export type RunLock = { release(): void };

export type RunLocks = {
  /** The lock, or null when another program has it after `patienceMs`. */
  take(name: string, patienceMs: number): Promise<RunLock | null>;
  /** True when some program has it, this one included. */
  isTaken(name: string): boolean;
};

const pollMs = 20;

/** Used where the folder can't be written: the profile is then in memory, and no other program shares it. */
const unguarded: RunLock = { release: () => undefined };

export function createRunLocks({
  profileDir,
  sqliteBinding,
}: Pick<Platform, 'profileDir' | 'sqliteBinding'>): RunLocks {
  const folder = join(profileDir, 'running');

  /** Created once and never removed: a lock on a removed file does not lock its successor. */
  function open(name: string): Database.Database | null {
    const file = join(folder, `${name}.lock`);
    try {
      ensurePrivateFolder(folder);
      ensurePrivateFile(file);
      return new Database(file, { timeout: 0, nativeBinding: sqliteBinding });
    } catch {
      return null;
    }
  }

  return {
    async take(name, patienceMs) {
      const database = open(name);
      if (database === null) return unguarded;
      try {
        const deadline = performance.now() + patienceMs;
        while (!tryLockExclusive(database)) {
          if (performance.now() >= deadline) {
            database.close();
            return null;
          }
          await wait(pollMs);
        }
      } catch {
        database.close();
        return unguarded;
      }
      return { release: () => void database.close() };
    },

    isTaken(name) {
      const database = open(name);
      if (database === null) return false;
      try {
        return !tryLockExclusive(database);
      } catch {
        return false;
      } finally {
        database.close();
      }
    },
  };
}
