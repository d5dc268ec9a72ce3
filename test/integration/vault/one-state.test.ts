/**
 * The vault is in one state at a time: what is asked while something is under way waits its turn, and every change is
 * told.
 */
import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { presenceFile } from '../../../src-main/storage/profile-files';
import { openKit } from '../../../src-main/vault/recovery/recovery-kit';
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

async function filledVault() {
  const keyStore = new FakeKeyStore();
  const dir = newProfileDir();
  const vault = await vaultIn(dir, keyStore);
  const { organizationId } = await clinicWithCredential(storageOf(vault));
  return { dir, keyStore, vault, organizationId, kit: join(newProfileDir(), 'clinics.voxkit') };
}

/** Restores a kit on another machine and opens what was sealed before it was made. */
async function opensElsewhere(kit: string, organizationId: string): Promise<Vault> {
  const elsewhere = await vaultIn(newProfileDir(), new FakeKeyStore());
  await elsewhere.restoreKit(kit, passphrase);
  const { fields } = await storageOf(elsewhere).forOrganization(organizationId).credentials.open('twilio');
  expect(fields).toEqual(secrets);
  return elsewhere;
}

describe('a recovery kit', () => {
  test('that is being saved when the vault is locked holds the key, and the vault is locked afterwards', async () => {
    const { vault, kit, organizationId } = await filledVault();
    const saving = vault.exportKit(passphrase, kit);
    const locking = vault.lock();
    await saving;
    expect(await locking).toEqual({ state: 'locked' });
    expect(vault.state()).toEqual({ state: 'locked' });
    await opensElsewhere(kit, organizationId);
  });

  test('that is being saved when the console closes holds the key', async () => {
    const { vault, kit, organizationId } = await filledVault();
    const saving = vault.exportKit(passphrase, kit);
    await vault.close();
    await saving;
    await opensElsewhere(kit, organizationId);
  });

  test('never holds the zeros of a key that was dropped, at whatever moment that happens', async () => {
    const { vault, kit, keyStore } = await filledVault();
    const [key = ''] = keyStore.masterKeys();
    for (const turns of [0, 1, 2, 3, 5, 8, 13, 21]) {
      const file = `${kit}-${turns}`;
      const saving = vault.exportKit(passphrase, file);
      for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      const locking = vault.lock();
      await saving;
      await locking;
      const { master } = await openKit(file, passphrase);
      expect([turns, master.bytes.toString('base64')]).toEqual([turns, key]);
      await vault.retry();
    }
  });

  test('that does not read back as it was written is not called saved, and is taken away', async () => {
    const { vault, kit, dir } = await filledVault();
    const folder = dirname(kit);
    // A disk that replaces what was written with zeros, in its place: a file of that name is never made anew. The
    // replacement may come too late; it is then tried again.
    const spoiling = setInterval(() => {
      for (const name of readdirSync(folder).filter((entry) => entry !== 'clinics.voxkit')) {
        let file: number | undefined;
        try {
          file = openSync(join(folder, name), 'r+');
          const { size } = fstatSync(file);
          if (size >= 5_000) writeSync(file, Buffer.alloc(100), 0, 100, size - 3_000);
        } catch {
          // It was saved or removed in the meantime.
        } finally {
          if (file !== undefined) closeSync(file);
        }
      }
    }, 0);
    let code = 'no error';
    for (let round = 0; round < 50 && code === 'no error'; round += 1) {
      writeFileSync(kit, 'an older kit');
      code = await codeOf(vault.exportKit(passphrase, kit));
    }
    clearInterval(spoiling);
    expect(code).toBe('recovery.not-verified');
    expect(readFileSync(kit, 'utf8')).toBe('an older kit');
    expect(readdirSync(folder)).toEqual(['clinics.voxkit']);
    expect(readdirSync(dir).filter((name) => name.includes('export'))).toEqual([]);
  });

  test('restored into a state that looks the same is told all the same: the data is another', async () => {
    const { vault, kit, organizationId } = await filledVault();
    await vault.exportKit(passphrase, kit);
    const keyStore = new FakeKeyStore();
    const dir = newProfileDir();
    await (await vaultIn(dir, keyStore)).close();
    const elsewhere = await vaultIn(dir, keyStore);
    const before = elsewhere.state();
    const heard: string[] = [];
    elsewhere.onChange(({ state }) => {
      heard.push(state);
      expect(elsewhere.storage).not.toBeNull();
    });
    expect(await elsewhere.restoreKit(kit, passphrase)).toEqual(before);
    expect(heard).toEqual(['ready']);
    expect(await storageOf(elsewhere).organizations.get(organizationId)).not.toBeNull();
  });
});

describe('a disk that fails while the data is being exchanged', () => {
  test('leaves a state that says so, and trying again opens what is there', async () => {
    const { vault, kit, organizationId } = await filledVault();
    await vault.exportKit(passphrase, kit);
    const dir = newProfileDir();
    const keyStore = new FakeKeyStore();
    const elsewhere = await vaultIn(dir, keyStore);
    // Once the kit's database is prepared, and before it takes its place, the lock's file turns into a folder.
    const write = keyStore.write.bind(keyStore);
    keyStore.write = async (account, value) => {
      rmSync(presenceFile(dir), { recursive: true, force: true });
      mkdirSync(presenceFile(dir));
      return write(account, value);
    };
    const heard: string[] = [];
    elsewhere.onChange(({ state }) => heard.push(state));
    expect(await codeOf(elsewhere.restoreKit(kit, passphrase))).toMatch(/^recovery\./);
    expect(elsewhere.state().state).toBe('database-unavailable');
    expect(elsewhere.storage).toBeNull();
    expect(heard).toEqual(['database-unavailable']);

    rmSync(presenceFile(dir), { recursive: true });
    expect((await elsewhere.retry()).state).toBe('ready');
    expect(existsSync(join(dir, 'console.db.restored'))).toBe(false);
    expect(await storageOf(elsewhere).organizations.overviews()).toEqual([]);
    keyStore.write = write;
    await elsewhere.restoreKit(kit, passphrase);
    expect(await storageOf(elsewhere).organizations.get(organizationId)).not.toBeNull();
  });
});

test('what is asked of a vault that has closed is refused by name, and close may be asked twice', async () => {
  const { vault, kit, organizationId } = await filledVault();
  const { credentials } = storageOf(vault).forOrganization(organizationId);
  await Promise.all([vault.close(), vault.close()]);
  expect(vault.storage).toBeNull();
  expect(await codeOf(credentials.open('twilio'))).toBe('storage.closed');
  expect(await codeOf(vault.exportKit(passphrase, kit))).toBe('vault.closed');
  expect(await codeOf(vault.restoreKit(kit, passphrase))).toBe('vault.closed');
  expect(await codeOf(vault.useMemory())).toBe('vault.closed');
  expect(await codeOf(vault.retry())).toBe('vault.closed');
  expect(await codeOf(vault.lock())).toBe('vault.closed');
  expect(vault.state()).toEqual({ state: 'locked' });
});

test('a keychain that hangs does not keep the console from closing', async () => {
  const { vault, keyStore } = await filledVault();
  await vault.lock();
  keyStore.read = () => new Promise(() => undefined);
  void vault.retry().catch(() => undefined);
  await new Promise((resolve) => setImmediate(resolve));
  await vault.close();
  expect(vault.storage).toBeNull();
});
