/** The folders of copies of a damaged database: locked while they are used, and taken away when they were left. */
import { existsSync, lstatSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { ensurePrivateFile } from '../../private-files';
import { tryLockExclusive } from '../../storage/presence';

export const folderName = 'voxanne-rescue-';
/** Held as long as the folder is used. The operating system releases it when the process dies. */
export const lockName = 'in-use.lock';
export const copyName = 'copy.db';
/** How long a new folder waits for another process that looks whether it was left behind. */
export const lockPatienceMs = 5_000;
/** Age in milliseconds at which a folder without a lock, as older consoles made them, was left behind. */
const abandonedMs = 60 * 60_000;

/** Null when it is in use. @param patienceMs how long to wait for it */
export function takeLock(folder: string, sqliteBinding: string | undefined, patienceMs = 0): Database.Database | null {
  const file = join(folder, lockName);
  ensurePrivateFile(file);
  const lock = new Database(file, { timeout: patienceMs, nativeBinding: sqliteBinding });
  if (tryLockExclusive(lock)) return lock;
  lock.close();
  return null;
}

/** Takes away copies left by processes that were ended; those of other users can't be. */
export function dropLeftCopies(sqliteBinding: string | undefined): void {
  const names = existsSync(tmpdir()) ? readdirSync(tmpdir()) : [];
  for (const name of names.filter((entry) => entry.startsWith(folderName))) {
    const folder = join(tmpdir(), name);
    try {
      if (!lstatSync(folder).isDirectory() || !isLeft(folder, sqliteBinding)) continue;
      rmSync(folder, { recursive: true });
    } catch {
      // Gone meanwhile, or not ours.
    }
  }
}

function isLeft(folder: string, sqliteBinding: string | undefined): boolean {
  const isOld = () => Date.now() - statSync(folder).mtimeMs > abandonedMs;
  if (!existsSync(join(folder, lockName))) return isOld();
  const lock = takeLock(folder, sqliteBinding);
  if (lock === null) return false;
  // Whoever uses a folder locks it before the copy is made: one without a copy may be about to be locked.
  const hasCopy = existsSync(join(folder, copyName));
  lock.close();
  return hasCopy || isOld();
}
