/** Brings backups up to date with what was destroyed in the database, in a thread: it reads all clinics of both. */
import type { Platform } from '../platform';
import type { Connection } from './connection';
import { runInThread } from './storage-thread';

/**
 * Removes from `files` what the database no longer has. @returns the files that could not be changed; all of them when
 * the thread did not finish @throws the reason of `signal`, once nothing is written any more
 */
export async function catchUp(
  { database }: Connection,
  files: string[],
  { copyWorker, sqliteBinding }: Pick<Platform, 'copyWorker' | 'sqliteBinding'>,
  signal?: AbortSignal,
): Promise<string[]> {
  if (files.length === 0) return [];
  const order = { task: 'catch-up', live: database.name, files, sqliteBinding } as const;
  try {
    const report = await runInThread(copyWorker, order, signal);
    return report.state === 'caught-up' ? report.behind : files;
  } catch (thrown) {
    if (signal?.aborted) throw thrown;
    return files;
  }
}
