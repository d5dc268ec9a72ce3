/**
 * A lock that every console holds while it has the profile open. Replacing the database needs it alone: another console
 * would go on writing to the file that was moved aside. The lock is SQLite's own, so the operating system releases it
 * when a process dies.
 */
import Database from 'better-sqlite3';
import type { Platform } from '../platform';
import { ensurePrivateFile } from '../private-files';
import { presenceFile } from './profile-files';
import { sqliteCode } from './storage-errors';

type Profile = Pick<Platform, 'profileDir' | 'sqliteBinding'>;

/** Declares this console present in the profile. Returns the way to leave. */
export function enterProfile({ profileDir, sqliteBinding }: Profile): () => void {
  const file = presenceFile(profileDir);
  ensurePrivateFile(file);
  const presence = new Database(file, { nativeBinding: sqliteBinding });
  // A read transaction that does not end holds the shared lock.
  presence.exec('BEGIN');
  presence.prepare('SELECT count(*) FROM sqlite_schema').get();
  return () => presence.close();
}

/**
 * Runs `work` if nobody is present in the profile, and keeps others out meanwhile; false without running it if somebody
 * is.
 */
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
    // Nothing is ever written; without this, SQLite would want room for a journal, and a full disk would keep everybody
    // out.
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (thrown) {
    if (sqliteCode(thrown)?.startsWith('SQLITE_BUSY')) return false;
    throw thrown;
  }
}
