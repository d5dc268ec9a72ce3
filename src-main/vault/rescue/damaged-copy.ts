/**
 * Reads a damaged database without changing it: on a copy in a private temporary folder, which is removed afterwards.
 * Whatever SQLite writes on opening, it writes to the copy. Secrets in the copy stay sealed.
 */
import { closeSync, existsSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Platform } from '../../platform';
import { makePrivateTemporaryFolder } from '../../private-files';
import { openMemoryDatabase } from '../../storage/open-database';
import { companions, databaseFile } from '../../storage/profile-files';
import { copyName, dropLeftCopies, folderName, lockName, lockPatienceMs, takeLock } from './left-copies';
import { rescueError } from './rescue-errors';

const headerBytes = 100;
const pageBytes = 4096;

/**
 * What was put right in the copy so that SQLite reads it at all: nothing, the file's header, or all pages that say
 * which tables there are.
 */
export type Repair = 'nothing' | 'header' | 'schema';
export const repairs: readonly Repair[] = ['nothing', 'header', 'schema'];

/**
 * Opens a fresh copy with `repair` and lets `work` read it; null when SQLite does not open it.
 * @throws AppError `rescue.not-copied`
 */
export async function inCopy<T>(
  { profileDir, sqliteBinding }: Pick<Platform, 'profileDir' | 'sqliteBinding'>,
  repair: Repair,
  work: (database: Database.Database) => T | Promise<T>,
): Promise<T | null> {
  let folder: string | null = null;
  let database: Database.Database | null = null;
  let lock: Database.Database | null = null;
  try {
    dropLeftCopies(sqliteBinding);
    folder = makePrivateTemporaryFolder(join(tmpdir(), folderName));
    lock = takeLock(folder, sqliteBinding, lockPatienceMs);
    const file = await copyInto(folder, databaseFile(profileDir));
    if (repair !== 'nothing') await applyRepair(file, repair, sqliteBinding);
    database = openCopy(file, sqliteBinding);
    return database && (await work(database));
  } finally {
    database?.close();
    if (folder !== null) await removeCopy(folder, lock);
  }
}

/** The copy goes while the lock is held: no other console looks into the folder or clears it meanwhile. */
async function removeCopy(folder: string, lock: Database.Database | null): Promise<void> {
  for (const name of readdirSync(folder).filter((entry) => !entry.startsWith(lockName)))
    await rm(join(folder, name), { recursive: true, force: true });
  lock?.close();
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Another console tries the lock at this moment, or has cleared the folder. At worst an empty one stays for later.
  }
}

async function copyInto(folder: string, original: string): Promise<string> {
  const file = join(folder, copyName);
  try {
    await copyFile(original, file);
    if (existsSync(`${original}-wal`)) await copyFile(`${original}-wal`, `${file}-wal`);
    return file;
  } catch {
    throw rescueError('rescue.not-copied');
  }
}

/** Null when it is no database to SQLite. The log is folded into the copy as far as it adds up. */
function openCopy(file: string, sqliteBinding: string | undefined): Database.Database | null {
  const database = new Database(file, { fileMustExist: true, nativeBinding: sqliteBinding });
  try {
    // Lets SQLite ignore a damaged schema entry instead of refusing the whole file.
    database.unsafeMode(true);
    database.pragma('writable_schema = ON');
    database.pragma('cell_size_check = ON');
    database.pragma('journal_mode = DELETE');
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    database.pragma('query_only = ON');
    return database;
  } catch {
    database.close();
    return null;
  }
}

/**
 * Puts the header, or the schema, of an empty database of this version in the place of the copy's own. The other pages
 * stay. Tables begin at the same pages in every profile that this version made; where they don't, nothing is found this
 * way, and nothing is lost by having tried.
 */
async function applyRepair(
  file: string,
  repair: Exclude<Repair, 'nothing'>,
  sqliteBinding: string | undefined,
): Promise<void> {
  const { database } = await openMemoryDatabase(sqliteBinding);
  const sample = database.serialize();
  database.close();
  const { size } = statSync(file);
  if (size < pageBytes) return;
  const descriptor = openSync(file, 'r+');
  const put = (bytes: Uint8Array, at: number) => void writeSync(descriptor, bytes, 0, bytes.length, at);
  const putNumber = (value: number, at: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    put(bytes, at);
  };
  // 2: the file has a write-ahead log to be taken up; 1: it has none.
  const format = companions.some((suffix) => existsSync(file + suffix) && statSync(file + suffix).size > 0) ? 2 : 1;
  try {
    if (repair === 'header') put(sample.subarray(0, headerBytes), 0);
    else
      for (const page of schemaPages(sample, 1)) {
        const at = (page - 1) * pageBytes;
        if (at + pageBytes <= size) put(sample.subarray(at, at + pageBytes), at);
      }
    put(Uint8Array.of(format, format), 18);
    putNumber(Math.floor(size / pageBytes), 28);
    // No list of free pages: nothing is written here, and the old one may be the damaged part.
    putNumber(0, 32);
    putNumber(0, 36);
  } finally {
    closeSync(descriptor);
  }
}

/** The pages of the tree that begins at `page`, counted from 1: https://sqlite.org/fileformat2.html#b_tree_pages */
function schemaPages(database: Buffer, page: number): number[] {
  const start = (page - 1) * pageBytes;
  const head = page === 1 ? start + headerBytes : start;
  const interior = 0x05;
  if (database[head] !== interior) return [page];
  const cells = Array.from(
    { length: database.readUInt16BE(head + 3) },
    (_, cell) => start + database.readUInt16BE(head + 12 + cell * 2),
  );
  const children = [...cells.map((cell) => database.readUInt32BE(cell)), database.readUInt32BE(head + 8)];
  return [page, ...children.flatMap((child) => schemaPages(database, child))];
}
