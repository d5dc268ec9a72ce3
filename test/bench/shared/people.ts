/** Consoles of a shared vault without their windows, and receptionists; each with keys of its own. */
import path from 'node:path';
import type { Invitation } from '../../../src-main/shared-vault/invitation';
import { joinVault } from '../../../src-main/shared-vault/join';
import { openSharedVault } from '../../../src-main/shared-vault/open-shared-vault';
import type { Storage } from '../../../src-main/storage/repositories';
import { createMembershipFile } from '../../../src-main/vault/membership/membership-file';
import { openVault } from '../../../src-main/vault/open-vault';
import { makeKeyFile, publicFileOf, writeKeyFile } from '../../../src-receptionist/key-file';
import { openReceptionist } from '../../../src-receptionist/receptionist';
import { machineLogin } from '../../../src-shared/shared-vault/machine-files';
import type { Scope } from '../../../src-shared/shared-vault/scope';
import { databaseUrlOf, type ServerAddress } from '../../../src-shared/shared-vault/server-address';
import { identityWords } from '../../../src-shared/shared-vault/words';
import { FakeKeyStore } from '../../fakes/fake-key-store';
import { never, platformOf } from '../clinics/profiles';

/** Where the keys of this computer are kept, which are worth nothing here. */
export type Keychains = Record<string, [string, string][]>;

export type Person = {
  local: Storage;
  storage: Storage;
  shared: ReturnType<typeof openSharedVault>;
  close(): Promise<void>;
};

async function openComputer(folder: string, name: string, keychains: Keychains) {
  const platform = platformOf(path.join(folder, 'profiles', name));
  const keyStore = new FakeKeyStore();
  for (const [account, value] of keychains[name] ?? []) keyStore.entries.set(account, value);
  const vault = await openVault({ platform, keyStore, backups: never });
  keychains[name] = [...keyStore.entries];
  return { platform, vault, file: createMembershipFile(platform.profileDir) };
}

/** A computer that is no member yet does `work`, such as founding a vault or joining it. */
export async function onComputer<T>(
  folder: string,
  name: string,
  keychains: Keychains,
  work: (file: ReturnType<typeof createMembershipFile>, secrets: Storage['computerSecrets']) => Promise<T>,
): Promise<T> {
  const { vault, file } = await openComputer(folder, name, keychains);
  try {
    return await work(file, vault.requireStorage().computerSecrets);
  } finally {
    await vault.close();
  }
}

/** @param port where the server of this run listens */
export async function openPerson(folder: string, name: string, keychains: Keychains, port: number): Promise<Person> {
  const { platform, vault, file } = await openComputer(folder, name, keychains);
  const local = vault.requireStorage();
  const { address, ...membership } = file.require();
  const moved = { ...membership, address: { ...address, port } };
  file.write(moved, file.openKeys(local.computerSecrets), local.computerSecrets);
  const shared = openSharedVault(platform);
  return {
    local,
    storage: shared.storageOver(local),
    shared,
    async close() {
      await shared.close();
      await vault.close();
    },
  };
}

/** Invited and admitted by `by`. */
export async function admitPerson(
  by: Person,
  address: ServerAddress,
  name: string,
  scope: Scope,
  folder: string,
  keychains: Keychains,
): Promise<void> {
  const admission = by.shared.admission(by.local);
  const invitation: Invitation = { address, ...(await admission.invite(name, scope)) };
  const words = await onComputer(folder, name, keychains, (file, secrets) => joinVault(invitation, file, secrets));
  await admission.admit(name, words);
}

const keyFileOf = (folder: string, name: string) => path.join(folder, 'machines', `${name}.key`);

export async function admitMachine(
  by: Person,
  address: ServerAddress,
  name: string,
  clinics: string[],
  folder: string,
): Promise<void> {
  const keys = await makeKeyFile(keyFileOf(folder, name));
  const file = await publicFileOf(keys);
  const words = await identityWords(file.keys, machineLogin(file));
  const { user, head, vaultId } = await by.shared.admission(by.local).addMachine(name, file, words, clinics);
  const databaseUrl = databaseUrlOf(address, user);
  writeKeyFile(keyFileOf(folder, name), {
    ...keys,
    vault: { version: 1, kind: 'voxanne vault', vaultId, databaseUrl, ca: null, pinned: head },
  });
}

export const machineAt = (folder: string, name: string, databaseUrl: string, cacheFile: string) =>
  openReceptionist({ databaseUrl, keyFile: keyFileOf(folder, name), cacheFile });
