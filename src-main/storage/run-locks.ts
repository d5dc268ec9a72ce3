/**
 * Says, across all programs on one profile, whether a test is running: a lock on a file of its clinic and provider, held for as long as it runs.
 * It is SQLite's lock, which the system takes back when a process dies, however it dies: no process id to be reused, no file to be left over.
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

/** Where the folder can't be written, the profile is in this program's memory, and no second program shares it. */
const unguarded: RunLock = { release: () => undefined };

export function createRunLocks({
  profileDir,
  sqliteBinding,
}: Pick<Platform, 'profileDir' | 'sqliteBinding'>): RunLocks {
  const folder = join(profileDir, 'running');

  /** Made once and never removed: a lock on a removed file would keep nobody out of the next one of its name. */
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
