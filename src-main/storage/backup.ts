/** Copies of a database, made with SQLite's backup API: a copy of the `.db` file alone would miss what is still in its log. */
import { closeSync, existsSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { backupFolder, companions, ensureFolder, fileStamp } from './profile-files';

/** Made before an update changes the database, or once a day. Neither pushes the other out. */
export type BackupKind = 'update' | 'daily';

/** How many backups of each kind stay. */
const kept: Record<BackupKind, number> = { update: 3, daily: 7 };

/** About half a megabyte between two looks at everything else that waits. */
const pagesAtOnce = 128;

const backupName = /^console-(daily-)?v\d+-(\d{4}-\d\d-\d\dT)(\d\d)-(\d\d)-(\d\d)-(\d{3}Z)\.db$/;

/** Half a backup this old belongs to a process that was ended, in milliseconds. */
const abandonedMs = 60 * 60_000;

export type Backup = { file: string; kind: BackupKind; madeAt: string };

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
 * Others may go on writing meanwhile. Closing the database, or `signal`, ends it early.
 * @throws when the copy could not be made or is not sound; no file is left then
 */
export async function copyDatabase(database: Database.Database, file: string, sqliteBinding: string | undefined, signal?: AbortSignal): Promise<void> {
  closeSync(openSync(file, 'wx', 0o600));
  try {
    const progress = () => {
      signal?.throwIfAborted();
      return pagesAtOnce;
    };
    await database.backup(file, { progress });
    signal?.throwIfAborted();
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

/** The backups of a profile, newest first. Whether they are sound is not known yet. */
export function listBackups(profileDir: string): Backup[] {
  const folder = backupFolder(profileDir);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return [];
  return readdirSync(folder)
    .flatMap((name): Backup[] => {
      const parts = backupName.exec(name);
      if (!parts) return [];
      const [, daily, day, hours, minutes, seconds, rest] = parts;
      return [{ file: join(folder, name), kind: daily ? 'daily' : 'update', madeAt: `${day}${hours}:${minutes}:${seconds}.${rest}` }];
    })
    .sort((a, b) => b.madeAt.localeCompare(a.madeAt));
}

/**
 * Backs up a database, checks the copy, and lets the oldest backups of its kind go. Returns the file.
 * The source is checked first where it is about to be changed; a copy of a damaged source does not pass its own check either way.
 */
export async function backUp(
  database: Database.Database,
  profileDir: string,
  now: Date,
  sqliteBinding: string | undefined,
  { kind, signal }: { kind: BackupKind; signal?: AbortSignal } = { kind: 'update' },
): Promise<string> {
  if (kind === 'update' && quickCheck(database).length > 0) throw new BackupFailed('the database is not sound');
  const folder = backupFolder(profileDir);
  ensureFolder(folder);
  const prefix = kind === 'daily' ? 'console-daily' : 'console';
  const file = join(folder, `${prefix}-v${version(database)}-${fileStamp(now)}.db`);
  rmSync(`${file}.part`, { force: true });
  await copyDatabase(database, `${file}.part`, sqliteBinding, signal);
  renameSync(`${file}.part`, file);
  for (const { file: old } of listBackups(profileDir)
    .filter((backup) => backup.kind === kind)
    .slice(kept[kind]))
    rmSync(old);
  dropAbandoned(folder, now);
  return file;
}

/** Halves that a process left behind when it was ended. Young ones may be another's work in hand. */
function dropAbandoned(folder: string, now: Date): void {
  for (const name of readdirSync(folder).filter((entry) => /\.db\.part(-wal|-shm|-journal)?$/.test(entry))) {
    const file = join(folder, name);
    if (now.getTime() - statSync(file).mtimeMs > abandonedMs) rmSync(file, { force: true });
  }
}

const version = (database: Database.Database) => Number(database.pragma('user_version', { simple: true }));
