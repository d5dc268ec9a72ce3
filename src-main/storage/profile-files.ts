/** The files of a profile and their permissions. */
import { chmodSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { ensurePrivateFolder } from '../private-files.ts';

export const databaseFile = (profileDir: string) => join(profileDir, 'console.db');
export const backupFolder = (profileDir: string) => join(profileDir, 'backups');
export const lockFile = (profileDir: string) => join(profileDir, 'console.lock');
/** Locked by each process that has the database open. */
export const presenceFile = (profileDir: string) => join(profileDir, 'console.open');
/** The anchor of the audit trail of a vault under a passphrase, sealed. */
export const anchorFile = (profileDir: string) => join(profileDir, 'console.anchor');
/** Empty file that marks a profile that has had a database. */
export const openedFile = (profileDir: string) => join(profileDir, 'console.opened');
/** A complete, checked database from a recovery kit or a backup, ready to replace the profile's. */
export const restoredFile = (profileDir: string) => join(profileDir, 'console.db.restored');
/** The same while it is still being prepared. */
export const restoringFile = (profileDir: string) => join(profileDir, 'console.db.restoring');

/**
 * What `shared-vault.json` is to hold once that database is in place; empty: there is to be none. Absent: it stays as
 * it is.
 */
export const restoredMembershipFile = (profileDir: string) => join(profileDir, 'shared-vault.json.restored');

/** The search index of the audit trail. It can be made again at any time. */
export const searchIndexFile = (profileDir: string) => join(profileDir, 'activity-search.db');

/** SQLite's companions of a database file: the log of what is not in it yet, and the index of that log. */
export const companions = ['-wal', '-shm'] as const;

/**
 * Creates the profile folder for its owner only, and restricts an existing one in the default place. A folder that the
 * person chose keeps its permissions; our files in it are restricted one by one.
 * @param ownPlace the default place of profiles
 */
export function ensureProfileFolder(folder: string, ownPlace: string | null): void {
  ensurePrivateFolder(folder);
  const isOurs = ownPlace !== null && (folder === ownPlace || folder.startsWith(ownPlace + sep));
  if (process.platform === 'win32' || !isOurs || !isOpenToOthers(folder) || statSync(folder).uid !== process.getuid?.())
    return;
  chmodSync(folder, 0o700);
}

/** True when other users of this machine may at least list a folder, or enter it. */
export const isOpenToOthers = (folder: string) => process.platform !== 'win32' && (statSync(folder).mode & 0o077) !== 0;

/** `2026-05-04T09-30-00-000Z`: sorts by time and is a name on every file system. */
export const fileStamp = (now: Date) => now.toISOString().replace(/[:.]/g, '-');
