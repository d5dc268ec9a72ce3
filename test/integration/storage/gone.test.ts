/** What was destroyed is in no file that the console ever made; what can't be read is left to the person. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { backUp } from '../../../src-main/storage/backup';
import { listBackups } from '../../../src-main/storage/backup-files';
import { openDatabase } from '../../../src-main/storage/open-database';
import { deletePutAside, listPutAside } from '../../../src-main/storage/put-aside';
import type { Vault } from '../../../src-main/vault/vault';
import { FakeKeyStore } from '../../fakes/fake-key-store';
import {
  clinicWithCredential,
  newProfileDir,
  note,
  platformOf,
  saveCredential,
  storageOf,
  vaultIn,
} from '../../unit/main/vault/profile';

/** Files of the profile, of any kind, that contain `bytes`. */
const holding = (dir: string, bytes: Buffer) =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && readFileSync(join(entry.parentPath, entry.name)).includes(bytes))
    .map(({ name }) => name);

/** The sealed secret and the wrapped key of a clinic, as the file stores them. */
function bytesOf(dir: string, organizationId: string): Buffer[] {
  const reader = new Database(join(dir, 'console.db'), { readonly: true });
  const row = reader
    .prepare<[string], { sealed: Buffer; wrapped: Buffer }>(
      `SELECT sealed, wrapped_key AS wrapped FROM organization_api_credentials AS c
        JOIN organization_keys AS k ON k.organization_id = c.organization_id AND k.version = c.key_version
        WHERE c.organization_id = ?`,
    )
    .get(organizationId);
  reader.close();
  if (!row) throw new Error('nothing sealed');
  return [Buffer.from(row.sealed), Buffer.from(row.wrapped)];
}

const backUpNow = async (dir: string) => {
  const opened = await openDatabase(platformOf(dir));
  if (opened.state !== 'open') throw new Error(opened.state);
  await backUp(opened.connection, platformOf(dir), { kind: 'daily' });
  opened.connection.database.close();
};

async function profile() {
  const dir = newProfileDir();
  const keyStore = new FakeKeyStore();
  const vault = await vaultIn(dir, keyStore);
  const scope = await clinicWithCredential(storageOf(vault));
  const secret = bytesOf(dir, scope.organizationId);
  const places = () => secret.flatMap((bytes) => holding(dir, bytes));
  expect(places().length).toBeGreaterThan(0);
  const revoke = (now: Vault) =>
    storageOf(now).forOrganization(scope.organizationId).credentials.revoke('twilio', note('credential.revoked'));
  return { dir, keyStore, vault, scope, secret, places, revoke };
}

/**
 * The profile after a rescue: its database lost a guard, which the console calls damaged, and the backup took its
 * place. The one that was put aside still reads.
 */
async function rescued() {
  const made = await profile();
  const { dir, keyStore, vault } = made;
  await vault.close();
  await backUpNow(dir);
  const late = await vaultIn(dir, keyStore);
  const other = await clinicWithCredential(storageOf(late), 'Harbor Dental', { token: 'after the backup' });
  const afterBackup = bytesOf(dir, other.organizationId);
  await late.close();
  const file = new Database(join(dir, 'console.db'));
  file.exec('DROP TRIGGER organization_api_credentials_update_guard');
  file.close();
  const damaged = await vaultIn(dir, keyStore);
  const { restorable } = await damaged.rescueOptions();
  expect((await damaged.restoreSound(restorable?.id ?? '')).state).toBe('ready');
  const [aside] = listPutAside(dir);
  if (!aside) throw new Error('nothing was put aside');
  return { ...made, vault: damaged, aside: join(dir, aside.name), afterBackup };
}

describe('a database that was put aside', () => {
  test('is cleared of what is revoked from then on, and keeps what nobody destroyed', async () => {
    const { dir, vault, aside, places, revoke, afterBackup } = await rescued();
    expect(places()).toContain(aside.slice(dir.length + 1));
    await revoke(vault);
    await vault.close();
    expect(places()).toEqual([]);
    for (const bytes of afterBackup) expect(holding(dir, bytes)).toEqual([aside.slice(dir.length + 1)]);
  });

  test('is cleared of a removed clinic', async () => {
    const { vault, scope, places } = await rescued();
    await storageOf(vault).organizations.remove(scope.organizationId, note('organization.removed'));
    await vault.close();
    expect(places()).toEqual([]);
  });

  test('is cleared at the next opening when it could not be written', async () => {
    const { keyStore, vault, aside, places, revoke } = await rescued();
    const busy = new Database(aside);
    busy.exec('BEGIN IMMEDIATE');
    await revoke(vault);
    await vault.close();
    busy.exec('ROLLBACK');
    busy.close();
    expect(places().length).toBeGreaterThan(0);
    await (await vaultIn(vaultDir(aside), keyStore)).close();
    expect(places()).toEqual([]);
  });

  test('that does not read is left as it is, and is listed until a person deletes it', async () => {
    const { dir, vault, aside, revoke, places } = await rescued();
    const torn = readFileSync(aside);
    torn.fill(0x5a, 0, 100);
    writeFileSync(aside, torn);
    await revoke(vault);
    await vault.close();
    expect(readFileSync(aside).equals(torn)).toBe(true);
    const [listed] = listPutAside(dir);
    expect(listed).toMatchObject({ kind: 'damaged' });
    expect(deletePutAside(dir, listed?.name ?? '')).toBe(true);
    expect([places(), listPutAside(dir)]).toEqual([[], []]);
  });

  test('with a log that does not read is left as it is', async () => {
    const { dir, vault, aside, revoke } = await rescued();
    writeFileSync(`${aside}-wal`, brokenLog());
    const before = [readFileSync(aside), readFileSync(`${aside}-wal`)];
    await revoke(vault);
    await vault.close();
    expect([readFileSync(aside), readFileSync(`${aside}-wal`)]).toEqual(before);
    expect(listPutAside(dir)).toHaveLength(1);
  });

  test('is the only thing that can be deleted by its name', async () => {
    const { dir } = await rescued();
    for (const name of ['console.db', 'backups', '../x', 'console.db.kept-', ''])
      expect(deletePutAside(dir, name)).toBe(false);
    expect(existsSync(join(dir, 'console.db'))).toBe(true);
  });
});

const vaultDir = (file: string) => join(file, '..');

/** A log of whole transactions, with one bit of the first one changed. */
function brokenLog(): Buffer {
  const dir = newProfileDir();
  const file = join(dir, 'any.db');
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.exec('CREATE TABLE t (a)');
  for (let i = 0; i < 5; i += 1) database.exec(`INSERT INTO t VALUES (${i})`);
  const log = readFileSync(`${file}-wal`);
  database.close();
  log[100] = (log[100] ?? 0) ^ 1;
  return log;
}

describe('a killed console', () => {
  test('left what it destroyed in the log: the next opening empties it', async () => {
    const { dir, keyStore, vault, secret, places, revoke } = await profile();
    const reader = new Database(join(dir, 'console.db'), { readonly: true });
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM organizations').get();
    await revoke(vault);
    // As a kill leaves it.
    const left = newProfileDir();
    for (const name of ['console.db', 'console.db-wal', 'console.opened'])
      copyFileSync(join(dir, name), join(left, name));
    reader.close();
    await vault.close();
    expect(places()).toEqual([]);
    const inLeft = () => secret.flatMap((bytes) => holding(left, bytes));
    expect(inLeft().length).toBeGreaterThan(0);
    const next = await vaultIn(left, keyStore);
    expect(inLeft()).toEqual([]);
    await next.close();
  });

  test('left copies that were never finished: the next opening takes them away', async () => {
    const { dir, keyStore, vault, places, revoke } = await profile();
    await vault.close();
    mkdirSync(join(dir, 'backups'), { recursive: true });
    const left = [
      'console-export-1.db',
      'console-export-1.db-journal',
      'backups/console-daily-v9-x.db.0a1b2c3d4e5f.part',
    ];
    for (const name of left) copyFileSync(join(dir, 'console.db'), join(dir, name));
    const next = await vaultIn(dir, keyStore);
    for (const name of left) expect(existsSync(join(dir, name))).toBe(false);
    await revoke(next);
    await next.close();
    expect(places()).toEqual([]);
  });

  test('left copies, but another console is at work on them: they stay', async () => {
    const { dir, keyStore } = await profile();
    const file = join(dir, 'console-export-1.db');
    writeFileSync(file, 'being made');
    await (await vaultIn(dir, keyStore)).close();
    expect(existsSync(file)).toBe(true);
  });

  test('left backups that could not be written then', async () => {
    const { dir, keyStore, vault, places, revoke } = await profile();
    await backUpNow(dir);
    const busy = new Database(listBackups(dir)[0]?.file ?? '');
    busy.exec('BEGIN IMMEDIATE');
    await revoke(vault);
    await vault.close();
    busy.exec('ROLLBACK');
    busy.close();
    expect(places().length).toBeGreaterThan(0);
    await (await vaultIn(dir, keyStore)).close();
    expect(places()).toEqual([]);
  });
});

test('a kit of what is in memory only touches no file on its way', async () => {
  const keyStore = new FakeKeyStore();
  keyStore.failure = { state: 'unavailable' };
  const dir = newProfileDir();
  const vault = await vaultIn(dir, keyStore);
  await vault.useMemory();
  const scope = await clinicWithCredential(storageOf(vault));
  await saveCredential(scope, { token: 'in memory' });
  const before = readdirSync(tmpdir()).filter((name) => name.startsWith('console-export'));
  await vault.exportKit('four words for a kit', join(dir, 'memory.voxkit'));
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith('console-export'))).toEqual(before);
  const other = await vaultIn(newProfileDir(), new FakeKeyStore());
  await other.restoreKit(join(dir, 'memory.voxkit'), 'four words for a kit');
  const restored = storageOf(other).forOrganization(scope.organizationId);
  expect((await restored.credentials.open('twilio')).fields).toEqual({ token: 'in memory' });
});
