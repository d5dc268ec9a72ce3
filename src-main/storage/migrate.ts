/** Brings a database up to the newest schema: all steps in one transaction, after a backup. */
import { hash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { Migration } from './migrations';

/** In the header of every database of the console (`VOXC`), so that another program's is never taken for ours. */
export const applicationId = 0x564f5843;

class MigrationFailed extends Error {
  override readonly name = 'MigrationFailed';
}

export const schemaVersion = (database: Database) => Number(database.pragma('user_version', { simple: true }));

/** A checksum of the schema. SQLite's integrity check does not cover it. */
export function schemaSum(database: Database): string {
  const parts = database
    .prepare<[], string>(
      "SELECT json_array(type, name, tbl_name, sql) FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE " +
        "'\\' ORDER BY type, name",
    )
    .pluck()
    .all();
  return hash('sha256', parts.join('\n'));
}

/**
 * False when a table, view or trigger differs from this version's migrations: statements would fail, or a trigger would
 * not protect.
 */
export function hasItsSchema(database: Database, migrations: readonly Migration[]): boolean {
  const expected = migrations.find(({ version }) => version === schemaVersion(database))?.schema;
  return expected === undefined || schemaSum(database) === expected;
}

export const newestVersion = (migrations: readonly Migration[]) => migrations.at(-1)?.version ?? 0;

/**
 * Runs what is missing. An error leaves the database as it was.
 * @param backUp called before the first change of a database that holds anything
 */
export async function migrate(
  database: Database,
  migrations: readonly Migration[],
  backUp: () => Promise<unknown>,
): Promise<void> {
  const from = schemaVersion(database);
  if (from >= newestVersion(migrations)) return;
  if (from > 0) await backUp();

  // Rebuilding a table drops the old one, which would cascade. All foreign keys are checked before the end instead.
  database.pragma('foreign_keys = OFF');
  try {
    database
      .transaction(() => {
        // Another process may have migrated before this transaction got its lock.
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
