/** Brings copies of the database up to date with what was destroyed in it, in a thread: they are read as a whole. */
import type { Platform } from '../platform';
import type { Connection } from './connection';
import { runInThread } from './storage-thread';

/**
 * Removes from `files` what was destroyed in the database.
 * @param organizations the clinics to look at; null for all
 * @returns the files that could not be changed; all of them when the thread did not finish
 * @throws the reason of `signal`, once nothing is written any more
 */
export async function catchUp(
  { database }: Connection,
  files: string[],
  organizations: string[] | null,
  { storageWorker, sqliteBinding }: Pick<Platform, 'storageWorker' | 'sqliteBinding'>,
  signal?: AbortSignal,
): Promise<string[]> {
  if (files.length === 0) return [];
  const order = { task: 'catch-up', live: database.name, files, organizations, sqliteBinding } as const;
  try {
    const report = await runInThread(storageWorker, order, signal);
    return report.state === 'caught-up' ? report.behind : files;
  } catch (thrown) {
    if (signal?.aborted) throw thrown;
    return files;
  }
}
