/** Rescue of a damaged database without a recovery kit: list the options, restore, save what can be read. */

import { renameSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { AppError } from '../../../src-shared/errors';
import { t } from '../../../src-shared/texts/translate';
import type { RescueOptions, Restorable, SavedReport } from '../../../src-shared/vault/rescue';
import type { Platform } from '../../platform';
import { clearRestoring, dropRestored, swapInDatabase } from '../../storage/exchange-database';
import { isInSharedVault } from '../../storage/in-shared-vault';
import { restoredFile, restoringFile } from '../../storage/profile-files';
import { writeReports } from './readable-report';
import { rescueError } from './rescue-errors';
import { findRestoreSource, type RestoreSource, stageSource } from './restore-source';
import { nothingRead, type Salvage, salvage } from './salvage';

/** What is wrong with the database: it does not read, or nothing is there to read. */
export type DatabaseFault = 'database-damaged' | 'database-missing';

/** What can be done about the database. Reads copies only. @throws AppError `rescue.not-copied` */
export async function rescueOptions(platform: Platform, fault: DatabaseFault): Promise<RescueOptions> {
  const { source, unusableBackups } = await findRestoreSource(platform);
  const found = fault === 'database-missing' ? nothingRead : await salvage(platform, source?.lastEntry);
  const { clinics, connections, tests } = found.rows;
  return {
    restorable: source && described(source, found),
    unusableBackups,
    readable: {
      clinics: clinics.length,
      connections: connections.length,
      tests: tests.length,
      auditEntries: found.entries.count,
    },
    unreadable: found.unreadable,
    inSharedVault: isInSharedVault(platform.profileDir),
  };
}

function described({ id, source, asOf, clinicIds }: RestoreSource, { rows, entries }: Salvage): Restorable {
  const there = new Set<unknown>(clinicIds);
  return {
    id,
    source,
    asOf,
    clinics: clinicIds.length,
    missingClinics: rows.clinics.filter((clinic) => !there.has(clinic.id)).map(({ name }) => String(name)),
    missingEntries: entries.after,
  };
}

/**
 * Puts the state `id` in the place of the damaged database, which moves aside with its log under a name that carries
 * the time. Call it while holding the profile's lock. Cut off in the middle, the next opening completes it.
 * @param announce called with what is about to be put in place, in words, and with that database
 * @returns what was put back, in words
 * @throws AppError `rescue.*`, `storage.copy-broken-off`; everything is where it was then
 */
export async function restoreSound(
  platform: Platform,
  fault: DatabaseFault,
  id: string,
  announce: (what: string, database: Database.Database) => Promise<void>,
): Promise<string> {
  const { source } = await findRestoreSource(platform);
  if (!source) throw rescueError('rescue.nothing-to-restore');
  if (source.id !== id) throw rescueError('rescue.changed');
  const { profileDir } = platform;
  const staged = restoringFile(profileDir);
  const what =
    source.source === 'backup'
      ? t('the backup of {time}', { time: source.asOf })
      : t('the database as it was at {time}', { time: source.asOf });
  const restored = t('Restored the backup of {time}; what was done after it is missing here', { time: source.asOf });
  const detail =
    fault === 'database-missing'
      ? `${t('The database was missing.')} ${restored}`
      : source.source === 'backup'
        ? `${t('The database was damaged.')} ${restored}. ${t('The damaged file was kept')}`
        : t('The log of the database was damaged. Restored everything up to {time}. The damaged files were kept', {
            time: source.asOf,
          });
  try {
    clearRestoring(profileDir);
    await stageSource(source, staged, platform, detail, (database) => announce(what, database));
    dropRestored(profileDir);
    renameSync(staged, restoredFile(profileDir));
  } catch (thrown) {
    clearRestoring(profileDir);
    throw thrown instanceof AppError ? thrown : rescueError('rescue.profile-unusable');
  }
  if (!swapInDatabase(platform, fault === 'database-damaged' ? 'damaged' : 'kept'))
    throw rescueError('rescue.profile-unusable');
  return what;
}

/**
 * Reads what can be read and writes the two reports.
 * @throws AppError `rescue.not-copied`, `rescue.not-written`
 */
export async function saveReadable(platform: Platform, damagedFile: string, toFile: string): Promise<SavedReport> {
  const found = await salvage(platform);
  return writeReports(
    toFile,
    { madeAt: platform.now().toISOString(), by: platform.actor, consoleVersion: platform.version, damagedFile },
    found,
  );
}
