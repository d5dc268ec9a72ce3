/**
 * Copies a database and checks the copy, in a thread of its own: both take long, and the window must not wait. It is
 * given no key; what it copies stays sealed. Built as a program beside the others. Tests start this very file, so its
 * imports name files.
 */
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import type { CopyOrder, CopyReport } from './copy-database.ts';
import { quickCheck } from './quick-check.ts';

/** About four megabytes between two moments at which this thread can be ended. */
const pagesAtOnce = 1024;

const { from, to, version, checkSource, sqliteBinding } = workerData as CopyOrder;

async function copy(source: string): Promise<CopyReport> {
  const database = new Database(source, { readonly: true, fileMustExist: true, nativeBinding: sqliteBinding });
  try {
    // One snapshot, held to the end: commits by others do not restart the copying.
    database.exec('BEGIN');
    database.pragma('user_version');
    if (checkSource && quickCheck(database).length > 0) return { state: 'unsound', what: 'database' };
    await database.backup(to, { progress: () => pagesAtOnce });
  } finally {
    database.close();
  }
  return check();
}

function check(): CopyReport {
  const database = new Database(to, { fileMustExist: true, nativeBinding: sqliteBinding });
  try {
    // The copy inherits write-ahead logging. Without it, the copy is a single file.
    database.pragma('journal_mode = DELETE');
    const sound = database.pragma('user_version', { simple: true }) === version && quickCheck(database).length === 0;
    return sound ? { state: 'sound' } : { state: 'unsound', what: 'copy' };
  } finally {
    database.close();
  }
}

function failure(thrown: unknown): CopyReport {
  const code = thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : null;
  return { state: 'failed', code, message: thrown instanceof Error ? thrown.message : String(thrown) };
}

// Not at the top level: the build has no place for a module that waits.
void (async () =>
  parentPort?.postMessage(await (from === null ? Promise.resolve().then(check) : copy(from)).catch(failure)))();
