/** Rows that were changed or moved outside of the console do not open, say why, and are kept. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { OrganizationScope } from '../../../src-main/storage/repositories';
import { FakeKeyStore } from '../../fakes/fake-key-store';
import {
  clinicWithCredential,
  codeOf,
  newProfileDir,
  note,
  saveCredential,
  secrets,
  storageOf,
  vaultIn,
} from '../../unit/main/vault/profile';

/** Two clinics with a credential each, then `sql` behind the console's back, then what opening each ends in. */
async function tampered(sql: (a: string, b: string) => string) {
  const dir = newProfileDir();
  const keyStore = new FakeKeyStore();
  const first = await vaultIn(dir, keyStore);
  const a = await clinicWithCredential(storageOf(first), 'A');
  const b = await clinicWithCredential(storageOf(first), 'B', { ...secrets, authToken: 'of clinic b' });
  await first.close();

  const file = new Database(join(dir, 'console.db'));
  // The guards stop the console; they do not stop a person with the file, who takes care to put them back.
  const guards = file
    .prepare<[], { name: string; sql: string }>("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    .all();
  for (const { name } of guards) file.exec(`DROP TRIGGER ${name}`);
  file.function('flip', (bytes: unknown, at: unknown) => {
    const copy = Buffer.from(bytes as Buffer);
    const index = Number(at) < 0 ? copy.length + Number(at) : Number(at);
    copy[index] = (copy[index] ?? 0) ^ 1;
    return copy;
  });
  file.exec(sql(`'${a.organizationId}'`, `'${b.organizationId}'`));
  for (const guard of guards) file.exec(guard.sql);
  const sealed = () =>
    file
      .prepare(
        'SELECT organization_id, sealed, wrapped_key FROM organization_api_credentials JOIN organization_keys ' +
          'USING (organization_id)',
      )
      .all();
  const before = sealed();

  const vault = await vaultIn(dir, keyStore);
  const open = (id: string) => codeOf(storageOf(vault).forOrganization(id).credentials.open('twilio'));
  const codes = { a: await open(a.organizationId), b: await open(b.organizationId) };
  await vault.close();
  expect(sealed()).toEqual(before);
  file.close();
  return codes;
}

const credentials = 'organization_api_credentials';
const swap = (table: string, column: string, a: string, b: string) => `
  CREATE TEMP TABLE kept AS SELECT organization_id AS o, ${column} AS v FROM ${table};
  UPDATE ${table} SET ${column} = (SELECT v FROM kept WHERE o = ${b}) WHERE organization_id = ${a};
  UPDATE ${table} SET ${column} = (SELECT v FROM kept WHERE o = ${a}) WHERE organization_id = ${b};`;

describe('a sealed credential', () => {
  test('untouched opens, whatever else was looked at', async () => {
    expect(await tampered(() => '')).toEqual({ a: 'no error', b: 'no error' });
  });

  test('swapped between two clinics opens for neither', async () => {
    expect(await tampered((a, b) => swap(credentials, 'sealed', a, b))).toEqual({
      a: 'vault.sealed-data-misplaced',
      b: 'vault.sealed-data-misplaced',
    });
  });

  test('as a whole row given to another clinic does not open there', async () => {
    const codes = await tampered(
      (a, b) =>
        `DELETE FROM ${credentials} WHERE organization_id = ${b}; UPDATE ${credentials} SET organization_id = ` +
        `${b} WHERE organization_id = ${a}`,
    );
    expect(codes).toEqual({ a: 'credentials.unknown', b: 'vault.data-key-missing' });
  });

  test('under the id of another credential does not open', async () => {
    expect((await tampered((a) => `UPDATE ${credentials} SET id = 'other' WHERE organization_id = ${a}`)).a).toBe(
      'vault.sealed-data-misplaced',
    );
  });

  test('for other fields does not open', async () => {
    expect(
      (await tampered((a) => `UPDATE ${credentials} SET sealed_fields = '["authToken"]' WHERE organization_id = ${a}`))
        .a,
    ).toBe('vault.sealed-data-misplaced');
  });

  test('with data keys swapped between clinics opens for neither', async () => {
    expect(await tampered((a, b) => swap('organization_keys', 'wrapped_key', a, b))).toEqual({
      a: 'vault.data-key-misplaced',
      b: 'vault.data-key-misplaced',
    });
  });

  test.each([
    ['its last byte (the tag)', -1, 'vault.sealed-data-invalid'],
    ['its ciphertext', 40, 'vault.sealed-data-invalid'],
    ['its nonce', 24, 'vault.sealed-data-invalid'],
    ['its format version', 0, 'vault.sealed-version-unknown'],
  ])('with a flipped bit in %s does not open', async (_part, at, code) => {
    expect(
      await tampered((a) => `UPDATE ${credentials} SET sealed = flip(sealed, ${at}) WHERE organization_id = ${a}`),
    ).toEqual({ a: code, b: 'no error' });
  });

  test('with a flipped bit in the key of its clinic does not open', async () => {
    expect(
      (
        await tampered(
          (a) => `UPDATE organization_keys SET wrapped_key = flip(wrapped_key, -1) WHERE organization_id = ${a}`,
        )
      ).a,
    ).toBe('vault.data-key-invalid');
  });

  test('without the key of its clinic does not open', async () => {
    expect((await tampered((a) => `DELETE FROM organization_keys WHERE organization_id = ${a}`)).a).toBe(
      'vault.data-key-missing',
    );
  });

  test('cut short does not open', async () => {
    const cut = (length: string) =>
      tampered((a) => `UPDATE ${credentials} SET sealed = substr(sealed, 1, ${length}) WHERE organization_id = ${a}`);
    expect((await cut('length(sealed) - 1')).a).toBe('vault.sealed-data-truncated');
    expect((await cut('20')).a).toBe('vault.sealed-data-truncated');
    expect((await cut('0')).a).toBe('vault.sealed-data-truncated');
  });
});

test('a guard that was taken out of the database is missed at the next start', async () => {
  const dir = newProfileDir();
  const keyStore = new FakeKeyStore();
  const vault = await vaultIn(dir, keyStore);
  await clinicWithCredential(storageOf(vault));
  await vault.close();
  const file = new Database(join(dir, 'console.db'));
  file.exec('DROP TRIGGER organization_api_credentials_update_guard');
  file.close();
  expect((await vaultIn(dir, keyStore)).state()).toEqual({ state: 'database-damaged', file: join(dir, 'console.db') });
});

test('an older ciphertext of the very same credential, put back, does not open', async () => {
  const dir = newProfileDir();
  const keyStore = new FakeKeyStore();
  const vault = await vaultIn(dir, keyStore);
  const scope = await clinicWithCredential(storageOf(vault));
  const file = new Database(join(dir, 'console.db'));
  const old = file.prepare(`SELECT sealed FROM ${credentials}`).pluck().get();
  await saveCredential(scope, { ...secrets, authToken: 'rotated' });
  file.exec('DROP TRIGGER organization_api_credentials_update_guard');
  file.prepare(`UPDATE ${credentials} SET sealed = ?`).run(old);
  file.close();
  expect(await codeOf(scope.credentials.open('twilio'))).toBe('vault.sealed-data-misplaced');
});

test.each([
  ['replaced', (scope: OrganizationScope) => saveCredential(scope, { ...secrets, authToken: 'rotated' })],
  ['revoked', (scope: OrganizationScope) => scope.credentials.revoke('twilio', note('credential.revoked'))],
])('a whole row from before it was %s, put back, does not open: its key was destroyed', async (_how, end) => {
  const dir = newProfileDir();
  const vault = await vaultIn(dir, new FakeKeyStore());
  const scope = await clinicWithCredential(storageOf(vault));
  const file = new Database(join(dir, 'console.db'));
  const old = file.prepare<[], Record<string, Buffer | string | number>>(`SELECT * FROM ${credentials}`).get() ?? {};
  const key = () =>
    file
      .prepare<[unknown], Buffer>('SELECT wrapped_key FROM organization_keys WHERE version = ?')
      .pluck()
      .get(old.key_version);
  expect(key()?.some((byte) => byte !== 0)).toBe(true);
  await end(scope);
  file.exec('DROP TRIGGER organization_api_credentials_update_guard');
  const columns = Object.keys(old).map((name) => `${name} = @${name}`);
  file.prepare(`UPDATE ${credentials} SET ${columns.join()}`).run(old);
  expect(key()?.every((byte) => byte === 0)).toBe(true);
  expect(await codeOf(scope.credentials.open('twilio'))).toBe('vault.data-key-destroyed');
  file.close();
});

test('a revoked or replaced ciphertext is in no file of the profile any more', async () => {
  const { readdirSync, readFileSync } = await import('node:fs');
  const dir = newProfileDir();
  const vault = await vaultIn(dir, new FakeKeyStore());
  const scope = await clinicWithCredential(storageOf(vault));
  const reader = new Database(join(dir, 'console.db'), { readonly: true });
  const sealed = () =>
    reader.prepare<[], Buffer | null>(`SELECT sealed FROM ${credentials}`).pluck().get() ?? Buffer.alloc(0);
  const found = (bytes: Buffer) => readdirSync(dir).filter((name) => readFileSync(join(dir, name)).includes(bytes));
  const first = Buffer.from(sealed());
  expect(found(first)).not.toEqual([]);
  await saveCredential(scope, { ...secrets, authToken: 'rotated' });
  expect(found(first)).toEqual([]);
  const second = Buffer.from(sealed());
  expect(found(second)).not.toEqual([]);
  await scope.credentials.revoke('twilio', {
    action: 'credential.revoked',
    outcome: 'succeeded',
    detail: '',
    simulated: false,
  });
  expect(found(second)).toEqual([]);
  reader.close();
});
