/**
 * The newest sound state of a damaged profile: the database up to the damaged place in its log, or else its newest good
 * backup.
 */
import { basename } from 'node:path';
import Database from 'better-sqlite3';
import type { Restorable } from '../../../src-shared/vault/rescue';
import type { Platform } from '../../platform';
import { createAuditReader } from '../../storage/audit-reader';
import { createAuditWriter } from '../../storage/audit-writer';
import { type Backup, listBackups } from '../../storage/backup-files';
import { checkFile } from '../../storage/check-file';
import { createConnection } from '../../storage/connection';
import { copyDatabase } from '../../storage/copy-database';
import { applicationId, hasItsSchema, migrate, newestVersion, schemaVersion } from '../../storage/migrate';
import { migrations } from '../../storage/migrations';
import { openToRead } from '../../storage/open-to-read';
import { databaseFile } from '../../storage/profile-files';
import { isLogDamaged } from '../../storage/wal-check';
import { inCopy } from './damaged-copy';

export type RestoreSource = Pick<Restorable, 'id' | 'source' | 'asOf'> & {
  clinicIds: string[];
  lastEntry: number;
  backup: Backup | null;
};
export type FoundSource = { source: RestoreSource | null; unusableBackups: number };

/**
 * Looks for the newest state that may be restored. Nothing is changed, except that half a change in a backup is taken
 * back.
 */
export async function findRestoreSource(platform: Platform): Promise<FoundSource> {
  const before = isLogDamaged(databaseFile(platform.profileDir))
    ? await inCopy(platform, 'nothing', (database) => beforeDamage(database, platform)).catch(() => null)
    : null;
  if (before) return { source: before, unusableBackups: 0 };
  let unusableBackups = 0;
  for (const backup of listBackups(platform.profileDir)) {
    const source = await usable(backup, platform);
    if (source) return { source, unusableBackups };
    unusableBackups += 1;
  }
  return { source: null, unusableBackups };
}

/**
 * Only where everything fits together, to the last index and the last link of the audit trail: it was never checked
 * while it was whole.
 */
async function beforeDamage(database: Database.Database, platform: Platform): Promise<RestoreSource | null> {
  if (!isOurs(database) || (await checkFile(database.name, platform, { deep: true })).length > 0) return null;
  // It is a copy, so it may be brought up to this version to be read.
  await migrate(database, migrations, async () => undefined);
  const reader = createAuditReader(
    createConnection(database),
    () => null,
    () => false,
  );
  const trail = await reader.whole();
  const at = lastEntryTime(database);
  if (trail.firstBreak !== null || reader.highest() !== trail.last || at === null) return null;
  return {
    id: `before-damage ${trail.checked} ${at}`,
    source: 'before-damage',
    asOf: at,
    ...contentsOf(database),
    backup: null,
  };
}

async function usable(backup: Backup, platform: Platform): Promise<RestoreSource | null> {
  let database: Database.Database | null = null;
  try {
    database = openToRead(backup.file, platform.sqliteBinding);
    if (!isOurs(database) || (await checkFile(backup.file, platform)).length > 0) return null;
    return { id: basename(backup.file), source: 'backup', asOf: backup.madeAt, ...contentsOf(database), backup };
  } catch {
    return null;
  } finally {
    database?.close();
  }
}

const isOurs = (database: Database.Database) =>
  database.pragma('application_id', { simple: true }) === applicationId &&
  schemaVersion(database) > 0 &&
  schemaVersion(database) <= newestVersion(migrations) &&
  hasItsSchema(database, migrations);

const lastEntryTime = (database: Database.Database) =>
  database.prepare<[], string>('SELECT at FROM audit_log ORDER BY sequence DESC LIMIT 1').pluck().get() ?? null;

const contentsOf = (database: Database.Database) => ({
  clinicIds: database.prepare<[], string>('SELECT id FROM organizations').pluck().all(),
  lastEntry: database.prepare<[], number | null>('SELECT max(sequence) FROM audit_log').pluck().get() ?? 0,
});

/**
 * Writes that state to `staged`, complete: checked, brought up to this version, and with the rescue in its audit trail.
 * The backup stays as it is.
 * @param staging called with it once it is complete
 * @throws when it could not be made; what was begun is to be cleared away then
 */
export async function stageSource(
  { backup }: RestoreSource,
  staged: string,
  platform: Platform,
  detail: string,
  staging: (database: Database.Database) => Promise<void>,
): Promise<void> {
  if (backup) {
    const database = openToRead(backup.file, platform.sqliteBinding);
    try {
      await copyDatabase(database, staged, platform);
    } finally {
      database.close();
    }
  } else {
    await inCopy(platform, 'nothing', (database) => copyDatabase(database, staged, platform));
  }
  await complete(staged, platform, detail, staging);
}

async function complete(
  staged: string,
  platform: Platform,
  detail: string,
  staging: (database: Database.Database) => Promise<void>,
): Promise<void> {
  const database = new Database(staged, { fileMustExist: true, nativeBinding: platform.sqliteBinding });
  try {
    database.pragma('foreign_keys = ON');
    const connection = createConnection(database);
    await migrate(database, migrations, async () => undefined);
    const append = createAuditWriter(connection, platform);
    connection.write(null, () =>
      append(null, { action: 'rescue.restored', outcome: 'succeeded', detail, simulated: false }),
    );
    await staging(database);
  } finally {
    database.close();
  }
}
