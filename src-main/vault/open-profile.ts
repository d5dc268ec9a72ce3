/** An open database with its repositories, key record, daily backups and presence lock. */
import type { Keyring } from '../crypto/keyring';
import type { Platform } from '../platform';
import { createLinkThread, type LinkThread } from '../storage/audit-links/link-thread';
import { createSearchThread, type SearchThread } from '../storage/audit-search/search-thread';
import { type AuditTrail, createAuditTrail } from '../storage/audit-trail';
import type { Connection } from '../storage/connection';
import { createStorage } from '../storage/create-storage';
import { type Backups, type BackupTimes, keepBackups } from '../storage/daily-backup';
import { enterProfile } from '../storage/presence';
import { reportSlowQueries, type SlowQuery } from '../storage/queries';
import type { Storage } from '../storage/repositories';
import { createKeyRecords, type KeyRecords } from './key-record';

export type OpenProfile = {
  readonly connection: Connection;
  readonly records: KeyRecords;
  readonly storage: Storage;
  readonly trail: AuditTrail;
  /** Null for a database in memory. */
  readonly search: SearchThread | null;
  /** The same. */
  readonly links: LinkThread | null;
  /** The same. */
  readonly backups: Backups | null;
  /** Releases the presence lock. */
  readonly leave: () => void;
};

export type ProfileDeps = {
  platform: Platform;
  keyring: Keyring;
  backups: BackupTimes;
  backupFailed: (thrown: unknown) => void;
  slowQuery: SlowQuery;
};

/** Takes ownership of `connection`, also when it throws. Call it while holding the profile's lock. */
export function attachProfile(connection: Connection, deps: ProfileDeps): OpenProfile {
  const { platform, keyring, backups, backupFailed, slowQuery } = deps;
  reportSlowQueries(connection.database, slowQuery);
  try {
    const threads = {
      search: createSearchThread(connection.database.name, platform),
      links: createLinkThread(connection.database.name, platform),
    };
    return {
      ...common(connection, keyring, platform, threads),
      leave: enterProfile(platform),
      backups: keepBackups(connection, platform, backups, backupFailed),
    };
  } catch (thrown) {
    connection.close();
    throw thrown;
  }
}

/** The same for a database in memory, without lock and backups. */
export const attachMemoryProfile = (connection: Connection, { platform, keyring }: ProfileDeps): OpenProfile => ({
  ...common(connection, keyring, platform, { search: null, links: null }),
  leave: () => undefined,
  backups: null,
});

function common(
  connection: Connection,
  keyring: Keyring,
  platform: Platform,
  { search, links }: Pick<OpenProfile, 'search' | 'links'>,
) {
  const trail = createAuditTrail(connection, keyring, platform, links);
  return {
    connection,
    records: createKeyRecords(connection),
    trail,
    storage: createStorage(connection, keyring, platform, search, trail),
    search,
    links,
  };
}

/**
 * Closes the database. Waits for the threads that have it open as well: a backup that is being made, the search, a
 * walk.
 */
export async function detachProfile({ storage, search, links, backups, leave }: OpenProfile): Promise<void> {
  backups?.stop();
  try {
    const reading = [search?.stop(), links?.stop()].filter((ending) => ending != null);
    if (reading.length > 0) await Promise.all(reading);
    const backup = backups?.underWay();
    if (backup) await backup;
    leave();
  } finally {
    storage.close();
  }
}
