/**
 * Opens a large database before all of it was looked at for damage: the first clinics are shown meanwhile. Until it is
 * known to be sound it is only read, and nothing of it is changed by closing it either.
 */
import { existsSync, lstatSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { Platform } from '../platform';
import { requireOurFile } from '../private-files';
import { checkFile, checkHere, smallBytes } from './check-file';
import type { Connection, Soundness } from './connection';
import { inspectDatabase } from './inspect-database';
import { applicationId, hasItsSchema, newestVersion, schemaVersion } from './migrate';
import { migrations } from './migrations';
import { configured, type DatabaseTrouble, databaseTrouble, secondLookMs } from './open-database';
import { databaseFile } from './profile-files';
import { savedDataDamaged } from './storage-errors';
import { isLogDamaged } from './wal-check';

export type Unproven = {
  connection: Connection;
  /** Looks at the whole file. Null once it is sound: from then on it is written to. Never throws. */
  prove(signal: AbortSignal): Promise<DatabaseTrouble | null>;
};

/**
 * Null where anything is out of the ordinary, and for a small file, which is looked at sooner than this would help.
 * Call it while holding the profile's lock. Never throws.
 */
export function openUnproven(platform: Platform): Unproven | null {
  const file = databaseFile(platform.profileDir);
  let witness: Database.Database | null = null;
  try {
    if (!isOrdinary(file)) return null;
    witness = new Database(file, { readonly: true, fileMustExist: true, nativeBinding: platform.sqliteBinding });
    return isOfThisVersion(witness) ? unproven(file, platform, witness) : leave(witness);
  } catch {
    // The ordinary way of opening says what is wrong.
    return leave(witness);
  }
}

const leave = (witness: Database.Database | null): null => {
  witness?.close();
  return null;
};

/** A large file of this user, without a change that was cut off. */
function isOrdinary(file: string): boolean {
  if (lstatSync(file, { throwIfNoEntry: false })?.isFile() !== true) return false;
  return requireOurFile(file).size > smallBytes && !existsSync(`${file}-journal`) && !isLogDamaged(file);
}

function isOfThisVersion(database: Database.Database): boolean {
  return (
    // Any other mode would be changed, which is a write.
    database.pragma('journal_mode', { simple: true }) === 'wal' &&
    database.pragma('application_id', { simple: true }) === applicationId &&
    schemaVersion(database) === newestVersion(migrations) &&
    hasItsSchema(database, migrations)
  );
}

/** @param witness a reader: while it is open, closing the connection leaves the write-ahead log as it is */
function unproven(file: string, platform: Platform, witness: Database.Database): Unproven {
  let state: 'unknown' | 'sound' | 'damaged' = 'unknown';
  let said: (isSound: boolean) => void = () => undefined;
  const known = new Promise<boolean>((resolve) => {
    said = resolve;
  });
  const isSoundNow = () => {
    state = 'sound';
    connection.database.pragma('query_only = OFF');
    witness.close();
    said(true);
  };
  const soundness: Soundness = {
    known,
    isSound: () => state === 'sound',
    /** Nobody who writes so early can wait, so everything waits: hardly ever. */
    require() {
      if (state === 'unknown' && checkHere(file, false, platform.sqliteBinding).length === 0) isSoundNow();
      if (state !== 'sound') throw savedDataDamaged();
    },
    closed() {
      if (witness.open) witness.close();
      said(false);
    },
  };
  const connection = configured(file, platform, soundness);
  // SQLite itself refuses what would come past the connection's own refusal.
  connection.database.pragma('query_only = ON');

  /** As before each opening: damage is looked at twice, since another process may be writing to the log. */
  async function look(signal: AbortSignal): Promise<DatabaseTrouble | null> {
    if ((await checkFile(file, platform, { signal })).length === 0) return null;
    await wait(secondLookMs, undefined, { signal });
    const again = await inspectDatabase(file, migrations, platform);
    return again.state === 'sound'
      ? null
      : { state: 'database-damaged', file: again.state === 'damaged' ? again.file : file };
  }

  return {
    connection,
    async prove(signal) {
      try {
        const trouble = await look(signal);
        if (trouble === null && state === 'unknown' && connection.database.open) isSoundNow();
        if (trouble !== null && state === 'unknown') state = 'damaged';
        return state === 'damaged' ? trouble : null;
      } catch (thrown) {
        return databaseTrouble(thrown, platform.profileDir);
      } finally {
        said(state === 'sound');
      }
    },
  };
}
