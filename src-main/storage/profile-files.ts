/** The files of a profile, and the rights on them. */
import { chmodSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { ensurePrivateFolder } from '../private-files';

export const databaseFile = (profileDir: string) => join(profileDir, 'console.db');
export const backupFolder = (profileDir: string) => join(profileDir, 'backups');
export const lockFile = (profileDir: string) => join(profileDir, 'console.lock');
/** Locked by everybody who has the database open. */
export const presenceFile = (profileDir: string) => join(profileDir, 'console.open');
/** Says that the profile has had a database. Empty. */
export const openedFile = (profileDir: string) => join(profileDir, 'console.opened');
/** A database out of a recovery kit or a backup, checked and complete, that waits to take its place. */
export const restoredFile = (profileDir: string) => join(profileDir, 'console.db.restored');
/** The same while it is still being prepared. */
export const restoringFile = (profileDir: string) => join(profileDir, 'console.db.restoring');

/** SQLite's companions of a database file: the log of what is not in it yet, and the index of that log. */
export const companions = ['-wal', '-shm'] as const;

/**
 * Makes the profile folder one that only its owner may enter. An older one in the console's own place is made so too; a
 * folder that the person chose keeps its rights, whatever else may be in it: each of our files in it is closed to
 * others by itself.
 * @param ownPlace where profiles are when nobody chooses
 */
export function ensureProfileFolder(folder: string, ownPlace: string): void {
  ensurePrivateFolder(folder);
  const isOurs = folder === ownPlace || folder.startsWith(ownPlace + sep);
  if (process.platform === 'win32' || !isOurs || !isOpenToOthers(folder) || statSync(folder).uid !== process.getuid?.())
    return;
  chmodSync(folder, 0o700);
}

/** True when other users of this machine may at least list a folder, or enter it. */
export const isOpenToOthers = (folder: string) => process.platform !== 'win32' && (statSync(folder).mode & 0o077) !== 0;

/** `2026-05-04T09-30-00-000Z`: sorts by time and is a name on every file system. */
export const fileStamp = (now: Date) => now.toISOString().replace(/[:.]/g, '-');
