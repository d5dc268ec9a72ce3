/** Opens the vault of a profile. Changes of its state run one at a time; listeners are told after each. */
import path from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import type { VaultState } from '../../src-shared/vault/vault-state';
import { createKeyring } from '../crypto/keyring';
import { newKeyBytes } from '../crypto/master-key';
import { defaultKdfCost, type KdfCost } from '../crypto/passphrase';
import type { Platform } from '../platform';
import type { ExpectedReturn } from '../storage/audit-comparison';
import { type BackupTimes, backupTimes } from '../storage/daily-backup';
import { completeSwap } from '../storage/exchange-database';
import { databaseTrouble, finishOpening, openDatabase, openMemoryDatabase } from '../storage/open-database';
import { openUnproven, type Unproven } from '../storage/open-unproven';
import { withProfileLock } from '../storage/profile-lock';
import { listPutAside } from '../storage/put-aside';
import type { SlowQuery } from '../storage/queries';
import { createTurns } from '../turns';
import { anchorStoreFor } from './anchors';
import type { KeyStore } from './keychain/key-store';
import { untilAborted } from './keychain/until-aborted';
import { attachMemoryProfile, attachProfile, detachProfile, type OpenProfile } from './open-profile';
import { dropLeftCopies } from './rescue/left-copies';
import { createPassphraseKey, type Unlocked, unlock, unlockPassphraseKey } from './unlock';
import type { Vault } from './vault';
import type { VaultCore } from './vault-core';
import {
  closed,
  heldKey,
  isChange,
  locked,
  opened,
  refusalOf,
  stateOf,
  unopened,
  type VaultMachine,
  withoutDatabase,
  withoutKey,
} from './vault-machine';

export type VaultOptions = {
  platform: Platform;
  keyStore: KeyStore;
  kdf?: KdfCost;
  backups?: BackupTimes;
  /** Called when a daily backup could not be made. */
  backupFailed?: (thrown: unknown) => void;
  /** Called for a slow statement. */
  slowQuery?: SlowQuery;
  /** Opens a large database before all of it was looked at: see `Vault.proven`. */
  readsUnproven?: boolean;
};

/** Opens a profile. Never throws for a bad keychain or database: the state says what is wrong. */
export async function openVault({
  platform,
  keyStore,
  kdf = defaultKdfCost,
  backups = backupTimes,
  backupFailed = () => undefined,
  slowQuery = () => undefined,
  readsUnproven = false,
}: VaultOptions): Promise<Vault> {
  let machine: VaultMachine = unopened;
  /** What the console itself put back, until its trail is compared with its anchor. */
  let expected: ExpectedReturn | null = null;
  let proven: Promise<void> = Promise.resolve();
  const listeners = new Set<(state: VaultState) => void>();
  const closing = new AbortController();
  const queue = createTurns();
  const keyring = createKeyring(() => refusalOf(machine).data);
  const profileDeps = { platform, keyring, backups, backupFailed, slowQuery };

  /**
   * Runs `work` after all earlier calls, then notifies the listeners of a changed state.
   * @throws AppError `vault.closed`
   */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> =>
    queue(async () => {
      const before = machine;
      if (before.at === 'closed') throw refusalOf(before);
      try {
        return await work();
      } finally {
        if (isChange(before, machine)) for (const listener of listeners) listener(stateOf(machine));
      }
    });

  /**
   * The one place where the state changes: the keyring follows it, and a database that is not part of it any more is
   * closed.
   */
  async function setState(next: VaultMachine): Promise<VaultState> {
    const before = machine;
    const hadKey = heldKey(before) !== null;
    const isSame = hadKey && heldKey(next) !== null && before.profile === next.profile;
    const leaving = hadKey && !isSame ? before.profile?.trail : null;
    const settling = leaving?.settling();
    if (settling) await settling;
    // The anchor is sealed with the key that is about to go.
    const anchored = leaving?.release();
    machine = next;
    const key = heldKey(next);
    if (key === null) keyring.drop();
    else keyring.hold(key);
    if (next.at === 'open' && !isSame) {
      const { profile, master, state } = next;
      const place = { keyId: master.id, keyStore, profileDir: platform.profileDir };
      profile.trail.unlocked(anchorStoreFor(state.protection, place), expected);
      expected = null;
    }
    if (before.profile !== null && before.profile !== next.profile) await detachProfile(before.profile);
    await anchored;
    return stateOf(next);
  }

  const unlockDeps = ({ records }: OpenProfile) => ({
    records,
    keyStore: untilAborted(keyStore, closing.signal),
    kdfCost: kdf,
    now: platform.now,
    withProfileLock: <T>(work: () => Promise<T>) => withProfileLock(platform, work, closing.signal),
  });

  async function setUnlocked(profile: OpenProfile, unlocked: Unlocked): Promise<VaultState> {
    if ('master' in unlocked) return setState(opened(profile, unlocked.master, unlocked.state));
    const answeredLate = () => (stateOf(machine).state === 'timed-out' ? inTurn(open) : undefined);
    // The keychain's dialog was answered late. A vault that has closed meanwhile refuses.
    void unlocked.late?.then(answeredLate).catch(() => undefined);
    // A wrong passphrase, or a keychain that says no, ends nothing that goes on behind the lock.
    return setState(withoutKey(profile, unlocked.state, heldKey(machine)));
  }

  /**
   * Looks at the whole of a database that is read already. Everything but reading waits its turn behind this. A damaged
   * one is taken away again.
   */
  async function prove({ connection, prove }: Unproven): Promise<void> {
    const looking = prove(closing.signal);
    await inTurn(async () => {
      const trouble = await looking;
      if (machine.profile?.connection !== connection) return;
      if (trouble !== null) await setState(withoutDatabase(trouble));
      else await withProfileLock(platform, () => finishOpening(platform), closing.signal);
    });
  }

  async function openFile(): Promise<void> {
    if (readsUnproven) completeSwap(platform);
    const unproven = readsUnproven ? openUnproven(platform) : null;
    const result = unproven ? ({ state: 'open', ...unproven } as const) : await openDatabase(platform);
    await setState(
      result.state === 'open'
        ? withoutKey(attachProfile(result.connection, profileDeps), { state: 'locked' })
        : withoutDatabase(result),
    );
    if (unproven) proven = prove(unproven).catch(() => undefined);
  }

  /** Opens the database unless it is open, then asks for its key. Ends in a state that says what stands in the way. */
  async function open(): Promise<VaultState> {
    try {
      if (machine.profile === null) await withProfileLock(platform, openFile, closing.signal);
      const { profile } = machine;
      return profile === null ? stateOf(machine) : await setUnlocked(profile, await unlock(unlockDeps(profile)));
    } catch (thrown) {
      return setState(withoutDatabase(databaseTrouble(thrown, platform.profileDir)));
    }
  }

  const core: VaultCore = {
    platform,
    keyStore,
    kdf,
    machine: () => machine,
    setState,
    open,
    attach: (connection) => attachProfile(connection, profileDeps),
    putBack: (what) => {
      expected = what;
    },
  };

  // Both rooms are large and seldom entered: no start waits until they are read.
  const recovery = async () => (await import('./recovery/recovery')).createRecovery(core);
  const rescue = async () => (await import('./rescue/vault-rescue')).createRescue(core);

  const vault: Vault = {
    state: () => stateOf(machine),
    get storage() {
      return machine.profile?.storage ?? null;
    },
    requireStorage() {
      if (machine.profile === null) throw refusalOf(machine);
      return machine.profile.storage;
    },

    retry: () => inTurn(async () => (machine.at === 'open' ? machine.state : open())),

    useMemory: () =>
      inTurn(async () => {
        if (machine.at === 'open') return machine.state;
        const profile = attachMemoryProfile(await openMemoryDatabase(platform.sqliteBinding), profileDeps);
        // A normal id: a kit saved from here is restored under it.
        const master = { id: uuidv7({ msecs: platform.now().getTime() }), bytes: newKeyBytes() };
        profile.records.saveKeyRecord(master, { mode: 'keychain' }, platform.now().toISOString());
        return setState(opened(profile, master, { state: 'ready', protection: 'memory', createdNow: false }));
      }),

    createPassphrase: (passphrase) =>
      inTurn(async () => {
        const { profile } = machine;
        if (profile === null) throw refusalOf(machine);
        return setUnlocked(profile, await createPassphraseKey(unlockDeps(profile), passphrase));
      }),

    unlockWithPassphrase: (passphrase) =>
      inTurn(async () => {
        if (machine.at === 'open') return machine.state;
        const { profile } = machine;
        const record = profile?.records.get();
        if (!profile || !record) throw refusalOf(machine);
        return setUnlocked(profile, await unlockPassphraseKey(record, passphrase));
      }),

    lock: (options = { forChecks: false }) =>
      inTurn(async () => {
        const next = locked(machine, options);
        return next === machine ? stateOf(machine) : setState(next);
      }),
    proven: () => proven,
    compared: async () => machine.profile?.trail.ready().catch(() => undefined),
    opensForChecks: () => heldKey(machine) !== null,

    exportKit: (passphrase, toFile) => inTurn(async () => (await recovery()).exportKit(passphrase, toFile)),
    restoreKit: (fromFile, passphrase) => inTurn(async () => (await recovery()).restoreKit(fromFile, passphrase)),

    rescueOptions: () => inTurn(async () => (await rescue()).rescueOptions()),
    restoreSound: (id) => inTurn(async () => (await rescue()).restoreSound(id)),
    startAnew: () => inTurn(async () => (await rescue()).startAnew()),
    saveReadable: (toFile) => inTurn(async () => (await rescue()).saveReadable(toFile)),
    deletePutAside: (name) => inTurn(async () => (await rescue()).deletePutAside(name)),
    putAside: () => {
      const { profileDir } = platform;
      return listPutAside(profileDir).map((one) => ({ ...one, place: path.join(profileDir, one.name) }));
    },

    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    async close() {
      closing.abort();
      listeners.clear();
      await queue(() => setState(closed));
    },
  };

  await queue(open);
  dropLeftCopies(platform.sqliteBinding);
  return vault;
}
