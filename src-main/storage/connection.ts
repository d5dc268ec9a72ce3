/** One open database with a current clinic, which `read` and `write` set while they run. */
import type { Database } from 'better-sqlite3';
import { createGroupCommit } from './group-commit.ts';
import { forgetOutdatedCopies, outdatedCopies } from './outdated-copies.ts';
import { storageClosed, storageError } from './storage-errors.ts';

/** Whether a database that is read already is sound. Nothing is written before that is known. */
export type Soundness = {
  /** False where it is damaged, or was closed before it was known. */
  known: Promise<boolean>;
  isSound(): boolean;
  /** Finds out at once. @throws AppError `storage.damaged` */
  require(): void;
  /** The connection was closed. */
  closed(): void;
};

export type Connection = {
  readonly database: Database;
  /**
   * One write transaction, with `organizationId` as the only clinic whose rows may be seen or written (null: none).
   * `work` runs at once and must not wait; if it throws, nothing of it remains.
   */
  write<T>(organizationId: string | null, work: () => T): T;
  /** The same, together with others that come at about the same time: see `group-commit.ts`. */
  writeSoon<T>(organizationId: string | null, work: () => T): Promise<T>;
  /** The same for reading. */
  read<T>(organizationId: string | null, work: () => T): T;
  /**
   * Removes a clinic's destroyed secrets from the write-ahead log. Where there are copies, or another reader blocks the
   * log, they stay noted for `onOutdated`, which takes them out of the copies in a thread.
   */
  scrub(organizationId: string): void;
  /** Empties the write-ahead log into the database; false when another reader stands in the way. */
  emptyLog(): boolean;
  /** Called when copies are left that hold what was destroyed. */
  onOutdated: () => void;
  /** Whoever writes by itself waits for it. False: this database is not written to any more. */
  readonly sound: Promise<boolean>;
  close(): void;
};

/**
 * Registers `current_organization()` on a database and takes ownership of it.
 * @param hasCopies whether backups or databases that were put aside may hold what is destroyed
 * @param soundness of a database that is read before it is known to be sound; absent for one that is
 */
export function createConnection(
  database: Database,
  hasCopies: () => boolean = () => false,
  soundness: Soundness | null = null,
): Connection {
  let current: string | null = null;
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

  const write: Connection['write'] = (organizationId, work) =>
    as(organizationId, () => {
      soundness?.require();
      return transaction.immediate(work) as ReturnType<typeof work>;
    });
  const group = createGroupCommit(
    (work) => write(null, work),
    () => database.inTransaction,
  );

  const connection: Connection = {
    database,
    write,
    // Within the transaction of the group, each has a savepoint of its own.
    writeSoon: (organizationId, work) => group.add(() => write(organizationId, work)),
    read: (organizationId, work) => as(organizationId, work),
    sound: soundness?.known ?? Promise.resolve(true),
    close() {
      database.close();
      soundness?.closed();
    },
    emptyLog() {
      if (soundness?.isSound() === false) return false;
      try {
        const answer: unknown = database.pragma('wal_checkpoint(TRUNCATE)', { simple: true });
        return answer === 0;
      } catch {
        return false;
      }
    },
    scrub(organizationId) {
      const noted = outdatedCopies(database).filter((one) => one.organizationId === organizationId);
      const isEmptied = connection.emptyLog();
      if (hasCopies() || !isEmptied) return connection.onOutdated();
      connection.write(organizationId, () => {
        for (const one of noted) forgetOutdatedCopies(database, one);
      });
    },
    onOutdated: () => undefined,
  };
  return connection;
}
