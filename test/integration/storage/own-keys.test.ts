/** Each secret has a data key of its own. It is destroyed with the secret, and nothing else is lost by that. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { createKeyring } from '../../../src-main/crypto/keyring';
import { keychainAccount, keyFromText } from '../../../src-main/crypto/master-key';
import { listBackups } from '../../../src-main/storage/backup-files';
import { createConnection } from '../../../src-main/storage/connection';
import type { PendingRevocationTable } from '../../../src-main/storage/schema';
import { revocationContext } from '../../../src-main/storage/seal-contexts';
import { FakeKeyStore } from '../../fakes/fake-key-store';
import {
  clinicWithCredential,
  codeOf,
  newProfileDir,
  note,
  saveCredential,
  storageOf,
  vaultIn,
} from '../../unit/main/vault/profile';

/** All keys of a database file, by clinic and version. */
function keysIn(file: string): Buffer[] {
  const database = new Database(file, { readonly: true });
  const keys = database.prepare<[], Buffer>('SELECT wrapped_key FROM organization_keys').pluck().all();
  database.close();
  return keys.filter((key) => key.some((byte) => byte !== 0));
}

/** The files of a profile that hold `bytes`, backups included. */
const holding = (dir: string, bytes: Buffer) =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && readFileSync(path.join(entry.parentPath, entry.name)).includes(bytes))
    .map(({ name }) => name);

describe('a data key', () => {
  test('is made for each secret, and is in no file any more once that was replaced, revoked or removed', async () => {
    const dir = newProfileDir();
    const storage = storageOf(await vaultIn(dir, new FakeKeyStore()));
    const keys = () => keysIn(path.join(dir, 'console.db'));
    const scope = await clinicWithCredential(storage);
    const other = await clinicWithCredential(storage, 'Harbor Dental');
    const [first, others] = keys();
    if (!first || !others) throw new Error('no keys');
    await saveCredential(scope, { token: 'replaced' });
    const second = keys().find((key) => !key.equals(others));
    if (!second) throw new Error('no key');
    expect([holding(dir, first), keys().length]).toEqual([[], 2]);
    await scope.credentials.replaceFields('twilio', () => ({ token: 'renewed' }), note('credential.renewed'));
    const third = keys().find((key) => !key.equals(others));
    if (!third) throw new Error('no key');
    expect(holding(dir, second)).toEqual([]);
    await scope.credentials.revoke('twilio', note('credential.revoked'));
    expect([holding(dir, third), keys()]).toEqual([[], [others]]);
    await storage.organizations.remove(other.organizationId, note('organization.removed'));
    expect([holding(dir, others), keys()]).toEqual([[], []]);
  });

  test('of an access that waits to be withdrawn is destroyed when that is done', async () => {
    const dir = newProfileDir();
    const storage = storageOf(await vaultIn(dir, new FakeKeyStore()));
    const scope = await clinicWithCredential(storage);
    const problem = { code: 'network.timeout', message: '', cause: '', fix: '', retryable: true };
    await scope.credentials.revoke('twilio', note('credential.revoked'), { account: 'a', problem });
    const [waiting, ...rest] = keysIn(path.join(dir, 'console.db'));
    if (!waiting) throw new Error('no key');
    expect(rest).toEqual([]);
    for (const { id } of await scope.revocations.list())
      await scope.revocations.finish(id, note('credential.withdrawn'));
    expect(holding(dir, waiting)).toEqual([]);
  });

  test('cannot be made without the key of the vault, and then no clinic is begun', async () => {
    const vault = await vaultIn(newProfileDir(), new FakeKeyStore());
    const storage = storageOf(vault);
    await vault.lock();
    const clinic = { name: 'Sunrise Dental', timeZone: 'America/New_York', country: 'US' } as const;
    expect(await codeOf(storage.organizations.add(clinic, note('organization.added')))).toBe('vault.locked');
    expect(await storage.organizations.overviews()).toEqual([]);
  });
});

describe('a profile from the time when a clinic had one key for all', () => {
  async function opened() {
    const dir = newProfileDir();
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const packed = readFileSync(path.resolve(import.meta.dirname, '../../fixtures/profiles/v5.db.gz'));
    writeFileSync(path.join(dir, 'console.db'), gunzipSync(packed), { mode: 0o600 });
    const keyStore = new FakeKeyStore();
    keyStore.failure = { state: 'unavailable' };
    const vault = await vaultIn(dir, keyStore);
    await vault.unlockWithPassphrase('fixture passphrase of the console');
    const storage = storageOf(vault);
    const scopeOf = async (name: string) => {
      const found = await storage.organizations.find(name);
      if (!found) throw new Error(name);
      return storage.forOrganization(found.id);
    };
    const sunrise = await scopeOf('Sunrise Dental');
    const database = new Database(path.join(dir, 'console.db'), { readonly: true });
    const keyOf = (id: string) =>
      database
        .prepare<[string], Buffer>(
          'SELECT wrapped_key FROM organization_keys WHERE organization_id = ? AND version = 1',
        )
        .pluck()
        .get(id);
    const shared = Buffer.from(keyOf(sunrise.organizationId) ?? '');
    database.close();
    expect(shared.some((byte) => byte !== 0)).toBe(true);
    return { dir, vault, storage, sunrise, harbour: await scopeOf('Häfen & Söhne'), shared };
  }

  test('gives what stays a key of its own when the shared one is destroyed, in its backup too', async () => {
    const { dir, vault, sunrise, shared } = await opened();
    await sunrise.credentials.revoke('twilio', note('credential.revoked'));
    await expect.poll(() => holding(dir, shared), { timeout: 60_000 }).toEqual([]);
    expect((await sunrise.credentials.open('google')).fields).toMatchObject({ refreshToken: 'fixture-refresh' });
    await vault.close();
    const [backup] = listBackups(dir);
    writeFileSync(path.join(dir, 'console.db'), readFileSync(backup?.file ?? ''));
    const keyStore = new FakeKeyStore();
    keyStore.failure = { state: 'unavailable' };
    const restored = await vaultIn(dir, keyStore);
    await restored.unlockWithPassphrase('fixture passphrase of the console');
    const before = storageOf(restored).forOrganization(sunrise.organizationId);
    expect((await before.credentials.open('google')).fields).toMatchObject({ refreshToken: 'fixture-refresh' });
    expect(await before.credentials.find('twilio')).toMatchObject({ status: 'revoked' });
  });

  test('keeps the shared key while what stays can’t be opened', async () => {
    const { vault, sunrise, dir, shared } = await opened();
    await vault.lock();
    await sunrise.credentials.revoke('twilio', note('credential.revoked'));
    expect(holding(dir, shared)).not.toEqual([]);
    await vault.unlockWithPassphrase('fixture passphrase of the console');
    expect((await sunrise.credentials.open('google')).fields).toMatchObject({ refreshToken: 'fixture-refresh' });
  });
});

test('an access that waits to be withdrawn, sealed with a key that is destroyed, gets one of its own', async () => {
  const dir = newProfileDir();
  const keyStore = new FakeKeyStore();
  const storage = storageOf(await vaultIn(dir, keyStore));
  const scope = await clinicWithCredential(storage);
  const problem = { code: 'network.timeout', message: '', cause: '', fix: '', retryable: true };
  await scope.credentials.revoke('twilio', note('credential.revoked'), { account: 'a', problem });
  const other = await scope.credentials.find('twilio');
  if (!other) throw new Error('no credential');
  const google = { ...other, provider: 'google', accountKey: 'another account', status: 'active' } as const;
  await scope.credentials.save(google, { token: 'another' }, [], note('credential.added'));
  // As an older console left it: both under one key.
  const connection = createConnection(new Database(path.join(dir, 'console.db')));
  const one = <Row>(sql: string) => connection.database.prepare<[], Row>(sql).get() as Row;
  connection.write(scope.organizationId, () => {
    const key = one<{ version: number; wrapped_key: Buffer }>(
      'SELECT version, wrapped_key FROM organization_keys JOIN organization_api_credentials ' +
        "ON version = key_version WHERE status = 'active'",
    );
    const waiting = one<PendingRevocationTable>('SELECT * FROM pending_revocations');
    const { id } = one<{ id: string }>('SELECT key_id AS id FROM vault_key');
    const keyring = createKeyring(() => problem);
    keyring.hold({ id, bytes: keyFromText(keyStore.entries.get(keychainAccount(id)) ?? '') ?? Buffer.alloc(0) });
    const sealed = keyring.seal(
      { organizationId: scope.organizationId, version: key.version, wrapped: () => key.wrapped_key },
      revocationContext(waiting, waiting.sealed_fields),
      Buffer.from(JSON.stringify({ token: 'still to be withdrawn' })),
    );
    connection.database.prepare('UPDATE pending_revocations SET sealed = ?, key_version = ?').run(sealed, key.version);
  });
  connection.database.close();
  await scope.credentials.revoke('google', note('credential.revoked'));
  const [pending] = await scope.revocations.list();
  expect((await scope.revocations.open(pending?.id ?? ''))?.fields).toEqual({ token: 'still to be withdrawn' });
});
