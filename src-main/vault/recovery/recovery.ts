/** Saving and restoring a recovery kit, as operations of the vault: each inside one of its turns. */

import { existsSync, renameSync } from 'node:fs';
import { AppError } from '../../../src-shared/errors';
import { t } from '../../../src-shared/texts/translate';
import { writePrivateFile } from '../../private-files';
import { dropRestored, swapInDatabase } from '../../storage/exchange-database';
import { isInSharedVault, sharedVaultFile } from '../../storage/in-shared-vault';
import { openDatabase } from '../../storage/open-database';
import { whenNobodyIsPresent } from '../../storage/presence';
import { fileStamp } from '../../storage/profile-files';
import { withProfileLock } from '../../storage/profile-lock';
import { announceReturn } from '../announce-return';
import type { Protection } from '../key-record';
import type { OpenProfile } from '../open-profile';
import type { VaultRecovery } from '../vault';
import type { VaultCore } from '../vault-core';
import { isInMemory, opened, refusalOf, replacing, stateOf } from '../vault-machine';
import { exportKit } from './export-kit';
import { recoveryError } from './recovery-errors';
import { type OpenedKit, openKit } from './recovery-kit';
import { keepKey, planRestore, type RestorePlan, stageDatabase, takeForRestore } from './restore-kit';

export function createRecovery(core: VaultCore): VaultRecovery {
  const { platform, keyStore, kdf, machine, setState, open } = core;

  const note = (profile: OpenProfile, action: 'recovery.exported' | 'recovery.restored', detail: string) =>
    profile.storage.audit.append({ organizationId: null, action, outcome: 'succeeded', detail, simulated: false });

  const setOpened = (profile: OpenProfile, { master }: OpenedKit) =>
    setState(
      opened(profile, master, {
        state: 'ready',
        protection: profile.records.get()?.protection.mode ?? 'keychain',
        createdNow: false,
      }),
    );

  const membershipOf = async ({ membership, master }: OpenedKit) =>
    membership === null && !isInSharedVault(platform.profileDir)
      ? null
      : (await import('../membership/kept-membership')).membershipToPutBack(platform.profileDir, membership, master);

  function putMembership(text: string): void {
    const file = sharedVaultFile(platform.profileDir);
    if (existsSync(file)) renameSync(file, `${file}.kept-${fileStamp(platform.now())}`);
    writePrivateFile(file, text);
  }

  /** In a shared vault, with keys that open here, or might once the vault is unlocked. */
  async function isMember(): Promise<boolean> {
    const now = machine();
    if (!isInSharedVault(platform.profileDir)) return false;
    if (now.at !== 'open') return true;
    const { opensHere } = await import('../membership/kept-membership');
    return opensHere(platform.profileDir, now.master);
  }

  async function restoreKey(profile: OpenProfile, kit: OpenedKit, passphrase: string): Promise<void> {
    const before = profile.records.get()?.protection;
    const what = t('the key, from a recovery kit of {time}', { time: kit.createdAt });
    const { database } = profile.connection;
    const announce = (protection: Protection['mode']) =>
      announceReturn(core, { what, master: kit.master, protection, database, onlyWithoutAnchor: true });
    // Before the key: cut off in between, the next restore does both.
    const membership = await membershipOf(kit);
    if (membership) putMembership(membership);
    await announce('keychain');
    const after = await keepKey(keyStore, kit.master, passphrase, kdf);
    if (after.mode === 'passphrase') await announce('passphrase');
    if (before?.mode !== 'keychain' || after.mode !== 'keychain')
      profile.records.saveKeyRecord(kit.master, after, platform.now().toISOString());
    core.putBack({ what, part: 'key' });
    await setOpened(profile, kit);
  }

  async function restoreEverything(kit: OpenedKit, passphrase: string): Promise<void> {
    const what = t('a recovery kit of {time}', { time: kit.createdAt });
    await stageDatabase(kit, {
      platform,
      membership: await membershipOf(kit),
      protect: () => keepKey(keyStore, kit.master, passphrase, kdf),
      staging: (database, protection) =>
        announceReturn(core, { what, master: kit.master, protection: protection.mode, database }),
    });
    const { profile } = machine();
    // A backup that is being made has the database open, too.
    await profile?.backups?.underWay();
    if (profile) takeForRestore(profile.connection.database, platform);
    await setState(replacing);
    let swapped = false;
    const free = await whenNobodyIsPresent(platform, () => {
      swapped = swapInDatabase(platform);
    });
    if (!free) dropRestored(platform.profileDir);
    if (!swapped) throw recoveryError(free ? 'recovery.profile-unusable' : 'recovery.profile-in-use');
    const result = await openDatabase(platform);
    if (result.state !== 'open') throw recoveryError('recovery.profile-unusable');
    core.putBack({ what, part: 'database' });
    await setOpened(core.attach(result.connection), kit);
  }

  return {
    async exportKit(passphrase, toFile) {
      const now = machine();
      if (now.at !== 'open') throw refusalOf(now);
      const { connection } = now.profile;
      await exportKit({ connection, master: now.master, platform, kdfCost: kdf }, passphrase, toFile);
      await note(now.profile, 'recovery.exported', t('Saved a recovery kit'));
    },

    async restoreKit(fromFile, passphrase) {
      if (isInMemory(machine())) throw recoveryError('recovery.in-memory');
      const kit = await openKit(fromFile, passphrase);
      let plan: RestorePlan;
      try {
        const { profile } = machine();
        plan = planRestore(stateOf(machine()), profile?.records ?? null, kit, await isMember());
        await withProfileLock(platform, () =>
          plan === 'key-only' && profile !== null
            ? restoreKey(profile, kit, passphrase)
            : restoreEverything(kit, passphrase),
        );
      } catch (thrown) {
        kit.master.bytes.fill(0);
        throw thrown instanceof AppError ? thrown : recoveryError('recovery.profile-unusable');
      } finally {
        // After a failure, opens whatever database is there now.
        if (machine() === replacing) await open();
      }
      const { profile } = machine();
      if (profile && plan === 'key-only')
        await note(profile, 'recovery.restored', t('Put the key back from a recovery kit'));
      return stateOf(machine());
    },
  };
}
