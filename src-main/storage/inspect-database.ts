/** Looks at a database file without changing a byte of it, before anything is opened for writing. */
import { lstatSync } from 'node:fs';
import type Database from 'better-sqlite3';
import type { Platform } from '../platform';
import { requireOurFile } from '../private-files';
import { checkFile } from './check-file';
import { applicationId, hasItsSchema, newestVersion, schemaVersion } from './migrate';
import type { Migration } from './migrations';
import { openToRead } from './open-to-read';
import { sqliteCode } from './storage-errors';
import { isLogDamaged } from './wal-check';

export type Inspection =
  /** Nothing is in it: there is no file, or no byte or no table in the file. */
  | { state: 'empty'; found: 'missing' | 'empty' }
  | { state: 'sound' }
  | { state: 'newer'; found: number }
  | { state: 'damaged'; file: string }
  | { state: 'foreign' };

/** @throws whatever keeps the file from being read at all, such as missing rights */
export async function inspectDatabase(
  file: string,
  migrations: readonly Migration[],
  platform: Pick<Platform, 'sqliteBinding' | 'storageWorker'>,
): Promise<Inspection> {
  const entry = lstatSync(file, { throwIfNoEntry: false });
  if (!entry) return { state: 'empty', found: 'missing' };
  if (entry.isDirectory())
    throw Object.assign(new Error('a folder is where the database should be'), { code: 'EISDIR' });
  if (requireOurFile(file).size === 0) return { state: 'empty', found: 'empty' };
  // Before SQLite opens anything: opening is what makes it drop the part of the log that it cannot read.
  if (isLogDamaged(file)) return { state: 'damaged', file: `${file}-wal` };
  let database: Database.Database | null = null;
  try {
    // A kill at the very first opening leaves a rollback journal.
    database = openToRead(file, platform.sqliteBinding);
    const found = schemaVersion(database);
    const tables = Number(database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get());
    if (found === 0 && tables === 0) return { state: 'empty', found: 'empty' };
    if (database.pragma('application_id', { simple: true }) !== applicationId) return { state: 'foreign' };
    if (found > newestVersion(migrations)) return { state: 'newer', found };
    const isSound = hasItsSchema(database, migrations) && (await checkFile(file, platform)).length === 0;
    return isSound ? { state: 'sound' } : { state: 'damaged', file };
  } catch (thrown) {
    const code = sqliteCode(thrown);
    if (code?.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return { state: 'damaged', file };
    throw thrown;
  } finally {
    database?.close();
  }
}
