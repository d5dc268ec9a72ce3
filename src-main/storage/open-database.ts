/** Opens the database of a profile, or says why it can't. A file that can't be used is left unchanged. */

import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { AppError } from '../../src-shared/errors';
import { type Text, t, text } from '../../src-shared/texts/translate';
import type { BlockedVaultState } from '../../src-shared/vault/vault-errors';
import type { Platform } from '../platform';
import { ensurePrivateFile, NotOurFile } from '../private-files';
import { folderOfAnother, ProfileFolderRefused } from '../profile';
import { anotherUsers } from '../profile-errors';
import { backUp } from './backup';
import { dropUnfinished } from './backup-files';
import { type Connection, createConnection, type Soundness } from './connection';
import { copiesIn } from './copies';
import { completeSwap, dropPrepared } from './exchange-database';
import { type Inspection, inspectDatabase } from './inspect-database';
import { isDatabaseLost, markOpened } from './lost-database';
import { migrate, newestVersion } from './migrate';
import { migrations as allMigrations, type Migration } from './migrations';
import { whenNobodyIsPresent } from './presence';
import { databaseFile } from './profile-files';
import { sqliteCode, storageError } from './storage-errors';

export type DatabaseTrouble = Extract<BlockedVaultState, { state: `database-${string}` }>;
export type OpenResult = { state: 'open'; connection: Connection } | DatabaseTrouble;

/** How long a statement waits for another process to finish its own, in milliseconds. */
export const busyTimeoutMs = 5_000;

export const secondLookMs = 100;

/**
 * Opens the profile's database, made or migrated as needed. Call it while holding the profile's lock. Never throws:
 * failures are in the result.
 */
export async function openDatabase(
  platform: Platform,
  migrations: readonly Migration[] = allMigrations,
): Promise<OpenResult> {
  const file = databaseFile(platform.profileDir);
  let database: Database.Database | null = null;
  try {
    completeSwap(platform);
    const supported = newestVersion(migrations);
    const found = await inspected(file, migrations, platform);
    if (found.state === 'newer') return { state: 'database-newer', found: found.found, supported };
    if (found.state === 'damaged') return { state: 'database-damaged', file: found.file };
    if (found.state === 'empty' && isDatabaseLost(platform.profileDir))
      return { state: 'database-missing', file, found: found.found };
    if (found.state === 'foreign')
      return unavailable(t('The file {file} is the database of another program.', { file }));

    ensurePrivateFile(file);
    const connection = configured(file, platform);
    ({ database } = connection);
    await migrate(database, migrations, () => backUp(connection, platform));
    await finishOpening(platform);
    return { state: 'open', connection };
  } catch (thrown) {
    database?.close();
    return databaseTrouble(thrown, platform.profileDir);
  }
}

/** What follows once the database is open and known to be sound. Call it while holding the profile's lock. */
export async function finishOpening(platform: Platform): Promise<void> {
  dropPrepared(platform.profileDir);
  markOpened(platform.profileDir);
  await clearLeft(platform);
}

/** The connection over the file of a profile. @param soundness of one that is read before it is known to be sound */
export function configured(file: string, platform: Platform, soundness?: Soundness): Connection {
  const database = new Database(file, { timeout: busyTimeoutMs, nativeBinding: platform.sqliteBinding });
  try {
    return configure(database, () => copiesIn(platform.profileDir).length > 0, soundness);
  } catch (thrown) {
    database.close();
    throw thrown;
  }
}

/** Takes away copies that a killed console never finished. Best effort: the next opening tries again. */
async function clearLeft(platform: Platform): Promise<void> {
  await whenNobodyIsPresent(platform, () => dropUnfinished(platform.profileDir)).catch(() => undefined);
}

/** Damage is checked twice: a log that another process is writing may look damaged. */
async function inspected(file: string, migrations: readonly Migration[], platform: Platform): Promise<Inspection> {
  const first = await inspectDatabase(file, migrations, platform);
  if (first.state !== 'damaged') return first;
  await wait(secondLookMs);
  return inspectDatabase(file, migrations, platform);
}

/** The state that a thrown value stands for, in words that name the folder. */
export function databaseTrouble(thrown: unknown, profileDir: string): DatabaseTrouble {
  const code = sqliteCode(thrown);
  if (code?.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB')
    return { state: 'database-damaged', file: databaseFile(profileDir) };
  return unavailable(reason(thrown, profileDir));
}

/** A database that is gone when the process ends and touches no file. */
export async function openMemoryDatabase(sqliteBinding: string | undefined): Promise<Connection> {
  const database = new Database(':memory:', { nativeBinding: sqliteBinding });
  const connection = configure(database);
  await migrate(database, allMigrations, async () => undefined);
  return connection;
}

function configure(database: Database.Database, hasCopies?: () => boolean, soundness?: Soundness): Connection {
  database.pragma('journal_mode = WAL');
  // Commits are durable when they return: an intent to send must survive a crash.
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  // Deleted data is overwritten.
  database.pragma('secure_delete = ON');
  // A database in memory must not spill into temporary files.
  database.pragma('temp_store = MEMORY');
  return createConnection(database, hasCopies, soundness);
}

const unavailable = (text: string): DatabaseTrouble => ({ state: 'database-unavailable', reason: text });

const causes: Record<string, Text> = {
  EACCES: text('The profile folder {folder} does not let your user in.'),
  EPERM: text('The profile folder {folder} does not let your user in.'),
  EROFS: text('The profile folder {folder} is on a disk that cannot be written to.'),
  ENOSPC: text('The profile folder {folder} is on a disk that is full.'),
  ENOTDIR: text('The profile folder {folder} is not a folder.'),
  EEXIST: text('The profile folder {folder} is not a folder.'),
  EISDIR: text('The profile folder {folder} holds a folder where the database should be.'),
  SQLITE_CANTOPEN: text('The profile folder {folder} does not let the database be opened.'),
  SQLITE_FULL: text('The profile folder {folder} is on a disk that is full.'),
  SQLITE_IOERR_SHMSIZE: text('The profile folder {folder} is on a disk that is full.'),
  SQLITE_IOERR_LOCK: text(
    'The profile folder {folder} is on a disk that can’t lock files, as some network drives can’t.',
  ),
  SQLITE_IOERR_RDLOCK: text(
    'The profile folder {folder} is on a disk that can’t lock files, as some network drives can’t.',
  ),
  SQLITE_IOERR: text('The profile folder {folder} is on a disk that does not read or write.'),
};

/** In words, with the folder's name: the operating system's own texts are for programmers. */
function reason(thrown: unknown, profileDir: string): string {
  if (thrown instanceof ProfileFolderRefused && thrown.problem.why === 'broken-link')
    return t('{link} is a link to {target}, which is not there. Its drive may not be connected.', {
      link: thrown.problem.link,
      target: thrown.problem.target,
    });
  if (thrown instanceof NotOurFile)
    return t('{file} is a link, a folder, or a file of another user.', { file: thrown.file });
  const code = thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
  const others = code === 'EACCES' || code === 'EPERM' ? folderOfAnother(profileDir) : null;
  if (others !== null) return anotherUsers(others);
  const known = Object.entries(causes).find(([prefix]) => code.startsWith(prefix));
  if (known) return t(known[1], { folder: profileDir });
  const error = storageError(thrown);
  return error instanceof AppError
    ? error.data.cause
    : t('The database in {folder} could not be prepared, and was left as it was.', { folder: profileDir });
}
