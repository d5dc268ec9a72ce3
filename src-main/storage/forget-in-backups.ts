/**
 * Data destroyed in the database must not survive in its backups: a revoked credential, a replaced secret, a removed
 * clinic. Each backup is brought up to date for that one clinic, in a transaction of its own. A backup that is damaged
 * can't be, and can't be restored either: it is removed. One that can't be written just now holds all other clinics: it
 * is kept, and brought up to date later.
 */
import Database from 'better-sqlite3';
import { AppError } from '../../src-shared/errors.ts';
import type { Platform } from '../platform.ts';
import { listBackups, removeBackup } from './backup-files.ts';
import { type Connection, createConnection } from './connection.ts';
import { schemaVersion } from './migrate.ts';
import { run, write } from './queries.ts';
import type { CredentialTable, OrganizationKeyTable } from './schema.ts';
import { storageError } from './storage-errors.ts';

type Row = CredentialTable;

/**
 * Removes from every backup what clinic `organizationId` no longer has. Cheap: only that clinic's rows are looked at.
 * @returns false when a backup could not be written, and {@link catchUpBackups} is to be tried again later
 */
export function forgetInBackups(
  live: Connection,
  platform: Pick<Platform, 'profileDir' | 'sqliteBinding'>,
  organizationId: string,
): boolean {
  const backups = listBackups(platform.profileDir);
  if (backups.length === 0) return true;
  const current = holdings(live, organizationId);
  let allDone = true;
  for (const { file } of backups) {
    try {
      const backup = openBackup(file, platform.sqliteBinding);
      try {
        if (isOfSameVault(live, backup)) forgetIn(backup, current, organizationId);
      } finally {
        backup.database.close();
      }
    } catch (thrown) {
      if (isDamage(thrown)) removeBackup(file);
      else allDone = false;
    }
  }
  return allDone;
}

/**
 * SQLite does not read it as a database. Anything else, from a full disk to a fault of ours, says nothing about the
 * backup.
 */
function isDamage(thrown: unknown): boolean {
  const error = storageError(thrown);
  return error instanceof AppError && error.data.code === 'storage.damaged';
}

/** False for a backup of another vault, which remains after another vault's recovery kit was restored. */
function isOfSameVault(live: Connection, backup: Connection): boolean {
  const keyId = ({ database }: Connection) =>
    database.prepare<[], string>('SELECT key_id FROM vault_key').pluck().get() ?? null;
  return keyId(live) === keyId(backup);
}

/**
 * Takes out of each backup whatever was destroyed in the database `live` since the copy was begun, of any clinic. Reads
 * all of both, so it runs in a thread: see `copy-worker.ts`.
 * @returns the backups that could not be brought up to date
 */
export function catchUpBackups(live: string, files: readonly string[], sqliteBinding: string | undefined): string[] {
  const database = new Database(live, { readonly: true, fileMustExist: true, nativeBinding: sqliteBinding });
  try {
    const connection = createConnection(database);
    return files.filter((file) => !isCaughtUp(connection, file, sqliteBinding));
  } finally {
    database.close();
  }
}

function isCaughtUp(live: Connection, file: string, sqliteBinding: string | undefined): boolean {
  try {
    const backup = openBackup(file, sqliteBinding);
    try {
      if (!isOfSameVault(live, backup)) return true;
      for (const id of clinicsBehind(live, backup)) forgetIn(backup, holdings(live, id), id);
    } finally {
      backup.database.close();
    }
    return true;
  } catch {
    return false;
  }
}

/**
 * Clinics of which a backup holds more than the database. One question for all of them: a backup is locked only for
 * those that are to be changed.
 */
function clinicsBehind({ database }: Connection, backup: Connection): string[] {
  const revoked =
    schemaVersion(backup.database) < 2
      ? ''
      : `UNION SELECT organization_id FROM backup.pending_revocations AS old
          WHERE NOT EXISTS (SELECT 1 FROM main.pending_revocations AS now WHERE now.id = old.id)`;
  database.prepare('ATTACH ? AS backup').run(backup.database.name);
  try {
    return database
      .prepare<[], string>(
        `SELECT old.organization_id FROM backup.organization_api_credentials AS old
          LEFT JOIN main.organization_api_credentials AS now ON now.id = old.id
          WHERE old.sealed IS NOT NULL AND now.sealed IS NOT old.sealed
        UNION SELECT id FROM backup.organizations
          WHERE NOT EXISTS (SELECT 1 FROM main.organization_keys WHERE organization_id = backup.organizations.id)
        ${revoked}`,
      )
      .pluck()
      .all();
  } finally {
    database.exec('DETACH backup');
  }
}

function openBackup(file: string, sqliteBinding: string | undefined): Connection {
  const database = new Database(file, { fileMustExist: true, nativeBinding: sqliteBinding });
  database.pragma('secure_delete = ON');
  database.pragma('foreign_keys = ON');
  return createConnection(database);
}

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
      version < 2 ? [] : database.prepare<[], string>('SELECT id FROM clinic_pending_revocations').pluck().all(),
  }));
}
type Holdings = ReturnType<typeof holdings>;

function forgetIn(backup: Connection, current: Holdings, organizationId: string): void {
  const { database } = backup;
  const then = holdings(backup, organizationId);
  backup.write(organizationId, () => {
    // A clinic without a data key was removed.
    if (current.keys.length === 0) run(database, write.deleteFrom('organizations').where('id', '=', organizationId));
    else for (const old of then.credentials) reconcile(database, old, current, then);
    for (const id of then.revocations)
      if (!current.revocations.includes(id))
        run(database, write.deleteFrom('pending_revocations').where('id', '=', id));
  });
}

/** Keeps an unchanged credential, copies a replaced one, and revokes a removed one. */
function reconcile(database: Database.Database, old: Row, current: Holdings, then: Holdings): void {
  const now = current.credentials.find(({ id }) => id === old.id);
  if (old.sealed === null || (now?.sealed && old.sealed.equals(now.sealed))) return;
  if (now?.sealed && current.version === then.version && opensThere(now, current, then)) {
    const { id, ...row } = now;
    run(database, write.updateTable('organization_api_credentials').set(row).where('id', '=', id));
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

/** True when the backup has the data key that sealed `row`, wrapped as it is now. */
function opensThere({ key_version }: Row, current: Holdings, then: Holdings): boolean {
  const key = ({ keys }: Holdings) => keys.find(({ version }) => version === key_version)?.wrapped_key;
  return key(current)?.equals(key(then) ?? Buffer.alloc(0)) ?? false;
}
