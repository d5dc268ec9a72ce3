/** Facts of a database for support: read in the storage worker, since they take a look at all of it. */
import type { Platform } from '../platform';
import type { Connection } from './connection';
import { type DatabaseFacts, readDatabaseFacts } from './database-facts';
import { storageError } from './storage-errors';
import { nullUnlessSilent, runInThread, thrownThere } from './storage-thread';

export async function factsOf(
  connection: Connection,
  { sqliteBinding, storageWorker }: Partial<Pick<Platform, 'sqliteBinding' | 'storageWorker'>>,
): Promise<DatabaseFacts> {
  const { database } = connection;
  const here = () => connection.read(null, () => readDatabaseFacts(connection));
  // A database in memory is visible to this thread only. It is small.
  if (database.memory || storageWorker === undefined) return here();
  const order = { task: 'facts', file: database.name, sqliteBinding } as const;
  const report = await runInThread(storageWorker, order, undefined).catch(nullUnlessSilent);
  if (report === null) return here();
  if (report.state === 'failed') throw storageError(thrownThere(report));
  return report.facts;
}
