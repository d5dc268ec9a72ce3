/** A database that is gone is told, offered back, and never replaced by an empty one in silence. */
import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { backUp } from '../../../src-main/storage/backup';
import { listBackups } from '../../../src-main/storage/backup-files';
import { createConnection } from '../../../src-main/storage/connection';
import { openedFile } from '../../../src-main/storage/profile-files';
import { openVault } from '../../../src-main/vault/open-vault';
import { FakeKeyStore } from '../../fakes/fake-key-store';
import {
  clinicWithCredential,
  codeOf,
  newProfileDir,
  platformOf,
  secrets,
  storageOf,
  testKdf,
  vaultIn,
} from '../../unit/main/vault/profile';

/** A profile with a clinic and as many backups as a week leaves; closed. */
async function weekOld() {
  const dir = newProfileDir();
  const keyStore = new FakeKeyStore();
  const vault = await vaultIn(dir, keyStore);
  const { organizationId } = await clinicWithCredential(storageOf(vault));
  const file = join(dir, 'console.db');
  const reader = new Database(file);
  for (let day = 1; day <= 7; day += 1)
    await backUp(
      createConnection(reader),
      { ...platformOf(dir), now: () => new Date(Date.UTC(2026, 4, day)) },
      { kind: 'daily' },
    );
  reader.close();
  await vault.close();
  return { dir, file, keyStore, organizationId };
}

const bytesOf = (dir: string) =>
  listBackups(dir).map(({ file: backup }) => [backup, readFileSync(backup).toString('base64')]);

const losses: [string, (file: string) => void, 'missing' | 'empty'][] = [
  ['missing', (file) => rmSync(file), 'missing'],
  ['empty', (file) => truncateSync(file), 'empty'],
  [
    'without a table',
    (file) => {
      rmSync(file);
      const database = new Database(file);
      database.pragma('user_version = 0');
      database.exec('CREATE TABLE t (a); DROP TABLE t');
      database.close();
    },
    'empty',
  ],
];

describe.each(losses)('a database that is %s', (_what, lose, found) => {
  test('beside backups is told, again at each try, and no backup is made, changed or let go', async () => {
    const { dir, file, keyStore } = await weekOld();
    lose(file);
    const before = bytesOf(dir);
    const vault = await openVault({
      platform: { ...platformOf(dir), now: () => new Date(Date.UTC(2026, 5, 1)) },
      keyStore,
      kdf: testKdf,
      backups: { firstLookMs: 1, everyMs: 1 },
    });
    expect(vault.state()).toEqual({ state: 'database-missing', file, found });
    expect(await vault.retry()).toEqual({ state: 'database-missing', file, found });
    expect(vault.storage).toBeNull();
    expect(await codeOf(vault.createPassphrase('correct horse battery'))).toBe('vault.database-missing');
    await vault.close();
    expect(bytesOf(dir)).toEqual(before);
    expect(keyStore.masterKeys()).toHaveLength(1);
  });

  test('is restored from the newest backup, and everything opens', async () => {
    const { dir, file, keyStore, organizationId } = await weekOld();
    lose(file);
    const vault = await vaultIn(dir, keyStore);
    const { restorable, readable } = await vault.rescueOptions();
    expect(restorable).toMatchObject({ source: 'backup', asOf: '2026-05-07T00:00:00.000Z', clinics: 1 });
    expect(readable.clinics).toBe(0);
    expect((await vault.restoreSound(restorable?.id ?? '')).state).toBe('ready');
    const { fields } = await storageOf(vault).forOrganization(organizationId).credentials.open('twilio');
    expect(fields).toEqual(secrets);
    expect(listBackups(dir)).toHaveLength(7);
  });

  test('is replaced by a new one only when somebody says so, with every byte that was left kept aside', async () => {
    const { dir, file, keyStore } = await weekOld();
    lose(file);
    const before = bytesOf(dir).map(([, bytes]) => bytes);
    const vault = await vaultIn(dir, keyStore);
    expect((await vault.startAnew()).state).toBe('ready');
    expect(await storageOf(vault).organizations.overviews()).toEqual([]);
    expect(await codeOf(vault.startAnew())).toBe('rescue.not-needed');
    expect(listBackups(dir)).toEqual([]);
    const [kept] = readdirSync(dir).filter((name) => name.startsWith('backups.kept-'));
    const after = readdirSync(join(dir, kept ?? ''))
      .sort()
      .reverse()
      .map((name) => readFileSync(join(dir, kept ?? '', name)).toString('base64'));
    expect(after).toEqual(before);
    await vault.close();
    expect((await vaultIn(dir, keyStore)).state().state).toBe('ready');
  });

  test('without any backup is told too', async () => {
    const { dir, file, keyStore } = await weekOld();
    rmSync(join(dir, 'backups'), { recursive: true });
    lose(file);
    const vault = await vaultIn(dir, keyStore);
    expect(vault.state().state).toBe('database-missing');
    expect((await vault.rescueOptions()).restorable).toBeNull();
  });

  test('of a version that left no mark is known by its backups', async () => {
    const { dir, file, keyStore } = await weekOld();
    rmSync(openedFile(dir));
    lose(file);
    expect((await vaultIn(dir, keyStore)).state().state).toBe('database-missing');
  });

  test('comes back by itself once its file does', async () => {
    const { dir, file, keyStore } = await weekOld();
    const bytes = readFileSync(file);
    lose(file);
    const vault = await vaultIn(dir, keyStore);
    writeFileSync(file, bytes);
    expect((await vault.retry()).state).toBe('ready');
  });

  test('is brought back by a recovery kit', async () => {
    const { dir, file, keyStore, organizationId } = await weekOld();
    const kit = join(newProfileDir(), 'kit');
    const whole = await vaultIn(dir, keyStore);
    await whole.exportKit('four words for a kit', kit);
    await whole.close();
    lose(file);
    const vault = await vaultIn(dir, keyStore);
    expect((await vault.restoreKit(kit, 'four words for a kit')).state).toBe('ready');
    expect(await storageOf(vault).organizations.get(organizationId)).not.toBeNull();
  });
});

test('a start that was cut off before there was a database is a new profile', async () => {
  const dir = newProfileDir();
  for (const name of ['console.lock', 'console.open', 'console.db']) writeFileSync(join(dir, name), '');
  expect((await vaultIn(dir, new FakeKeyStore())).state().state).toBe('ready');
  expect(existsSync(openedFile(dir))).toBe(true);
});

test('a log whose database is gone tells of it', async () => {
  const dir = newProfileDir();
  writeFileSync(join(dir, 'console.db-wal'), Buffer.alloc(5_000, 1));
  expect((await vaultIn(dir, new FakeKeyStore())).state().state).toBe('database-missing');
});

test('starting anew is refused while there is a database, sound or damaged', async () => {
  const { dir, file, keyStore } = await weekOld();
  const bytes = readFileSync(file);
  writeFileSync(file, Buffer.concat([Buffer.alloc(100), bytes.subarray(100)]));
  const vault = await vaultIn(dir, keyStore);
  expect(await codeOf(vault.startAnew())).toBe('rescue.not-missing');
  expect(existsSync(file)).toBe(true);
});
