/**
 * Replaces a profile's database by another one; the old one is moved aside and kept. Several files are renamed, and the
 * process may be killed between any two renames: a missing `console.db` marks an unfinished exchange, which the next
 * opening completes.
 */
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Platform } from '../platform';
import { sharedVaultFile } from './in-shared-vault';
import {
  companions,
  databaseFile,
  fileStamp,
  restoredFile,
  restoredMembershipFile,
  restoringFile,
} from './profile-files';

/**
 * Moves the present database and its log aside, and the one that waits in {@link restoredFile} into its place. False
 * when the disk refused: everything is then where it was. The database goes before its log: without it nothing can be
 * opened, while a log that is gone would not be missed.
 */
export function swapInDatabase(
  { profileDir, now }: Pick<Platform, 'profileDir' | 'now'>,
  label: 'kept' | 'damaged' = 'kept',
): boolean {
  const file = databaseFile(profileDir);
  const aside = `${file}.${label}-${fileStamp(now())}`;
  const moved: string[] = [];
  const undo = () => {
    for (const suffix of moved.reverse()) renameSync(aside + suffix, file + suffix);
    dropRestored(profileDir);
    return false;
  };
  try {
    for (const suffix of ['', ...companions]) {
      if (!existsSync(file + suffix)) continue;
      renameSync(file + suffix, aside + suffix);
      moved.push(suffix);
    }
  } catch {
    return undo();
  }
  let undoMembership: () => void = () => undefined;
  try {
    undoMembership = swapInMembership(profileDir, fileStamp(now()));
    renameSync(restoredFile(profileDir), file);
    return true;
  } catch {
    undoMembership();
    return undo();
  }
}

/**
 * Puts what a kit knows of a shared vault in its place, and moves what was there aside. That is done between the old
 * database and the new one, so that an exchange that was cut off is completed for both.
 * @returns undoes it
 */
function swapInMembership(profileDir: string, stamp: string): () => void {
  const restored = restoredMembershipFile(profileDir);
  const file = sharedVaultFile(profileDir);
  const aside = `${file}.kept-${stamp}`;
  const size = statSync(restored, { throwIfNoEntry: false })?.size;
  if (size === undefined) return () => undefined;
  const wasThere = existsSync(file);
  if (wasThere) renameSync(file, aside);
  const undo = () => {
    rmSync(file, { force: true });
    if (wasThere) renameSync(aside, file);
  };
  try {
    if (size > 0) renameSync(restored, file);
    else rmSync(restored);
  } catch (thrown) {
    undo();
    throw thrown;
  }
  return undo;
}

/**
 * Completes an exchange that was cut off. Call it while holding the profile's lock, before the database is looked at.
 */
export function completeSwap({ profileDir, now }: Pick<Platform, 'profileDir' | 'now'>): void {
  const file = databaseFile(profileDir);
  if (existsSync(file) || !existsSync(restoredFile(profileDir))) return;
  // The old database's log would be applied to the new one.
  const left = companions.filter((suffix) => existsSync(file + suffix));
  const aside = newestAside(file);
  const own =
    aside !== null && !left.some((suffix) => existsSync(aside + suffix)) ? aside : `${file}.kept-${fileStamp(now())}`;
  for (const suffix of left) renameSync(file + suffix, own + suffix);
  swapInMembership(profileDir, fileStamp(now()));
  renameSync(restoredFile(profileDir), file);
}

/** The database that was moved aside last. */
function newestAside(file: string): string | null {
  const stamped = readdirSync(dirname(file)).flatMap((name) => {
    const stamp = name.startsWith(basename(file))
      ? /^\.(?:kept|damaged)-([\dT-]+Z)$/.exec(name.slice(basename(file).length))?.[1]
      : undefined;
    return stamp === undefined ? [] : [{ name, stamp }];
  });
  const newest = stamped.sort((a, b) => b.stamp.localeCompare(a.stamp))[0];
  return newest ? join(dirname(file), newest.name) : null;
}

/**
 * Deletes a database that a restore prepared and never put in place. Call it while holding the profile's lock, once the
 * database is open: it is not needed then, and would keep data that is destroyed from now on.
 */
export function dropPrepared(profileDir: string): void {
  try {
    dropRestored(profileDir);
    clearRestoring(profileDir);
  } catch {
    // Ignored: the database itself is sound. The next opening tries again.
  }
}

/** Deletes what a restore prepared to be put in place. */
export function dropRestored(profileDir: string): void {
  rmSync(restoredFile(profileDir), { force: true });
  rmSync(restoredMembershipFile(profileDir), { force: true });
}

/** Takes away a database that was being prepared for a restore. */
export function clearRestoring(profileDir: string): void {
  for (const suffix of ['', ...companions, '-journal'])
    rmSync(restoringFile(profileDir) + suffix, { force: true, recursive: true });
}
