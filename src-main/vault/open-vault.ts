/** The vault of a profile: its database, its key, and the way from one state to the next. */
import { rmSync } from 'node:fs';
import { v7 as uuidv7 } from 'uuid';
import { AppError } from '../../src-shared/errors';
import type { RescueOptions, SavedReport } from '../../src-shared/vault/rescue';
import type { VaultState } from '../../src-shared/vault/vault-state';
import { createKeyring } from '../crypto/keyring';
import { newKeyBytes } from '../crypto/master-key';
import { defaultKdfCost, type KdfCost } from '../crypto/passphrase';
import type { Platform } from '../platform';
import type { Connection } from '../storage/connection';
import { createStorage } from '../storage/create-storage';
import { type Backups, type BackupTimes, backupTimes, keepBackups } from '../storage/daily-backup';
import { swapInDatabase } from '../storage/exchange-database';
import { databaseTrouble, openDatabase, openMemoryDatabase } from '../storage/open-database';
import { enterProfile, whenNobodyIsPresent } from '../storage/presence';
import { restoredFile } from '../storage/profile-files';
import { withProfileLock } from '../storage/profile-lock';
import type { Storage } from '../storage/repositories';
import { storageClosed } from '../storage/storage-errors';
import { createKeyRecords, type KeyRecords } from './key-record';
import type { KeyStore } from './keychain/key-store';
import { exportKit } from './recovery/export-kit';
import { recoveryError } from './recovery/recovery-errors';
import { openKit } from './recovery/recovery-kit';
import {
  keepKey,
  kitIsNewer,
  planRestore,
  type RestorePlan,
  stageDatabase,
  takeForRestore,
} from './recovery/restore-kit';
import { rescueOptions, restoreSound, saveReadable } from './rescue/rescue';
import { rescueError } from './rescue/rescue-errors';
import { createPassphraseKey, type Unlocked, unlock, unlockPassphraseKey } from './unlock';
import { vaultError } from './vault-errors';

export type Vault = {
  state(): VaultState;
  /**
   * Null when the database cannot be opened. Present without a key too: reading works then, and sealing and opening fail with `vault.<state>`.
   * Another object after `useMemory`, `restoreKit` or a `retry` that opened the database: ask for it each time.
   */
  readonly storage: Storage | null;
  /** Tries again whatever failed: the database, the keychain. */
  retry(): Promise<VaultState>;
  /** From now on everything is in memory, under a random key, until the console closes. The real database is not touched. */
  useMemory(): Promise<VaultState>;
  /** Protects a profile without a key with a passphrase. @throws AppError `vault.key-exists` */
  createPassphrase(passphrase: string): Promise<VaultState>;
  /** A wrong one is the state `passphrase-needed` with `wrong`, not an error. */
  unlockWithPassphrase(passphrase: string): Promise<VaultState>;
  /** Drops the keys. `retry` or `unlockWithPassphrase` brings them back. Does nothing in memory-only mode, which would lose everything. */
  lock(): VaultState;
  /** @throws AppError `vault.<state>` without a key, `recovery.not-written` */
  exportKit(passphrase: string, toFile: string): Promise<void>;
  /** @throws AppError `recovery.*`; the profile is as it was then */
  restoreKit(fromFile: string, passphrase: string): Promise<VaultState>;
  /** What can be done about a damaged database; looks at copies only. @throws AppError `rescue.*` */
  rescueOptions(): Promise<RescueOptions>;
  /** Restores the state that `rescueOptions` named; the damaged files are kept aside. @throws AppError `rescue.*`; everything is as it was then */
  restoreSound(id: string): Promise<VaultState>;
  /** Writes what can be read of a damaged database, without anything sealed, to `toFile` and a second file beside it. @throws AppError `rescue.*` */
  saveReadable(toFile: string): Promise<SavedReport>;
  /** Called after each change of state. Returns the way to stop it. */
  onChange(listener: (state: VaultState) => void): () => void;
  /** Drops the keys at once and closes the database, once a backup that is being made was given up. Safe to call twice. */
  close(): Promise<void>;
};

export type VaultOptions = {
  platform: Platform;
  keyStore: KeyStore;
  kdf?: KdfCost;
  backups?: BackupTimes;
  /** Told of a daily backup that could not be made. */
  backupFailed?: (thrown: unknown) => void;
};

/** `backups` is null for one in memory. */
type OpenedProfile = {
  connection: Connection;
  records: KeyRecords;
  storage: Storage;
  backups: Backups | null;
  leave: () => void;
};

/** Opens a profile. Never throws for a bad keychain or database: the state says what is wrong. */
export async function openVault({
  platform,
  keyStore,
  kdf = defaultKdfCost,
  backups = backupTimes,
  backupFailed = () => undefined,
}: VaultOptions): Promise<Vault> {
  // Seen by nobody: `open` has replaced it before this function returns.
  let state: VaultState = { state: 'locked' };
  let profile: OpenedProfile | null = null;
  let closed = false;
  const listeners = new Set<(state: VaultState) => void>();
  const keyring = createKeyring(() => (closed ? storageClosed() : vaultError(state)).data);
  const alone = <T>(work: () => Promise<T>) => withProfileLock(platform, work);

  // One thing at a time: two windows may press `Try again` together.
  let last: Promise<unknown> = Promise.resolve();
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  }

  function become(next: VaultState): VaultState {
    const changed = JSON.stringify(next) !== JSON.stringify(state);
    state = next;
    if (changed) for (const listener of listeners) listener(next);
    return next;
  }

  function requireDamaged(): Extract<VaultState, { state: 'database-damaged' }> {
    if (state.state !== 'database-damaged' || closed) throw rescueError('rescue.not-needed');
    return state;
  }

  const inMemory = () => state.state === 'ready' && state.protection === 'memory';
  const deps = ({ records }: OpenedProfile) => ({ records, keyStore, keyring, kdfCost: kdf, now: platform.now, alone });

  function use(connection: Connection, onDisk = true): OpenedProfile {
    let leaveProfile: () => void = () => undefined;
    try {
      if (onDisk) leaveProfile = enterProfile(platform);
    } catch (thrown) {
      connection.database.close();
      throw thrown;
    }
    profile = {
      connection,
      records: createKeyRecords(connection),
      storage: createStorage(connection, keyring, platform),
      backups: onDisk ? keepBackups(connection, platform, backups, backupFailed) : null,
      leave: leaveProfile,
    };
    return profile;
  }

  /** Waits for nothing but a backup that is being made: it has the database open as well. */
  async function leave(): Promise<void> {
    keyring.drop();
    const leaving = profile;
    profile = null;
    leaving?.backups?.stop();
    const backup = leaving?.backups?.underWay();
    if (backup) await backup;
    leaving?.leave();
    leaving?.storage.close();
  }

  async function open(): Promise<VaultState> {
    try {
      if (!profile) {
        const opened = await alone(async () => {
          const result = await openDatabase(platform);
          if (result.state === 'open') use(result.connection);
          return result;
        });
        if (opened.state !== 'open') return become(opened);
        if (closed) await leave();
      }
      return profile ? settle(await unlock(deps(profile))) : state;
    } catch (thrown) {
      return become(databaseTrouble(thrown, platform.profileDir));
    }
  }

  function settle({ state: next, late }: Unlocked): VaultState {
    void late?.then(() => {
      // The person has answered the keychain's question after all.
      if (state.state === 'timed-out' && !closed) void inTurn(open);
    });
    return become(next);
  }

  const vault: Vault = {
    state: () => state,
    get storage() {
      return profile?.storage ?? null;
    },

    retry: () => inTurn(async () => (state.state === 'ready' || closed ? state : open())),

    useMemory: () =>
      inTurn(async () => {
        if (state.state === 'ready') return state;
        await leave();
        const { records } = use(await openMemoryDatabase(platform.sqliteBinding), false);
        // A name like any other: a kit saved from here is restored under it.
        const master = { id: uuidv7({ msecs: platform.now().getTime() }), bytes: newKeyBytes() };
        records.settle(master, { mode: 'keychain' }, platform.now().toISOString());
        keyring.hold(master);
        return become({ state: 'ready', protection: 'memory', createdNow: false });
      }),

    createPassphrase: (passphrase) =>
      inTurn(async () => {
        if (!profile) throw vaultError(state);
        return become(await createPassphraseKey(deps(profile), passphrase));
      }),

    unlockWithPassphrase: (passphrase) =>
      inTurn(async () => {
        const record = profile?.records.get();
        if (!profile || !record) throw vaultError(state);
        if (state.state === 'ready') return state;
        return become(await unlockPassphraseKey(deps(profile), record, passphrase));
      }),

    lock() {
      if (state.state !== 'ready' || inMemory()) return state;
      const next: VaultState =
        state.protection === 'passphrase' ? { state: 'passphrase-needed', wrong: false } : { state: 'locked' };
      keyring.drop();
      return become(next);
    },

    exportKit: (passphrase, toFile) =>
      inTurn(async () => {
        if (!profile) throw vaultError(state);
        const scratchDir = inMemory() ? null : platform.profileDir;
        await exportKit(
          { connection: profile.connection, master: keyring.requireMaster(), platform, kdfCost: kdf, scratchDir },
          passphrase,
          toFile,
        );
        await profile.storage.audit.append({
          organizationId: null,
          action: 'recovery.exported',
          outcome: 'succeeded',
          detail: 'Saved a recovery kit',
          simulated: false,
        });
      }),

    restoreKit: (fromFile, passphrase) =>
      inTurn(async () => {
        if (inMemory()) throw recoveryError('recovery.in-memory');
        const kit = await openKit(fromFile, passphrase);
        let plan: RestorePlan;
        let free = true;
        try {
          if (kitIsNewer(kit)) throw recoveryError('recovery.newer-version');
          plan = planRestore(state, profile?.records ?? null, kit.master);
          await alone(async () => {
            const protect = () => keepKey(keyStore, kit.master, passphrase, kdf);
            if (plan === 'key-only' && profile) {
              const before = profile.records.get()?.protection;
              const after = await protect();
              if (before?.mode !== 'keychain' || after.mode !== 'keychain')
                profile.records.settle(kit.master, after, platform.now().toISOString());
              return;
            }
            await stageDatabase(kit, protect, platform);
            // A backup that is being made has the database open, too.
            await profile?.backups?.underWay();
            if (profile) takeForRestore(profile.connection.database, platform);
            await leave();
            let swapped = false;
            free = await whenNobodyIsPresent(platform, () => {
              swapped = swapInDatabase(platform);
            });
            if (!free) rmSync(restoredFile(platform.profileDir), { force: true });
            const opened = swapped ? await openDatabase(platform) : null;
            if (opened?.state === 'open') use(opened.connection);
          });
          if (!profile) {
            await open();
            throw recoveryError(free ? 'recovery.profile-unusable' : 'recovery.profile-in-use');
          }
        } catch (thrown) {
          kit.master.bytes.fill(0);
          throw thrown instanceof AppError ? thrown : recoveryError('recovery.profile-unusable');
        }
        const protection = profile?.records.get()?.protection.mode ?? 'keychain';
        keyring.hold(kit.master);
        become({ state: 'ready', protection, createdNow: false });
        const detail =
          plan === 'key-only' ? 'Put the key back from a recovery kit' : 'Restored clinics and key from a recovery kit';
        await profile?.storage.audit.append({
          organizationId: null,
          action: 'recovery.restored',
          outcome: 'succeeded',
          detail,
          simulated: false,
        });
        return state;
      }),

    rescueOptions: () =>
      inTurn(async () => {
        requireDamaged();
        return rescueOptions(platform);
      }),

    restoreSound: (id) =>
      inTurn(async () => {
        requireDamaged();
        await alone(async () => {
          if (!(await whenNobodyIsPresent(platform, () => restoreSound(platform, id))))
            throw rescueError('rescue.profile-in-use');
        }).catch((thrown) => {
          throw thrown instanceof AppError ? thrown : rescueError('rescue.profile-unusable');
        });
        return open();
      }),

    saveReadable: (toFile) =>
      inTurn(async () => {
        const { file } = requireDamaged();
        return saveReadable(platform, file, toFile);
      }),

    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    close() {
      closed = true;
      listeners.clear();
      return leave();
    },
  };

  await open();
  return vault;
}
