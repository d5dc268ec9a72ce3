/** Brings a database up to the newest schema: all steps in one transaction, after a backup. */
import type { Database } from 'better-sqlite3';
import type { Migration } from './migrations';

/** In the header of every database of the console (`VOXC`), so that another program's is never taken for ours. */
export const applicationId = 0x564f5843;

export class MigrationFailed extends Error {
  override readonly name = 'MigrationFailed';
}

export const schemaVersion = (database: Database) => Number(database.pragma('user_version', { simple: true }));
export const newestVersion = (migrations: readonly Migration[]) => migrations.at(-1)?.version ?? 0;

/**
 * Runs what is missing. An error leaves the database as it was.
 * @param backUp called before the first change of a database that holds anything
 */
export async function migrate(database: Database, migrations: readonly Migration[], backUp: () => Promise<unknown>): Promise<void> {
  const from = schemaVersion(database);
  if (from >= newestVersion(migrations)) return;
  if (from > 0) await backUp();

  // Rebuilding a table drops the old one, which would cascade. Checked as a whole before the end instead.
  database.pragma('foreign_keys = OFF');
  try {
    database
      .transaction(() => {
        // Another process may have been quicker between the first look and the lock that this transaction holds.
        const current = schemaVersion(database);
        for (const migration of migrations.filter(({ version }) => version > current)) migration.up(database);
        const orphans = database.pragma('foreign_key_check');
        if (Array.isArray(orphans) && orphans.length > 0) throw new MigrationFailed('rows would point to nothing');
        database.pragma(`application_id = ${applicationId}`);
        database.pragma(`user_version = ${newestVersion(migrations)}`);
      })
      .immediate();
  } finally {
    database.pragma('foreign_keys = ON');
  }
}
