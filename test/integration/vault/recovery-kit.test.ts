/** The recovery kit opens a profile on another computer, and keeps the data that is there already. */
import { copyFileSync, existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Vault } from '../../../src-main/vault/vault';
import { FakeKeyStore } from '../../fakes/fake-key-store';
import {
  clinicWithCredential,
  codeOf,
  newProfileDir,
  secrets,
  storageOf,
  vaultIn,
} from '../../unit/main/vault/profile';

const passphrase = 'four words for a kit';
let dir: string;
let keyStore: FakeKeyStore;
let organizationId: string;
let kit: string;

/** A profile with one clinic, its kit, and the profile closed. */
beforeEach(async () => {
  dir = newProfileDir();
  keyStore = new FakeKeyStore();
  kit = join(newProfileDir(), 'clinics.voxkit');
  const vault = await vaultIn(dir, keyStore);
  ({ organizationId } = await clinicWithCredential(storageOf(vault)));
  await vault.exportKit(passphrase, kit);
  await vault.close();
});

const opens = async (vault: Vault) =>
  expect((await storageOf(vault).forOrganization(organizationId).credentials.open('twilio')).fields).toEqual(secrets);
const actions = async (vault: Vault) =>
  (
    await storageOf(vault).audit.list({
      organizationId: null,
      before: null,
      limit: 9,
      search: 'recovery',
      outcome: null,
    })
  ).entries.map(({ action }) => action);

describe('on another machine', () => {
  test('with an empty keychain and profile, everything is restored, and opens by itself from then on', async () => {
    const elsewhere = newProfileDir();
    const keychain = new FakeKeyStore();
    const vault = await vaultIn(elsewhere, keychain);
    const heard: string[] = [];
    vault.onChange(({ state }) => heard.push(state));
    expect(await vault.restoreKit(kit, passphrase)).toEqual({
      state: 'ready',
      protection: 'keychain',
      createdNow: false,
    });
    await opens(vault);
    expect((await storageOf(vault).audit.verify()).intact).toBe(true);
    expect(await actions(vault)).toEqual(['activity.returned', 'recovery.restored']);
    await vault.close();
    const next = await vaultIn(elsewhere, keychain);
    expect(next.state().state).toBe('ready');
    await opens(next);
    // The empty database that was there before was put aside, not thrown away.
    expect(
      readdirSync(elsewhere).filter((name) => name.startsWith('console.db.kept-') && name.endsWith('Z')),
    ).toHaveLength(1);
  });

  test('without a keychain, the kit’s passphrase protects the key from then on', async () => {
    const elsewhere = newProfileDir();
    const keychain = new FakeKeyStore();
    keychain.failure = { state: 'unavailable' };
    const vault = await vaultIn(elsewhere, keychain);
    expect(await vault.restoreKit(kit, passphrase)).toEqual({
      state: 'ready',
      protection: 'passphrase',
      createdNow: false,
    });
    await opens(vault);
    await vault.close();
    const next = await vaultIn(elsewhere, keychain);
    expect(next.state()).toEqual({ state: 'passphrase-needed', wrong: false });
    await next.unlockWithPassphrase(passphrase);
    await opens(next);
  });
});

describe('in the profile that it was made from', () => {
  test.each([
    ['missing', (entries: Map<string, string>) => entries.clear()],
    [
      'replaced by another',
      (entries: Map<string, string>) =>
        [...entries.keys()].forEach((account) => void entries.set(account, Buffer.alloc(32, 1).toString('base64'))),
    ],
  ])('whose key is %s, only the key is put back and the data is not touched', async (_what, spoil) => {
    spoil(keyStore.entries);
    const vault = await vaultIn(dir, keyStore);
    const before = readFileSync(join(dir, 'console.db'));
    expect(vault.state().state).toMatch(/key-missing|wrong-key/);
    expect((await vault.restoreKit(kit, passphrase)).state).toBe('ready');
    expect(readFileSync(join(dir, 'console.db')).equals(before)).toBe(true);
    expect(readdirSync(dir).some((name) => name.includes('kept'))).toBe(false);
    await opens(vault);
    await vault.close();
    await opens(await vaultIn(dir, keyStore));
  });

  test('what was done after the kit was saved is still there', async () => {
    const vault = await vaultIn(dir, keyStore);
    await clinicWithCredential(storageOf(vault), 'Later');
    await vault.close();
    keyStore.entries.clear();
    const next = await vaultIn(dir, keyStore);
    await next.restoreKit(kit, passphrase);
    expect((await storageOf(next).organizations.overviews()).map(({ organization }) => organization.name)).toEqual([
      'Later',
      'Sunrise Dental',
    ]);
  });

  test('that opens by itself, nothing is to be done', async () => {
    const vault = await vaultIn(dir, keyStore);
    expect(await codeOf(vault.restoreKit(kit, passphrase))).toBe('recovery.not-needed');
    await opens(vault);
  });

  test('whose passphrase is forgotten, the key is back in the keychain', async () => {
    const other = newProfileDir();
    const keychain = new FakeKeyStore();
    keychain.failure = { state: 'unavailable' };
    const vault = await vaultIn(other, keychain);
    await vault.createPassphrase('soon to be forgotten');
    const scope = await clinicWithCredential(storageOf(vault));
    const own = join(other, 'own.voxkit');
    await vault.exportKit(passphrase, own);
    await vault.close();
    keychain.failure = null;
    const next = await vaultIn(other, keychain);
    expect(next.state().state).toBe('passphrase-needed');
    expect(await next.restoreKit(own, passphrase)).toEqual({
      state: 'ready',
      protection: 'keychain',
      createdNow: false,
    });
    expect((await storageOf(next).forOrganization(scope.organizationId).credentials.open('twilio')).fields).toEqual(
      secrets,
    );
  });
});

describe('never over data', () => {
  test('that opens: a profile with clinics of its own is refused and stays as it is', async () => {
    const other = newProfileDir();
    const keychain = new FakeKeyStore();
    const vault = await vaultIn(other, keychain);
    const scope = await clinicWithCredential(storageOf(vault), 'Mine');
    const entries = new Map(keychain.entries);
    expect(await codeOf(vault.restoreKit(kit, passphrase))).toBe('recovery.profile-not-empty');
    expect(keychain.entries).toEqual(entries);
    expect((await scope.credentials.open('twilio')).fields).toEqual(secrets);
  });

  test('that is only locked', async () => {
    const other = newProfileDir();
    const keychain = new FakeKeyStore();
    const vault = await vaultIn(other, keychain);
    await clinicWithCredential(storageOf(vault), 'Mine');
    await vault.close();
    keychain.failure = { state: 'locked' };
    expect(await codeOf((await vaultIn(other, keychain)).restoreKit(kit, passphrase))).toBe(
      'recovery.profile-not-empty',
    );
  });

  test('that lost its key: it is put aside under another name, whole', async () => {
    const other = newProfileDir();
    const keychain = new FakeKeyStore();
    const vault = await vaultIn(other, keychain);
    const scope = await clinicWithCredential(storageOf(vault), 'Mine');
    await vault.close();
    const lostKeys = new Map(keychain.entries);
    keychain.entries.clear();
    const next = await vaultIn(other, keychain);
    expect((await next.restoreKit(kit, passphrase)).state).toBe('ready');
    await opens(next);
    await next.close();
    // If the key is found later, the data opens again.
    const [kept] = readdirSync(other).filter((name) => name.startsWith('console.db.kept-') && name.endsWith('Z'));
    const rescue = newProfileDir();
    copyFileSync(join(other, kept ?? ''), join(rescue, 'console.db'));
    const rescued = await vaultIn(rescue, new FakeKeyStore(lostKeys));
    expect((await storageOf(rescued).forOrganization(scope.organizationId).credentials.open('twilio')).fields).toEqual(
      secrets,
    );
  });

  test('that is open in another process: refused, and both go on as before', async () => {
    const other = newProfileDir();
    const keychain = new FakeKeyStore();
    const vault = await vaultIn(other, keychain);
    const elsewhere = await vaultIn(other, keychain);
    expect(await codeOf(vault.restoreKit(kit, passphrase))).toBe('recovery.profile-in-use');
    expect(readdirSync(other).filter((name) => /restor|kept/.test(name))).toEqual([]);
    await clinicWithCredential(storageOf(elsewhere), 'Mine');
    expect((await storageOf(vault).organizations.overviews()).map(({ organization }) => organization.name)).toEqual([
      'Mine',
    ]);
  });

  test('that is damaged: it is put aside under another name, byte for byte', async () => {
    const file = join(dir, 'console.db');
    const bytes = readFileSync(file);
    bytes.fill(0xff, 0, 16);
    writeFileSync(file, bytes);
    const vault = await vaultIn(dir, keyStore);
    expect(vault.state().state).toBe('database-damaged');
    expect(vault.storage).toBeNull();
    expect((await vault.restoreKit(kit, passphrase)).state).toBe('ready');
    await opens(vault);
    const [kept] = readdirSync(dir).filter((name) => name.startsWith('console.db.kept-') && name.endsWith('Z'));
    expect(readFileSync(join(dir, kept ?? '')).equals(bytes)).toBe(true);
  });
});

test('a restore that was killed between its two renames is completed at the next start', async () => {
  const { mkdirSync, renameSync } = await import('node:fs');
  const elsewhere = join(newProfileDir(), 'profile');
  mkdirSync(elsewhere);
  renameSync(join(dir, 'console.db'), join(elsewhere, 'console.db.restored'));
  await opens(await vaultIn(elsewhere, keyStore));
  expect(existsSync(join(elsewhere, 'console.db.restored'))).toBe(false);
});

describe('a kit that cannot be used says why and changes nothing', () => {
  const refused = async (file: string, words = passphrase) => {
    const elsewhere = newProfileDir();
    const keychain = new FakeKeyStore();
    const vault = await vaultIn(elsewhere, keychain);
    const before = readFileSync(join(elsewhere, 'console.db'));
    const entries = new Map(keychain.entries);
    const code = await codeOf(vault.restoreKit(file, words));
    expect(vault.state().state).toBe('ready');
    expect(readFileSync(join(elsewhere, 'console.db')).equals(before)).toBe(true);
    expect(keychain.entries).toEqual(entries);
    expect(readdirSync(elsewhere).filter((name) => /restor|kept/.test(name))).toEqual([]);
    return code;
  };
  const spoilt = (change: (bytes: Buffer) => Buffer) => {
    writeFileSync(kit, change(readFileSync(kit)));
    return kit;
  };

  test('wrong passphrase', async () => {
    expect(await refused(kit, 'four words for a cat')).toBe('recovery.wrong-passphrase');
  });

  test('cut short anywhere', async () => {
    const { length } = readFileSync(kit);
    for (const size of [length - 1, length - 4096, 700, 100, 29, 10]) {
      truncateSync(kit, size);
      expect(await refused(kit)).toBe('recovery.truncated');
    }
    truncateSync(kit, 0);
    expect(await refused(kit)).toBe('recovery.not-a-kit');
  });

  test('another kind of file, a missing one, a folder', async () => {
    expect(await refused(join(dir, 'console.db'))).toBe('recovery.not-a-kit');
    expect(await refused(join(dir, 'nothing'))).toBe('recovery.unreadable');
    expect(await refused(dir)).toBe('recovery.unreadable');
  });

  test('a flipped bit in the header, the database or the tag', async () => {
    const flip = (at: (bytes: Buffer) => number) =>
      spoilt((bytes) => {
        const index = at(bytes);
        bytes[index] = (bytes[index] ?? 0) ^ 1;
        return bytes;
      });
    const original = readFileSync(kit);
    for (const at of [
      (bytes: Buffer) => bytes.indexOf('sealedKey') + 20,
      (bytes: Buffer) => bytes.length - 20_000,
      (bytes: Buffer) => bytes.length - 1,
    ]) {
      expect(await refused(flip(at))).toBe('recovery.damaged');
      writeFileSync(kit, original);
    }
    expect(await refused(spoilt((bytes) => Buffer.concat([bytes, Buffer.from('more')])))).toBe('recovery.damaged');
  });

  test('of a newer format or with a newer database', async () => {
    const { hash } = await import('node:crypto');
    const original = readFileSync(kit);
    const rewritten = (change: (header: { version: number; database: { schemaVersion: number } }) => void) => {
      const [magic = '', line = ''] = original.toString('latin1').split('\n', 2);
      const header = JSON.parse(line);
      change(header);
      const text = JSON.stringify(header);
      const body = original.subarray(magic.length + 1 + line.length + 1 + 65);
      return spoilt(() => Buffer.concat([Buffer.from(`${magic}\n${text}\n${hash('sha256', text)}\n`), body]));
    };
    expect(await refused(rewritten((header) => (header.version = 3)))).toBe('recovery.newer-version');
    expect(await refused(rewritten((header) => (header.database.schemaVersion = 99)))).toBe('recovery.newer-version');
  });
});

describe('the kit itself', () => {
  test('holds neither key nor secret in readable form, for nobody but its owner', async () => {
    const { statSync } = await import('node:fs');
    const bytes = readFileSync(kit);
    for (const value of [...keyStore.entries.values(), secrets.authToken, 'Sunrise']) {
      expect(bytes.includes(value)).toBe(false);
      expect(bytes.includes(Buffer.from(value, 'base64'))).toBe(false);
    }
    expect(statSync(kit).mode & 0o777).toBe(0o600);
  });

  test('leaves nothing beside it, also when it cannot be written', async () => {
    const vault = await vaultIn(dir, keyStore);
    const target = join(newProfileDir(), 'missing-folder', 'kit');
    expect(await codeOf(vault.exportKit(passphrase, target))).toBe('recovery.not-written');
    expect(existsSync(target)).toBe(false);
    expect(readdirSync(dir).filter((name) => /export|part/.test(name))).toEqual([]);
    expect(await actions(vault)).toEqual(['recovery.exported']);
  });

  test('can be saved out of memory-only mode, and is the way to keep that work', async () => {
    const vault = await vaultIn(
      newProfileDir(),
      Object.assign(new FakeKeyStore(), { failure: { state: 'unavailable' } }),
    );
    await vault.useMemory();
    const { organizationId: id } = await clinicWithCredential(storageOf(vault));
    await vault.exportKit(passphrase, kit);
    expect(await codeOf(vault.restoreKit(kit, passphrase))).toBe('recovery.in-memory');
    const other = await vaultIn(newProfileDir(), new FakeKeyStore());
    await other.restoreKit(kit, passphrase);
    expect((await storageOf(other).forOrganization(id).credentials.open('twilio')).fields).toEqual(secrets);
  });
});
