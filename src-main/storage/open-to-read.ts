/** Opens a database for reading that a killed process may have left in an unfinished transaction. */
import Database from 'better-sqlite3';
import { sqliteCode } from './storage-errors.ts';

/** What SQLite says where a journal must be applied first, which only a writer may do. */
const needsWriter = (thrown: unknown): boolean => {
  const code = sqliteCode(thrown);
  return code === 'SQLITE_READONLY_ROLLBACK' || code === 'SQLITE_READONLY_RECOVERY';
};

/** Rolls back an unfinished transaction from the journal beside the file. */
function takeBackHalfChange(file: string, sqliteBinding: string | undefined): void {
  const writer = new Database(file, { fileMustExist: true, nativeBinding: sqliteBinding });
  try {
    // The first read applies the journal.
    writer.pragma('user_version');
  } finally {
    writer.close();
  }
}

/** @throws SqliteError for what is no database, or can't be read */
export function openToRead(file: string, sqliteBinding: string | undefined): Database.Database {
  const open = () => {
    const database = new Database(file, { readonly: true, fileMustExist: true, nativeBinding: sqliteBinding });
    try {
      database.pragma('user_version');
      return database;
    } catch (thrown) {
      database.close();
      throw thrown;
    }
  };
  try {
    return open();
  } catch (thrown) {
    if (!needsWriter(thrown)) throw thrown;
    takeBackHalfChange(file, sqliteBinding);
    return open();
  }
}
