/**
 * Tells a new profile from one whose database is lost. A missing or empty database is not treated as new while anything
 * in the folder shows that there was one: a new one would hide the loss, and its backups would replace the good ones.
 */
import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import type { Platform } from '../platform';
import { ensurePrivateFile } from '../private-files';
import { listBackups } from './backup-files';
import { backupFolder, companions, databaseFile, fileStamp, openedFile } from './profile-files';

/** Records that this profile has a database. Written once it is there and whole. */
export const markOpened = (profileDir: string) => ensurePrivateFile(openedFile(profileDir));

/** True when a profile whose database holds nothing had another one before. */
export function isDatabaseLost(profileDir: string): boolean {
  const file = databaseFile(profileDir);
  const size = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return (
    existsSync(openedFile(profileDir)) ||
    listBackups(profileDir).length > 0 ||
    // The log of a removed database. Beside a database that is being created, it belongs to that one.
    (size(file) === 0 && size(`${file}-wal`) > 0)
  );
}

/**
 * Puts everything aside that is left of the lost database, its backups included, so that a new one can be made. Nothing
 * is deleted but the mark. Call it while holding the profile's lock. @throws what the disk throws; what was put aside
 * by then stays there, complete
 */
export function putLostDatabaseAside({ profileDir, now }: Pick<Platform, 'profileDir' | 'now'>): void {
  const file = databaseFile(profileDir);
  const aside = `.kept-${fileStamp(now())}`;
  for (const suffix of ['', ...companions])
    if (existsSync(file + suffix)) renameSync(file + suffix, file + aside + suffix);
  if (existsSync(backupFolder(profileDir))) renameSync(backupFolder(profileDir), backupFolder(profileDir) + aside);
  rmSync(openedFile(profileDir), { force: true });
}
