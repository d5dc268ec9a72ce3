/** Copies of a database, made with SQLite's backup API: a copy of the `.db` file alone would miss what is still in its log. */
import { closeSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { backupFolder, companions, ensureFolder, fileStamp } from './profile-files';

/** How many backups stay. */
const kept = 3;

const backupName = /^console-v\d+-[\dTZ-]+\.db$/;

export class BackupFailed extends Error {
  override readonly name = 'BackupFailed';
}

/** The problems that SQLite finds in a database; empty when it is sound. */
export function quickCheck(database: Database.Database): string[] {
  const rows = database.prepare<[], string>('PRAGMA quick_check(10)').pluck().all();
  return rows.length === 1 && rows[0] === 'ok' ? [] : rows;
}

/**
 * Writes a consistent copy of `database` to `file` (which must not exist): one file, readable by its owner only, checked after writing.
 * Others may go on writing meanwhile. @throws when the copy could not be made or is not sound; no file is left then
 */
export async function copyDatabase(database: Database.Database, file: string, sqliteBinding: string | undefined): Promise<void> {
  closeSync(openSync(file, 'wx', 0o600));
  try {
    await database.backup(file);
    const copy = new Database(file, { nativeBinding: sqliteBinding });
    try {
      // The copy inherits write-ahead logging; without it, it is one file that can be moved about.
      copy.pragma('journal_mode = DELETE');
      if (quickCheck(copy).length > 0) throw new BackupFailed('the copy is not sound');
      if (version(copy) !== version(database)) throw new BackupFailed('the copy is of another version');
    } finally {
      copy.close();
    }
  } catch (thrown) {
    for (const suffix of ['', ...companions, '-journal']) rmSync(file + suffix, { force: true });
    throw thrown;
  }
}

/** Backs up a database before it is migrated, checked before and after, and lets the oldest backups go. Returns the file. */
export async function backUp(database: Database.Database, profileDir: string, now: Date, sqliteBinding: string | undefined): Promise<string> {
  if (quickCheck(database).length > 0) throw new BackupFailed('the database is not sound');
  const folder = backupFolder(profileDir);
  ensureFolder(folder);
  const file = join(folder, `console-v${version(database)}-${fileStamp(now)}.db`);
  rmSync(`${file}.part`, { force: true });
  await copyDatabase(database, `${file}.part`, sqliteBinding);
  renameSync(`${file}.part`, file);
  const all = readdirSync(folder).filter((name) => backupName.test(name));
  const byTime = all.sort((a, b) => stamp(a).localeCompare(stamp(b)));
  for (const name of byTime.slice(0, -kept)) rmSync(join(folder, name));
  return file;
}

const stamp = (name: string) => name.replace(/^console-v\d+-/, '');
const version = (database: Database.Database) => Number(database.pragma('user_version', { simple: true }));
