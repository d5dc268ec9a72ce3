/**
 * Checked copies of a database, made with SQLite's backup API: a copy of the `.db` file alone would miss what is still
 * in its log.
 */
import { closeSync, rmSync } from 'node:fs';
import type Database from 'better-sqlite3';
import type { Platform } from '../platform';
import { createPrivateFile } from '../private-files';
import { companions } from './profile-files';
import { runInThread, thrownThere } from './storage-thread';

/**
 * Pages of a database in memory that are copied between two looks at everything else that waits: about half a megabyte.
 */
const pagesAtOnce = 128;

export class BackupFailed extends Error {
  override readonly name = 'BackupFailed';
}

/**
 * Writes a consistent copy of `database` to `file` (which must not exist): one file, readable by its owner only,
 * checked after writing. Runs in a thread; others may write meanwhile. `signal` ends it early, once nothing is written
 * any more.
 * @param checkSource looks for damage in `database` first
 * @throws when the copy could not be made or is not sound, AppError `storage.copy-broken-off` when the thread did not
 * finish; no file is left then
 */
export async function copyDatabase(
  database: Database.Database,
  file: string,
  { sqliteBinding, storageWorker }: Pick<Platform, 'sqliteBinding' | 'storageWorker'>,
  { checkSource = false, signal }: { checkSource?: boolean; signal?: AbortSignal } = {},
): Promise<void> {
  closeSync(createPrivateFile(file));
  try {
    signal?.throwIfAborted();
    const version = Number(database.pragma('user_version', { simple: true }));
    // A database in memory is visible to this thread only. It is small.
    if (database.memory) await database.backup(file, { progress: () => pagesAtOnce });
    const from = database.memory ? null : database.name;
    const order = { task: 'copy', from, to: file, version, checkSource, sqliteBinding } as const;
    const report = await runInThread(storageWorker, order, signal);
    if (report.state === 'unsound')
      throw new BackupFailed(report.what === 'copy' ? 'the copy is not sound' : 'the database is not sound');
    if (report.state === 'failed') throw thrownThere(report, new BackupFailed(report.message));
  } catch (thrown) {
    for (const suffix of ['', ...companions, '-journal']) rmSync(file + suffix, { force: true });
    throw thrown;
  }
}
