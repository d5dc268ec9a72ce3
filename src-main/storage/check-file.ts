/** Looks for damage in database files, in the storage worker: the window must not wait for the whole of a file. */
import { statSync } from 'node:fs';
import type { Platform } from '../platform';
import { openToRead } from './open-to-read';
import { deepCheck, quickCheck } from './quick-check';
import { nullUnlessSilent, runInThread, thrownThere } from './storage-thread';

/** A file up to this size is checked sooner than a thread has started: in a few milliseconds. */
export const smallBytes = 1_500_000;

/** The same, while everything else waits. */
export function checkHere(file: string, deep: boolean, sqliteBinding: string | undefined): string[] {
  const database = openToRead(file, sqliteBinding);
  try {
    return deep ? deepCheck(database) : quickCheck(database);
  } finally {
    database.close();
  }
}

/**
 * The problems of a database file; none when it is sound. `deep` looks at every index, and for rows that point to
 * nothing, as well.
 * @throws SqliteError for what is no database, or can't be read; AppError `storage.thread-silent`
 */
export async function checkFile(
  file: string,
  { sqliteBinding, storageWorker }: Pick<Platform, 'sqliteBinding' | 'storageWorker'>,
  { deep = false, signal }: { deep?: boolean; signal?: AbortSignal } = {},
): Promise<string[]> {
  if (statSync(file).size <= smallBytes) return checkHere(file, deep, sqliteBinding);
  const order = { task: 'check', file, deep, sqliteBinding } as const;
  // A console without its thread takes longer, and is no less careful.
  const report = await runInThread(storageWorker, order, signal).catch((thrown) => {
    signal?.throwIfAborted();
    return nullUnlessSilent(thrown);
  });
  if (report === null) return checkHere(file, deep, sqliteBinding);
  if (report.state === 'failed') throw thrownThere(report);
  return report.problems;
}
