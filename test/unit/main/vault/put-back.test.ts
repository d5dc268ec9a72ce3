/** What was revoked or replaced and comes back, as a row, a file or a kit, is named and not used unasked. */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { type ChainedRow, chainHash } from '../../../../src-main/storage/audit-chain';
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

test.each([1, 2, 5])(
  'the same, filled up with %i entries that need no key: named, and the credential is not used',
  async (count) => {
    const at = await place();
    await at.vault.close();
    const putBack = takeFiles(at.dir);
    const later = await at.open();
    await credentialsIn(later, at).revoke('twilio', note('credential.revoked'));
    await later.close();
    putBack();
    const withoutKey = new FakeKeyStore();
    withoutKey.failure = { state: 'unavailable' };
    const filling = await vaultIn(at.dir, withoutKey);
    for (let filled = 0; filled < count; filled += 1)
      await storageOf(filling).audit.append({ ...note('filled'), organizationId: null });
    await filling.close();
    const again = await at.open();
    expect(await codeOf(credentialsIn(again, at).open('twilio'))).toBe('credentials.came-back');
    expect(await audit(storageOf(again))).toMatchObject({ intact: false });
    expect(await cameBackIn(again)).toMatchObject([{ how: 'revoked' }]);
  },
);

/** An entry as anybody can write it who knows the form of the chain, and not the key. */
function forge(dir: string, change: (database: Database.Database) => Partial<ChainedRow>): void {
  const database = new Database(join(dir, 'console.db'));
  let current: string | null = null;
  database.function('current_organization', () => current);
  const last = database
    .prepare<[], ChainedRow & { hash: string }>('SELECT * FROM audit_log ORDER BY sequence DESC LIMIT 1')
    .get();
  if (last === undefined) throw new Error('there is no entry');
  const row = { ...last, mac: null, sequence: last.sequence + 1, ...change(database) };
  current = row.organization_id;
  const values = Object.values({ ...row, hash: chainHash(last.hash, row) });
  database.prepare(`INSERT INTO audit_log VALUES (${values.map(() => '?').join()})`).run(...values);
  database.close();
}

test('the same, with an entry of long ago edited as well: what ended is asked about', async () => {
  const at = await place();
  await at.vault.close();
  const putBack = takeFiles(at.dir);
  const later = await at.open();
  await credentialsIn(later, at).revoke('twilio', note('credential.revoked'));
  await later.close();
  putBack();
  forge(at.dir, (database) => {
    const guards = database.prepare<[], string>(
      "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit_log'",
    );
    const triggers = guards.pluck().all();
    const made = triggers.map(
      (name) =>
        database.prepare<[string], string>('SELECT sql FROM sqlite_schema WHERE name = ?').pluck().get(name) ?? '',
    );
    for (const name of triggers) database.exec(`DROP TRIGGER ${name}`);
    database.exec("UPDATE audit_log SET detail = 'edited' WHERE sequence = 1");
    for (const sql of made) database.exec(sql);
    return {};
  });
  const again = await at.open();
  expect(await codeOf(credentialsIn(again, at).open('twilio'))).toBe('credentials.came-back');
  expect(await audit(storageOf(again))).toMatchObject({ intact: false, kind: 'edited' });
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

test('nor with an entry that says it was stored, which anybody can write who has not the key', async () => {
  const at = await place();
  await at.vault.close();
  const file = (readOnly = false) => {
    const database = new Database(join(at.dir, 'console.db'), { readonly: readOnly });
    database.function('current_organization', () => at.organizationId);
    return database;
  };
  const tables = ['organization_api_credentials', 'organization_keys'] as const;
  const before = file();
  const rows = tables.map((table) => before.prepare<[], Record<string, unknown>>(`SELECT * FROM ${table}`).all());
  before.close();
  const later = await at.open();
  await credentialsIn(later, at).revoke('twilio', note('credential.revoked'));
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
  for (const mark of ['stored', 'kept'])
    forge(at.dir, () => ({
      subject: `${at.organizationId}/twilio`,
      subject_state: `${mark} ${String(rows[0]?.[0]?.sealed_revision)}`,
    }));
  // Taken under the key at this opening, and at the next one it still is nobody's word.
  for (const _opening of [1, 2]) {
    const again = await at.open();
    expect(await codeOf(credentialsIn(again, at).open('twilio'))).toBe('credentials.came-back');
    await again.close();
  }
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
