/** Makes a backup: a checked copy, without data that was destroyed while it was made. */
import { renameSync } from 'node:fs';
import type { Platform } from '../platform';
import { ensurePrivateFolder, temporaryName } from '../private-files';
import { type BackupKind, backupFileOf, dropAbandoned, dropOldest, removeBackup } from './backup-files';
import { catchUp } from './catch-up';
import type { Connection } from './connection';
import { BackupFailed, copyDatabase } from './copy-database';
import { schemaVersion } from './migrate';
import { backupFolder } from './profile-files';

type Surroundings = Pick<Platform, 'profileDir' | 'sqliteBinding' | 'storageWorker' | 'now'>;

/**
 * Backs up a database, checks the copy, and lets the oldest backups of its kind go. Returns the file. The source is
 * checked first where it is about to be changed; a copy of a damaged source does not pass its own check either way.
 * @throws what {@link copyDatabase} throws; the older backups are still there then
 */
export async function backUp(
  connection: Connection,
  platform: Surroundings,
  { kind, signal }: { kind: BackupKind; signal?: AbortSignal } = { kind: 'update' },
): Promise<string> {
  const { database } = connection;
  const { profileDir } = platform;
  const now = platform.now();
  ensurePrivateFolder(backupFolder(profileDir));
  const file = backupFileOf(profileDir, kind, schemaVersion(database), now);
  const part = temporaryName(file);
  const before = changes(connection);
  await copyDatabase(database, part, platform, { checkSource: kind === 'update', ...(signal ? { signal } : {}) });
  // Renamed first: from here on, destroying data includes this backup. Data destroyed before is removed from it now.
  renameSync(part, file);
  if (changes(connection) !== before && (await catchUp(connection, [file], null, platform)).length > 0) {
    removeBackup(file);
    throw new BackupFailed('the copy could not be brought up to date');
  }
  dropOldest(profileDir, kind);
  dropAbandoned(profileDir, now);
  return file;
}

/** Changes whenever anything was written, here or by another process. */
const changes = ({ database }: Connection) =>
  `${database.prepare('SELECT total_changes()').pluck().get()} ${database.pragma('data_version', { simple: true })}`;
