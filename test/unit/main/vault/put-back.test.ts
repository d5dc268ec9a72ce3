/** What was revoked or replaced and comes back, as a row, a file or a kit, is named and not used unasked. */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { Storage } from '../../../../src-main/storage/repositories';
import type { Vault } from '../../../../src-main/vault/vault';
import { FakeKeyStore } from '../../../fakes/fake-key-store';
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

const passphrase = 'correct horse battery';
const audit = (storage: Storage) =>
  storage.audit.verify().then(({ intact, problem, restored }) => ({ intact, kind: problem?.kind, restored }));

type Place = { dir: string; keyStore: FakeKeyStore; organizationId: string; open: () => Promise<Vault> };

async function place(): Promise<Place & { vault: Vault }> {
  const dir = newProfileDir();
  const keyStore = new FakeKeyStore();
  const vault = await vaultIn(dir, keyStore);
  const { organizationId } = await clinicWithCredential(storageOf(vault));
  return { dir, keyStore, organizationId, vault, open: () => vaultIn(dir, keyStore) };
}
const credentialsIn = (vault: Vault, { organizationId }: Pick<Place, 'organizationId'>) =>
  storageOf(vault).forOrganization(organizationId).credentials;

/** What the list of all says, and the clinic's own record with it. */
async function cameBackIn(vault: Vault) {
  const { organizations, ...storage } = storageOf(vault);
  const found = await organizations.cameBack();
  for (const { organizationId, provider, cameBack } of found) {
    const own = await storage.forOrganization(organizationId).credentials.find(provider);
    expect(own?.cameBack).toEqual(cameBack);
    expect((await organizations.overview(organizationId))?.credentials).toMatchObject([{ provider, cameBack }]);
  }
  return found.map(({ cameBack }) => cameBack);
}

/** The files of the database, as a backup program takes and puts them back. */
function takeFiles(dir: string): () => void {
  const aside = newProfileDir();
  cpSync(dir, aside, { recursive: true });
  return () => {
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(dir, `console.db${suffix}`), { force: true });
    cpSync(join(aside, 'console.db'), join(dir, 'console.db'));
  };
}

test('the database of before a revocation: named with its moment, and the credential is not used', async () => {
  const at = await place();
  await at.vault.close();
  const putBack = takeFiles(at.dir);
  const later = await at.open();
  await credentialsIn(later, at).revoke('twilio', note('credential.revoked'));
  await later.close();
  putBack();
  const again = await at.open();
  expect(await codeOf(credentialsIn(again, at).open('twilio'))).toBe('credentials.came-back');
  expect(await audit(storageOf(again))).toMatchObject({ intact: false, kind: 'rolled-back' });
  const day = expect.stringMatching(/^\d{4}-/);
  expect(await cameBackIn(again)).toEqual([{ how: 'revoked', endedAt: day, by: { kind: 'rolled-back', at: day } }]);
  await again.close();
  // It stays so, until a person says otherwise.
  const next = await at.open();
  expect(await codeOf(credentialsIn(next, at).open('twilio'))).toBe('credentials.came-back');
  await credentialsIn(next, at).confirm('twilio', note('credential.confirmed'));
  expect((await credentialsIn(next, at).open('twilio')).fields).toEqual(secrets);
  expect(await audit(storageOf(next))).toMatchObject({ intact: false, kind: 'rolled-back' });
  expect(await cameBackIn(next)).toEqual([]);
  // Nothing is written for one that has not come back.
  const count = (await storageOf(next).facts()).counts;
  await credentialsIn(next, at).confirm('twilio', note('credential.confirmed'));
  expect((await storageOf(next).facts()).counts).toEqual(count);
});

test('a credential that did not end since is used as before', async () => {
  const at = await place();
  await at.vault.close();
  const putBack = takeFiles(at.dir);
  const later = await at.open();
  await clinicWithCredential(storageOf(later), 'Harbour Dental');
  await later.close();
  putBack();
  const again = await at.open();
  expect((await credentialsIn(again, at).open('twilio')).fields).toEqual(secrets);
  expect(await audit(storageOf(again))).toMatchObject({ intact: false, kind: 'rolled-back' });
});

test.each([
  ['was revoked', 'revoked', async (vault: Vault, at: Place) => credentialsIn(vault, at).revoke('twilio', note('x'))],
  [
    'was replaced',
    'other',
    async (vault: Vault, at: Place) =>
      saveCredential(storageOf(vault).forOrganization(at.organizationId), { ...secrets, authToken: 'newer' }),
  ],
])('a row that %s, with its key, put back alone: the trail knows, and it is not used', async (_what, how, end) => {
  const at = await place();
  await at.vault.close();
  const file = () => {
    const database = new Database(join(at.dir, 'console.db'));
    database.function('current_organization', () => at.organizationId);
    return database;
  };
  const tables = ['organization_api_credentials', 'organization_keys'] as const;
  const before = file();
  const rows = tables.map((table) => before.prepare<[], Record<string, unknown>>(`SELECT * FROM ${table}`).all());
  before.close();
  const later = await at.open();
  await end(later, at);
  await later.close();
  const after = file();
  for (const [index, table] of tables.entries()) {
    after.exec(`DELETE FROM ${table}`);
    for (const row of rows[index] ?? [])
      after
        .prepare(
          `INSERT INTO ${table} VALUES (${Object.keys(row)
            .map(() => '?')
            .join()})`,
        )
        .run(...Object.values(row));
  }
  after.close();
  const again = await at.open();
  expect(await codeOf(credentialsIn(again, at).open('twilio'))).toBe('credentials.came-back');
  expect(await cameBackIn(again)).toEqual([{ how, endedAt: expect.any(String), by: null }]);
  // New credentials go in its place.
  await saveCredential(storageOf(again).forOrganization(at.organizationId));
  expect((await credentialsIn(again, at).open('twilio')).fields).toEqual(secrets);
});

test('a recovery kit of before a revocation is told apart, says what it brought back, and asks first', async () => {
  const at = await place();
  const kit = join(newProfileDir(), 'kit.voxkit');
  await at.vault.exportKit(passphrase, kit);
  await credentialsIn(at.vault, at).revoke('twilio', note('credential.revoked'));
  await at.vault.close();
  const elsewhere = await vaultIn(newProfileDir(), at.keyStore);
  await elsewhere.restoreKit(kit, passphrase);
  const storage = storageOf(elsewhere);
  expect(await codeOf(credentialsIn(elsewhere, at).open('twilio'))).toBe('credentials.came-back');
  expect(await audit(storage)).toMatchObject({ intact: true, restored: [{ at: expect.any(String) }] });
  expect(await cameBackIn(elsewhere)).toMatchObject([{ how: 'revoked', by: { kind: 'restored' } }]);
  const { entries } = await storage.audit.list({
    organizationId: null,
    before: null,
    limit: 10,
    search: '',
    outcome: null,
  });
  expect(entries.map(({ action }) => action)).toContain('credential.came-back');
});

test('after the trail was bent, credentials from before wait to be confirmed', async () => {
  const at = await place();
  await at.vault.close();
  const file = new Database(join(at.dir, 'console.db'));
  const triggers = file
    .prepare<[], { name: string; sql: string }>("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    .all();
  for (const { name } of triggers) file.exec(`DROP TRIGGER ${name}`);
  file.exec("UPDATE audit_log SET detail = 'nothing happened' WHERE action = 'credential.added'");
  for (const { sql } of triggers) file.exec(sql);
  file.close();
  const again = await at.open();
  expect(await codeOf(credentialsIn(again, at).open('twilio'))).toBe('credentials.came-back');
  expect(await cameBackIn(again)).toEqual([{ how: 'unknown', endedAt: null, by: null }]);
  await credentialsIn(again, at).confirm('twilio', note('credential.confirmed'));
  expect((await credentialsIn(again, at).open('twilio')).fields).toEqual(secrets);
});
