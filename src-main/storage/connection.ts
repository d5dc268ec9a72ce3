/** One open database with a current clinic, which `read` and `write` set while they run. */
import type { Database } from 'better-sqlite3';
import { storageClosed, storageError } from './storage-errors.ts';

export type Connection = {
  readonly database: Database;
  /**
   * One write transaction, with `organizationId` as the only clinic whose rows may be seen or written (null: none).
   * `work` runs at once and must not wait; if it throws, nothing of it remains.
   */
  write<T>(organizationId: string | null, work: () => T): T;
  /** The same for reading. */
  read<T>(organizationId: string | null, work: () => T): T;
  /**
   * Removes a clinic's destroyed secrets from the write-ahead log and the backups. Best effort: another reader may
   * block the checkpoint, and a backup that can't be written now is left for {@link Connection.resetOutdatedBackups}.
   */
  scrub(organizationId: string): void;
  /** Resets the flag. @returns true when a backup still has to be updated */
  resetOutdatedBackups(): boolean;
};

/**
 * Registers `current_organization()` on a database and takes ownership of it.
 * @param forget removes from the backups what a clinic no longer has; false when one could not be updated; without it
 * there are no backups
 */
export function createConnection(
  database: Database,
  forget: (connection: Connection, organizationId: string) => boolean = () => true,
): Connection {
  let current: string | null = null;
  let outdated = false;
  // Its value cannot change during a statement, so SQLite may ask once for each instead of once for each row.
  database.function('current_organization', { deterministic: true }, () => current);
  // Without it INSERT OR REPLACE would remove a row past the triggers that guard it.
  database.pragma('recursive_triggers = ON');
  const transaction = database.transaction((work: () => unknown) => work());

  function as<T>(organizationId: string | null, run: () => T): T {
    if (!database.open) throw storageClosed();
    const before = current;
    current = organizationId;
    try {
      return run();
    } catch (thrown) {
      throw storageError(thrown);
    } finally {
      current = before;
    }
  }

  const connection: Connection = {
    database,
    write: (organizationId, work) => as(organizationId, () => transaction.immediate(work) as ReturnType<typeof work>),
    read: (organizationId, work) => as(organizationId, work),
    scrub(organizationId) {
      try {
        database.pragma('wal_checkpoint(TRUNCATE)');
      } catch {
        // The next checkpoint does it.
      }
      if (!forget(connection, organizationId)) outdated = true;
    },
    resetOutdatedBackups() {
      const was = outdated;
      outdated = false;
      return was;
    },
  };
  return connection;
}
