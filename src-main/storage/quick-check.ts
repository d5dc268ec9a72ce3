import type { Database } from 'better-sqlite3';

/** The problems that SQLite finds in a database; empty when it is sound. Takes about a second for 100 MB. */
export function quickCheck(database: Database): string[] {
  const rows = database.prepare<[], string>('PRAGMA quick_check(10)').pluck().all();
  return rows.length === 1 && rows[0] === 'ok' ? [] : rows;
}

/** The same to the last index, and rows that point to nothing: several times as long. */
export function deepCheck(database: Database): string[] {
  const rows = database.prepare<[], string>('PRAGMA integrity_check(1)').pluck().all();
  if (rows.length !== 1 || rows[0] !== 'ok') return rows;
  const orphans = database.pragma('foreign_key_check');
  return Array.isArray(orphans) && orphans.length === 0 ? [] : ['a row points to nothing'];
}
