/**
 * A shared lock that every console holds while it has the profile open. Replacing the database needs it exclusively:
 * another console would keep writing to the file that was moved aside. The lock is SQLite's own, so the operating
 * system releases it when a process dies.
 */
import Database from 'better-sqlite3';
import type { Platform } from '../platform';
import { ensurePrivateFile } from '../private-files';
import { presenceFile } from './profile-files';
import { sqliteCode } from './storage-errors';

type Profile = Pick<Platform, 'profileDir' | 'sqliteBinding'>;

/** Takes the shared lock. Returns a function that releases it. */
export function enterProfile({ profileDir, sqliteBinding }: Profile): () => void {
  const file = presenceFile(profileDir);
  ensurePrivateFile(file);
  const presence = new Database(file, { nativeBinding: sqliteBinding });
  // An open read transaction holds the shared lock.
  presence.exec('BEGIN');
  presence.prepare('SELECT count(*) FROM sqlite_schema').get();
  return () => presence.close();
}

/** Runs `work` with the exclusive lock; returns false without running it when another console has the profile open. */
export async function whenNobodyIsPresent(
  { profileDir, sqliteBinding }: Profile,
  work: () => void | Promise<void>,
): Promise<boolean> {
  const file = presenceFile(profileDir);
  ensurePrivateFile(file);
  const presence = new Database(file, { timeout: 0, nativeBinding: sqliteBinding });
  try {
    if (!tryLockExclusive(presence)) return false;
    await work();
    return true;
  } finally {
    presence.close();
  }
}

/** Takes the lock of an empty database for this process alone, also on a full disk; false when another holds it. */
export function tryLockExclusive(lock: Database.Database): boolean {
  try {
    // Nothing is written here, but by default SQLite would create a journal, which fails on a full disk.
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (thrown) {
    if (sqliteCode(thrown)?.startsWith('SQLITE_BUSY')) return false;
    throw thrown;
  }
}
