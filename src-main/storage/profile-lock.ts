/**
 * One process at a time may open, migrate, restore or make the key of a profile. The lock is SQLite's own, on an empty
 * file beside the database: the operating system releases it when a process dies, on every platform.
 */

import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { AppError } from '../../src-shared/errors';
import { t } from '../../src-shared/texts/translate';
import type { Platform } from '../platform';
import { ensurePrivateFile } from '../private-files';
import { findBrokenLink, ownPlaceOf, ProfileFolderRefused } from '../profile';
import { tryLockExclusive } from './presence';
import { ensureProfileFolder, lockFile } from './profile-files';

const pollMs = 25;

/** Longer than the holder needs: a keychain may time out twice. */
const patienceMs = 45_000;

/**
 * Runs `work` while no other process, and nothing else in this one, holds the lock.
 * @param signal aborts the waiting, not the work
 * @throws AppError `storage.busy` after 45 s
 */
export async function withProfileLock<T>(
  { profileDir, sqliteBinding }: Pick<Platform, 'profileDir' | 'sqliteBinding'>,
  work: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const file = lockFile(profileDir);
  const broken = findBrokenLink(profileDir);
  if (broken) throw new ProfileFolderRefused({ why: 'broken-link', folder: profileDir, ...broken });
  ensureProfileFolder(profileDir, ownPlaceOf(process.env));
  ensurePrivateFile(file);
  const lock = new Database(file, { timeout: 0, nativeBinding: sqliteBinding });
  try {
    const deadline = Date.now() + patienceMs;
    while (!tryLockExclusive(lock)) {
      if (Date.now() > deadline) throw profileBusy();
      await wait(pollMs, undefined, signal ? { signal } : {});
    }
    return await work();
  } finally {
    lock.close();
  }
}

const profileBusy = () =>
  new AppError({
    code: 'storage.busy',
    message: t('Another Voxanne Console is opening this profile.'),
    cause: t('Another window or command is still working with it. It may be waiting for an answer on the screen.'),
    fix: t('Look for a question of the keychain and answer it, or close the other one, then try again.'),
    retryable: true,
  });
