/**
 * Puts a recovery kit back: the key alone where the data is still there, key and data where nothing is. Never
 * overwrites a database.
 */

import { renameSync } from 'node:fs';
import Database from 'better-sqlite3';
import { t } from '../../../src-shared/texts/translate';
import type { VaultState } from '../../../src-shared/vault/vault-state';
import { fitsCheckValue, keychainAccount, keyToText, type MasterKey } from '../../crypto/master-key';
import type { KdfCost } from '../../crypto/passphrase';
import type { Platform } from '../../platform';
import { writePrivateFile } from '../../private-files';
import { createAuditWriter } from '../../storage/audit-writer';
import { checkFile } from '../../storage/check-file';
import { createConnection } from '../../storage/connection';
import { clearRestoring, dropRestored } from '../../storage/exchange-database';
import { applicationId, migrate, newestVersion, schemaVersion } from '../../storage/migrate';
import { migrations } from '../../storage/migrations';
import { busyTimeoutMs } from '../../storage/open-database';
import { restoredFile, restoredMembershipFile, restoringFile } from '../../storage/profile-files';
import { sqliteCode } from '../../storage/storage-errors';
import { createKeyRecords, type KeyRecords, type Protection } from '../key-record';
import type { KeyStore } from '../keychain/key-store';
import { wrapWithPassphrase } from '../unlock';
import { recoveryError } from './recovery-errors';
import type { OpenedKit } from './recovery-kit';

export type RestorePlan = 'key-only' | 'everything';

/**
 * What a restore of this kit into this profile may do. `records` is null when its database cannot be opened.
 * @param isMember the profile is in a shared vault, with keys that open here, or might once it is unlocked
 * @throws AppError `recovery.*` when it may do nothing
 */
export function planRestore(
  state: VaultState,
  records: KeyRecords | null,
  { master, schemaVersion: kitVersion }: Pick<OpenedKit, 'master' | 'schemaVersion'>,
  isMember = false,
): RestorePlan {
  if (kitVersion > newestVersion(migrations)) throw recoveryError('recovery.newer-version');
  if (!records) {
    if (state.state === 'database-damaged' || state.state === 'database-missing') return 'everything';
    throw recoveryError('recovery.profile-unusable');
  }
  const record = records.get();
  if (record?.check && record.keyId === master.id) {
    if (state.state === 'ready') throw recoveryError('recovery.not-needed');
    if (!fitsCheckValue(master, record.check)) throw recoveryError('recovery.damaged');
    return 'key-only';
  }
  const lost = state.state === 'key-missing' || state.state === 'wrong-key';
  if (!lost && (records.hasOrganizations() || records.hasSealedData()))
    throw recoveryError('recovery.profile-not-empty');
  if (!lost && isMember) throw recoveryError('recovery.profile-in-vault');
  return 'everything';
}

/** Stores the key in the keychain or, if that fails, wraps it under the kit's passphrase. */
export async function keepKey(
  keyStore: KeyStore,
  master: MasterKey,
  passphrase: string,
  cost: KdfCost,
): Promise<Protection> {
  const account = keychainAccount(master.id);
  const text = keyToText(master.bytes);
  const written = await keyStore.write(account, text);
  const readBack = written.state === 'stored' ? await keyStore.read(account) : written;
  if (readBack.state === 'found' && readBack.value === text) return { mode: 'keychain' };
  return wrapWithPassphrase(master, passphrase, cost);
}

/**
 * Decrypts the kit's database beside the profile's own, checks it and brings it up to this version. Records in it that
 * it was restored, and how the key is kept from now on.
 * @param staging called with it once it is complete
 */
export async function stageDatabase(
  kit: OpenedKit,
  {
    platform,
    membership,
    protect,
    staging,
  }: {
    platform: Platform;
    /** What `shared-vault.json` is to hold; see `membershipToPutBack`. */
    membership: string | null;
    protect: () => Promise<Protection>;
    staging: (database: Database.Database, protection: Protection) => Promise<void>;
  },
): Promise<void> {
  const { profileDir } = platform;
  const staged = restoringFile(profileDir);
  clearRestoring(profileDir);
  try {
    await kit.extractDatabase(staged);
    const database = new Database(staged, { nativeBinding: platform.sqliteBinding });
    try {
      const isOurs = database.pragma('application_id', { simple: true }) === applicationId;
      if (!isOurs || (await checkFile(staged, platform)).length > 0) throw recoveryError('recovery.damaged');
      const connection = createConnection(database);
      const records = createKeyRecords(connection);
      const check = schemaVersion(database) === kit.schemaVersion ? records.get()?.check : null;
      if (!check || !fitsCheckValue(kit.master, check)) throw recoveryError('recovery.damaged');
      await migrate(database, migrations, async () => undefined);
      const protection = await protect();
      records.saveKeyRecord(kit.master, protection, platform.now().toISOString());
      const detail = t('Restored clinics and key from a recovery kit of {time}', { time: kit.createdAt });
      const append = createAuditWriter(connection, platform);
      connection.write(null, () =>
        append(null, { action: 'recovery.restored', outcome: 'succeeded', detail, simulated: false }),
      );
      await staging(database, protection);
    } finally {
      database.close();
    }
    dropRestored(profileDir);
    if (membership !== null) writePrivateFile(restoredMembershipFile(profileDir), membership);
    renameSync(staged, restoredFile(profileDir));
  } finally {
    clearRestoring(profileDir);
  }
}

/**
 * Folds the log into the database, so that one file holds everything. SQLite does that only for the last one who has it
 * open: a restore must not exchange the file under another process. @throws AppError `recovery.profile-in-use`; nothing
 * is staged any more then
 */
export function takeForRestore(database: Database.Database, platform: Platform): void {
  let mode: unknown = null;
  database.pragma('busy_timeout = 0');
  try {
    mode = database.pragma('journal_mode = DELETE', { simple: true });
  } catch (thrown) {
    if (!sqliteCode(thrown)?.startsWith('SQLITE_BUSY')) throw thrown;
  }
  if (mode === 'delete') return;
  database.pragma(`busy_timeout = ${busyTimeoutMs}`);
  dropRestored(platform.profileDir);
  throw recoveryError('recovery.profile-in-use');
}
