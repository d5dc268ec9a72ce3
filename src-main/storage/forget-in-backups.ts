/**
 * Data destroyed in the database must not survive in its copies: a revoked credential, a replaced secret, a removed
 * clinic. Each copy is brought up to date for that one clinic, in a transaction of its own. One that can't be written
 * just now is brought up to date later. One that does not read is left as it is: nobody knows what it holds.
 */
import Database from 'better-sqlite3';
import { AppError } from '../../src-shared/errors.ts';
import { isDestroyed } from '../crypto/destroyed-key.ts';
import { type Connection, createConnection } from './connection.ts';
import { overwritten, removedClinic } from './key-rows.ts';
import { schemaVersion } from './migrate.ts';
import { isPutAside } from './put-aside.ts';
import { run, write } from './queries.ts';
import { quickCheck } from './quick-check.ts';
import type { CredentialTable, MovedClinicTable, OrganizationKeyTable, PendingRevocationTable } from './schema.ts';
import { storageError } from './storage-errors.ts';
import { isLogDamaged } from './wal-check.ts';

type Row = CredentialTable;

/** False when it could not be done now. A file that SQLite does not read as a database is done with. */
function inCopy(file: string, sqliteBinding: string | undefined, work: (copy: Connection) => void): boolean {
  try {
    const copy = openCopy(file, sqliteBinding);
    try {
      work(copy);
    } finally {
      copy.database.close();
    }
    return true;
  } catch (thrown) {
    return isDamage(thrown);
  }
}

/**
 * SQLite does not read it as a database. Anything else, from a full disk to a fault of ours, says nothing about the
 * file.
 */
function isDamage(thrown: unknown): boolean {
  const error = storageError(thrown);
  return error instanceof AppError && error.data.code === 'storage.damaged';
}

/** False for a backup of another vault, which remains after another vault's recovery kit was restored. */
function isOfSameVault(live: Connection, copy: Connection): boolean {
  const keyId = ({ database }: Connection) =>
    database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'vault_key'").get() === undefined
      ? undefined
      : (database.prepare<[], string>('SELECT key_id FROM vault_key').pluck().get() ?? null);
  return keyId(live) === keyId(copy);
}

/**
 * Takes out of each copy what was destroyed in the database `live`. Runs in a thread: see `storage-worker.ts`.
 * @param organizations those to look at; null for all, which reads both databases as a whole
 * @returns the copies that could not be brought up to date
 */
export function catchUpCopies(
  live: string,
  files: readonly string[],
  organizations: readonly string[] | null,
  sqliteBinding: string | undefined,
): string[] {
  const database = new Database(live, { readonly: true, fileMustExist: true, nativeBinding: sqliteBinding });
  try {
    const connection = createConnection(database);
    return files.filter((file) => !isCaughtUp(connection, file, organizations, sqliteBinding));
  } finally {
    database.close();
  }
}

function isCaughtUp(
  live: Connection,
  file: string,
  organizations: readonly string[] | null,
  sqliteBinding: string | undefined,
): boolean {
  // Opening would make SQLite drop the part of the log that it cannot read.
  if (isPutAside(file) && isLogDamaged(file)) return true;
  return inCopy(file, sqliteBinding, (copy) => {
    if (isPutAside(file) && quickCheck(copy.database).length > 0) return;
    if (!isOfSameVault(live, copy)) return;
    for (const id of organizations ?? clinicsBehind(live, copy)) forgetIn(copy, holdings(live, id), id);
    // Beside a database that was put aside, its log holds the same once more.
    if (isPutAside(file)) copy.database.pragma('journal_mode = DELETE');
  });
}

/**
 * Clinics of which a backup holds what was destroyed. One question for all of them: a backup is locked only for those
 * that are to be changed.
 */
function clinicsBehind({ database }: Connection, backup: Connection): string[] {
  const revoked =
    schemaVersion(backup.database) < 2
      ? ''
      : `UNION SELECT old.organization_id FROM backup.pending_revocations AS old
          JOIN main.organization_keys AS key
            ON key.organization_id = old.organization_id AND key.version = old.key_version
          WHERE NOT EXISTS (SELECT 1 FROM main.pending_revocations AS now WHERE now.id = old.id)`;
  database.prepare('ATTACH ? AS backup').run(backup.database.name);
  try {
    return database
      .prepare<[], string>(
        `SELECT old.organization_id FROM backup.organization_keys AS old
          JOIN main.organization_keys AS now USING (organization_id, version)
          WHERE now.wrapped_key = zeroblob(length(now.wrapped_key)) AND old.wrapped_key <> now.wrapped_key
        UNION SELECT organization_id FROM main.organization_keys
          WHERE version = ${removedClinic} AND organization_id IN (SELECT id FROM backup.organizations)
        UNION SELECT old.organization_id FROM backup.organization_api_credentials AS old
          JOIN main.organization_api_credentials AS now USING (id)
          WHERE old.sealed IS NOT NULL AND now.sealed IS NOT old.sealed
            AND now.revision >= old.revision AND now.sealed_revision >= old.sealed_revision
        ${revoked}`,
      )
      .pluck()
      .all();
  } finally {
    database.exec('DETACH backup');
  }
}

function openCopy(file: string, sqliteBinding: string | undefined): Connection {
  const database = new Database(file, { fileMustExist: true, nativeBinding: sqliteBinding });
  database.pragma('secure_delete = ON');
  database.pragma('foreign_keys = ON');
  return createConnection(database);
}

type Revocation = Pick<PendingRevocationTable, 'id' | 'key_version'>;

/** The rows of one clinic that matter here. */
function holdings(connection: Connection, organizationId: string) {
  const { database } = connection;
  const version = schemaVersion(database);
  return connection.read(organizationId, () => ({
    version,
    keys: database.prepare<[], OrganizationKeyTable>('SELECT * FROM clinic_keys').all(),
    credentials: database.prepare<[], Row>('SELECT * FROM clinic_credentials').all(),
    // A backup of the first schema has none.
    revocations:
      version < 2
        ? []
        : database.prepare<[], Revocation>('SELECT id, key_version FROM clinic_pending_revocations').all(),
  }));
}
type Holdings = ReturnType<typeof holdings>;

const keyOf = ({ keys }: Holdings, version: number) => keys.find((key) => key.version === version);

/**
 * Takes out of a backup what is known to be destroyed: what was sealed with a destroyed key, and what an older console
 * replaced under a key that is still in use. What the database knows nothing of stays: after a restore, a backup may be
 * newer than the database.
 */
function forgetIn(backup: Connection, current: Holdings, organizationId: string): void {
  const { database } = backup;
  const then = holdings(backup, organizationId);
  backup.write(organizationId, () => {
    const isRemoved = keyOf(current, removedClinic) !== undefined;
    const restoreMark = liftMovedMark(database, then.version);
    if (!isRemoved) for (const old of then.credentials) reconcile(database, old, current, then);
    for (const { id, key_version } of then.revocations)
      if (keyOf(current, key_version) && !current.revocations.some((now) => now.id === id))
        run(database, write.deleteFrom('pending_revocations').where('id', '=', id));
    for (const { version, wrapped_key } of current.keys)
      if (isDestroyed(wrapped_key))
        run(
          database,
          write
            .updateTable('organization_keys')
            .set({ wrapped_key: overwritten })
            .where('organization_id', '=', organizationId)
            .where('version', '=', version),
        );
    if (isRemoved) run(database, write.deleteFrom('organizations').where('id', '=', organizationId));
    else restoreMark();
  });
}

/** A clinic that was moved away is only read; what was destroyed since is taken out all the same. */
function liftMovedMark(database: Database.Database, version: number): () => void {
  if (version < 13) return () => undefined;
  const marks = database
    .prepare<[], MovedClinicTable>('SELECT * FROM moved_clinics WHERE organization_id = current_organization()')
    .all();
  for (const { organization_id } of marks)
    run(database, write.deleteFrom('moved_clinics').where('organization_id', '=', organization_id));
  return () => {
    for (const mark of marks) run(database, write.insertInto('moved_clinics').values(mark));
  };
}

/** Keeps a credential that was not destroyed, brings in the one that replaced it, and revokes a removed one. */
function reconcile(database: Database.Database, old: Row, current: Holdings, then: Holdings): void {
  const now = current.credentials.find(({ id }) => id === old.id);
  if (old.sealed === null || (now?.sealed && old.sealed.equals(now.sealed))) return;
  const key = keyOf(current, old.key_version);
  const isReplaced = now && now.revision >= old.revision && now.sealed_revision >= old.sealed_revision;
  if (!isReplaced && !(key && isDestroyed(key.wrapped_key))) return;
  const newKey = now?.sealed ? keyOf(current, now.key_version) : undefined;
  // A row of another schema may not fit. Sealed under another key alone, it is the same row. Older ones name no format.
  const isResealed = now?.sealed_revision === old.sealed_revision && now.seal_format === (old.seal_format ?? 1);
  if (now && newKey && (current.version === then.version || isResealed)) {
    const { id, ...row } = now;
    const change = current.version === then.version ? row : { sealed: row.sealed, key_version: row.key_version };
    if (!keyOf(then, newKey.version)) run(database, write.insertInto('organization_keys').values(newKey));
    run(database, write.updateTable('organization_api_credentials').set(change).where('id', '=', id));
    return;
  }
  const revoked = { sealed: null, status: 'revoked', revoked_at: now?.revoked_at ?? null } as const;
  run(database, write.updateTable('organization_api_credentials').set(revoked).where('id', '=', old.id));
  run(
    database,
    write
      .deleteFrom('readiness_checks')
      .where('organization_id', '=', old.organization_id)
      .where('provider', '=', old.provider),
  );
}
