/**
 * What a person is promised of each state of the keychain: nothing is lost, nothing is made anew, and there is a way
 * out.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { VaultState } from '../../../../src-shared/vault/vault-state';
import { FakeKeyStore, masterKeysIn } from '../../../fakes/fake-key-store';
import {
  clinicWithCredential,
  codeOf,
  newProfileDir,
  note,
  saveCredential,
  secrets,
  storageOf,
  vaultIn,
} from './profile';

/** A profile with one sealed credential, closed again, and the keychain that holds its key. */
async function sealedProfile() {
  const dir = newProfileDir();
  const keyStore = new FakeKeyStore();
  const vault = await vaultIn(dir, keyStore);
  const { organizationId } = await clinicWithCredential(storageOf(vault));
  await vault.close();
  return { dir, keyStore, organizationId, bytes: () => readFileSync(join(dir, 'console.db')) };
}

const never = new Promise<void>(() => undefined);

describe('first run', () => {
  test('makes one key, keeps it in the keychain and says so once', async () => {
    const dir = newProfileDir();
    const keyStore = new FakeKeyStore();
    const first = await vaultIn(dir, keyStore);
    expect(first.state()).toEqual({ state: 'ready', protection: 'keychain', createdNow: true });
    expect(keyStore.masterKeys().map((value) => Buffer.from(value, 'base64').length)).toEqual([32]);
    await first.close();

    const second = await vaultIn(dir, keyStore);
    expect(second.state()).toEqual({ state: 'ready', protection: 'keychain', createdNow: false });
    expect(keyStore.masterKeys()).toHaveLength(1);
  });

  test('two profiles never share a key', async () => {
    const keyStore = new FakeKeyStore();
    await vaultIn(newProfileDir(), keyStore);
    await vaultIn(newProfileDir(), keyStore);
    expect(new Set(keyStore.masterKeys()).size).toBe(2);
  });

  test('two that start together make one key', async () => {
    const dir = newProfileDir();
    const entries = new Map<string, string>();
    const vaults = await Promise.all([1, 2, 3].map(() => vaultIn(dir, new FakeKeyStore(entries))));
    expect(masterKeysIn(entries)).toHaveLength(1);
    expect(vaults.map((vault) => vault.state())).toEqual(vaults.map(() => expect.objectContaining({ state: 'ready' })));
    expect(
      vaults.filter(
        (vault) => vault.state().state === 'ready' && JSON.stringify(vault.state()).includes('"createdNow":true'),
      ),
    ).toHaveLength(1);
  });

  test('a key that the keychain does not give back is not used', async () => {
    const keyStore = new FakeKeyStore();
    keyStore.garbles = true;
    const vault = await vaultIn(newProfileDir(), keyStore);
    expect(vault.state()).toEqual({ state: 'wrong-key' });
    expect(await codeOf(clinicWithCredential(storageOf(vault)))).toBe('vault.wrong-key');
  });

  test('a run that died after storing the key uses that key at the next start', async () => {
    const dir = newProfileDir();
    const keyStore = new FakeKeyStore();
    const locked = new FakeKeyStore(keyStore.entries);
    locked.writeFailure = { state: 'timed-out', settled: never };
    (await vaultIn(dir, locked)).close();
    const account = locked.calls.find((call) => call.startsWith('write '))?.slice('write '.length) ?? '';
    const late = Buffer.alloc(32, 7).toString('base64');
    keyStore.entries.set(account, late);
    const vault = await vaultIn(dir, keyStore);
    expect(vault.state()).toEqual({ state: 'ready', protection: 'keychain', createdNow: true });
    expect(keyStore.masterKeys()).toEqual([late]);
  });

  test.each(['locked', 'denied', 'unavailable'] as const)(
    'a keychain that is %s at the first write leaves no half-made key',
    async (state) => {
      const dir = newProfileDir();
      const keyStore = new FakeKeyStore();
      keyStore.writeFailure = { state };
      const vault = await vaultIn(dir, keyStore);
      expect(vault.state().state).toBe(state);
      keyStore.writeFailure = null;
      expect(await vault.retry()).toEqual({ state: 'ready', protection: 'keychain', createdNow: true });
      expect(keyStore.masterKeys()).toHaveLength(1);
    },
  );
});

describe('a profile with sealed credentials', () => {
  const cases: [string, (keyStore: FakeKeyStore) => void, VaultState][] = [
    ['locked', (store) => Object.assign(store, { failure: { state: 'locked' } }), { state: 'locked' }],
    ['locked, and hidden as on Linux', (store) => Object.assign(store, { hidesWhenLocked: true }), { state: 'locked' }],
    ['denied', (store) => Object.assign(store, { failure: { state: 'denied' } }), { state: 'denied' }],
    [
      'unavailable',
      (store) => Object.assign(store, { failure: { state: 'unavailable' } }),
      { state: 'unavailable', hasCredentials: true },
    ],
    [
      'timed out',
      (store) => Object.assign(store, { failure: { state: 'timed-out', settled: never } }),
      { state: 'timed-out' },
    ],
    ['without its key', (store) => store.entries.clear(), { state: 'key-missing' }],
    ['with another key', (store) => overwrite(store, Buffer.alloc(32, 1).toString('base64')), { state: 'wrong-key' }],
    ['with something that is no key', (store) => overwrite(store, 'hello'), { state: 'wrong-key' }],
  ];
  const overwrite = (store: FakeKeyStore, value: string) => {
    for (const account of store.entries.keys()) store.entries.set(account, value);
  };

  test.each(cases)('%s: nothing is written, made or deleted, and reading works', async (_name, spoil, expected) => {
    const { dir, keyStore, organizationId, bytes } = await sealedProfile();
    const before = bytes();
    const broken = new FakeKeyStore(new Map(keyStore.entries));
    spoil(broken);
    const entries = new Map(broken.entries);

    const vault = await vaultIn(dir, broken);
    expect(vault.state()).toEqual(expected);
    expect(await vault.retry()).toEqual(expected);
    const storage = storageOf(vault);
    const scope = storage.forOrganization(organizationId);
    expect((await storage.organizations.overviews()).map(({ organization }) => organization.name)).toEqual([
      'Sunrise Dental',
    ]);
    expect(await scope.credentials.list()).toHaveLength(1);
    expect(await codeOf(scope.credentials.open('twilio'))).toBe(`vault.${expected.state}`);
    expect(await codeOf(saveCredential(scope))).toBe(`vault.${expected.state}`);
    expect(
      await codeOf(
        storage.organizations.add({ name: 'New', timeZone: 'UTC', country: 'US' }, note('organization.changed')),
      ),
    ).toBe(`vault.${expected.state}`);
    expect(await codeOf(vault.createPassphrase('correct horse battery'))).toBe('vault.key-exists');
    expect(await codeOf(vault.exportKit('correct horse battery', join(dir, 'kit')))).toBe(`vault.${expected.state}`);
    await vault.close();
    expect(bytes().equals(before)).toBe(true);
    expect(broken.entries).toEqual(entries);
  });

  test('opens again once the keychain answers, without a restart, and tells its listeners', async () => {
    const { dir, keyStore, organizationId } = await sealedProfile();
    keyStore.failure = { state: 'locked' };
    const vault = await vaultIn(dir, keyStore);
    const heard: string[] = [];
    const stop = vault.onChange(({ state }) => heard.push(state));
    keyStore.failure = null;
    await vault.retry();
    expect((await storageOf(vault).forOrganization(organizationId).credentials.open('twilio')).fields).toEqual(secrets);
    stop();
    await vault.lock();
    expect(heard).toEqual(['ready']);
  });

  test('a keychain that answers late opens the vault by itself', async () => {
    const { dir, keyStore } = await sealedProfile();
    let answer = () => {};
    keyStore.failure = { state: 'timed-out', settled: new Promise<void>((resolve) => (answer = resolve)) };
    const vault = await vaultIn(dir, keyStore);
    expect(vault.state().state).toBe('timed-out');
    const opened = new Promise<VaultState>((resolve) => vault.onChange(resolve));
    keyStore.failure = null;
    answer();
    expect((await opened).state).toBe('ready');
  });

  test('locking drops the keys until they are fetched again', async () => {
    const { dir, keyStore, organizationId } = await sealedProfile();
    const vault = await vaultIn(dir, keyStore);
    const { credentials } = storageOf(vault).forOrganization(organizationId);
    await credentials.open('twilio');
    expect(await vault.lock()).toEqual({ state: 'locked' });
    expect(await codeOf(credentials.open('twilio'))).toBe('vault.locked');
    await vault.retry();
    expect((await credentials.open('twilio')).fields).toEqual(secrets);
  });

  test('moved to another folder it still opens', async () => {
    const { dir, keyStore, organizationId } = await sealedProfile();
    const { renameSync } = await import('node:fs');
    const moved = join(newProfileDir(), 'moved');
    renameSync(dir, moved);
    const vault = await vaultIn(moved, keyStore);
    expect((await storageOf(vault).forOrganization(organizationId).credentials.open('twilio')).fields).toEqual(secrets);
  });

  test('nothing of a secret is in any file of the profile in readable form', async () => {
    const { dir, keyStore } = await sealedProfile();
    const { readdirSync } = await import('node:fs');
    const forms = [
      secrets.authToken,
      Buffer.from(secrets.authToken).toString('base64'),
      Buffer.from(secrets.authToken).toString('hex'),
      ...keyStore.entries.values(),
    ];
    for (const name of readdirSync(dir))
      for (const form of forms) expect(readFileSync(join(dir, name)).includes(form)).toBe(false);
  });
});

describe('without a keychain', () => {
  async function noKeychain() {
    const dir = newProfileDir();
    const keyStore = new FakeKeyStore();
    keyStore.failure = { state: 'unavailable' };
    return { dir, keyStore, vault: await vaultIn(dir, keyStore) };
  }

  test('nothing can be sealed until the person chooses how', async () => {
    const { vault } = await noKeychain();
    expect(vault.state()).toEqual({ state: 'unavailable', hasCredentials: false });
    expect(await codeOf(clinicWithCredential(storageOf(vault)))).toBe('vault.unavailable');
  });

  test('a passphrase protects the key across restarts, and a wrong one changes nothing', async () => {
    const { dir, keyStore, vault } = await noKeychain();
    expect(await vault.createPassphrase('correct horse battery')).toEqual({
      state: 'ready',
      protection: 'passphrase',
      createdNow: true,
    });
    const { organizationId } = await clinicWithCredential(storageOf(vault));
    await vault.close();

    const next = await vaultIn(dir, keyStore);
    expect(next.state()).toEqual({ state: 'passphrase-needed', wrong: false });
    const before = readFileSync(join(dir, 'console.db'));
    expect(await next.unlockWithPassphrase('incorrect horse')).toEqual({ state: 'passphrase-needed', wrong: true });
    expect(await codeOf(storageOf(next).forOrganization(organizationId).credentials.open('twilio'))).toBe(
      'vault.passphrase-needed',
    );
    expect(readFileSync(join(dir, 'console.db')).equals(before)).toBe(true);
    expect(await next.unlockWithPassphrase('correct horse battery')).toEqual({
      state: 'ready',
      protection: 'passphrase',
      createdNow: false,
    });
    expect((await storageOf(next).forOrganization(organizationId).credentials.open('twilio')).fields).toEqual(secrets);
    expect(await next.lock()).toEqual({ state: 'passphrase-needed', wrong: false });
  });

  test('a passphrase typed in another Unicode form is the same passphrase', async () => {
    const { dir, keyStore, vault } = await noKeychain();
    await vault.createPassphrase('caf\u00e9 caf\u00e9 caf\u00e9');
    await vault.close();
    expect((await (await vaultIn(dir, keyStore)).unlockWithPassphrase('cafe\u0301 cafe\u0301 cafe\u0301')).state).toBe(
      'ready',
    );
  });

  test('memory only: everything works, nothing reaches the disk, and the real database is untouched', async () => {
    const { dir, keyStore, organizationId, bytes } = await sealedProfile();
    keyStore.failure = { state: 'unavailable' };
    const before = bytes();
    const vault = await vaultIn(dir, keyStore);
    const real = storageOf(vault);
    expect(await vault.useMemory()).toEqual({ state: 'ready', protection: 'memory', createdNow: false });
    const storage = storageOf(vault);
    expect(storage).not.toBe(real);
    expect(await codeOf(() => real.forOrganization(organizationId))).toBe('storage.closed');
    expect(await storage.organizations.overviews()).toEqual([]);
    const scope = await clinicWithCredential(storage, 'Only here');
    expect((await scope.credentials.open('twilio')).fields).toEqual(secrets);
    expect((await vault.lock()).state).toBe('ready');
    await vault.close();
    expect(bytes().equals(before)).toBe(true);
  });
});
