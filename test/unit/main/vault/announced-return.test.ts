/**
 * A restore that is killed before the next opening: what the console was about to put back is known by name, and nobody
 * can pass another database for it.
 */
import { cpSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { backUp } from '../../../../src-main/storage/backup';
import { openDatabase } from '../../../../src-main/storage/open-database';
import type { Storage } from '../../../../src-main/storage/repositories';
import { FakeKeyStore } from '../../../fakes/fake-key-store';
import { clinicWithCredential, codeOf, newProfileDir, note, platformOf, secrets, storageOf, vaultIn } from './profile';

/** A keychain that keeps a copy of the profile as it is when an anchor is written. */
class Watched extends FakeKeyStore {
  dir: string | null = null;
  seen: { dir: string; entries: Map<string, string> }[] = [];
  override async write(account: string, value: string) {
    const answer = await super.write(account, value);
    if (this.dir !== null && account.startsWith('audit-anchor')) {
      const dir = newProfileDir();
      cpSync(this.dir, dir, { recursive: true });
      this.seen.push({ dir, entries: new Map(this.entries) });
    }
    return answer;
  }
}

const passphrase = 'four words for a kit';
const verified = async (storage: Storage) => {
  const { intact, problem, restored } = await storage.audit.verify();
  return { intact, kind: problem?.kind ?? null, restored: restored.length };
};
const file = (dir: string) => join(dir, 'console.db');
/** `staged` in the place of the database, as the exchange of files leaves it. */
function exchange(dir: string, staged: string): void {
  for (const suffix of ['-wal', '-shm']) rmSync(file(dir) + suffix, { force: true });
  renameSync(file(dir), `${file(dir)}.damaged-2026-05-04T09-30-00-000Z`);
  cpSync(staged, file(dir));
}

/** A restore of a damaged profile that is killed once it has announced what it puts back. */
async function killedRestore({ from = 'backup' }: { from?: 'backup' | 'kit' } = {}) {
  const dir = newProfileDir();
  const keyStore = new Watched();
  const first = await vaultIn(dir, keyStore);
  const { organizationId } = await clinicWithCredential(storageOf(first));
  const kit = join(newProfileDir(), 'clinics.voxkit');
  await first.exportKit(passphrase, kit);
  await first.close();
  const early = join(newProfileDir(), 'early.db');
  cpSync(file(dir), early);
  const opened = await openDatabase(platformOf(dir));
  if (opened.state !== 'open') throw new Error(opened.state);
  await backUp(opened.connection, platformOf(dir), { kind: 'daily' });
  opened.connection.database.close();
  const vault = await vaultIn(dir, keyStore);
  await clinicWithCredential(storageOf(vault), 'Harbour Dental');
  if (from === 'kit') await storageOf(vault).forOrganization(organizationId).credentials.revoke('twilio', note('x'));
  await vault.close();
  const whole = join(newProfileDir(), 'whole.db');
  cpSync(file(dir), whole);
  writeFileSync(file(dir), readFileSync(file(dir)).fill(0, 0, 100));
  const damaged = await vaultIn(dir, keyStore);
  expect(damaged.state().state).toBe('database-damaged');
  keyStore.dir = dir;
  if (from === 'kit') await damaged.restoreKit(kit, passphrase);
  else await damaged.restoreSound((await damaged.rescueOptions()).restorable?.id ?? '');
  await damaged.close();
  const [killed] = keyStore.seen;
  if (killed === undefined) throw new Error('nothing was announced');
  const staged = join(killed.dir, 'console.db.restoring');
  return { organizationId, dir: killed.dir, keyStore: new FakeKeyStore(killed.entries), staged, whole, early };
}

test('killed between the exchange and the next opening: the restore is said by name, nothing is asked', async () => {
  const { dir, keyStore, staged, organizationId } = await killedRestore();
  exchange(dir, staged);
  const vault = await vaultIn(dir, keyStore);
  const storage = storageOf(vault);
  expect((await storage.forOrganization(organizationId).credentials.open('twilio')).fields).toEqual(secrets);
  expect(await verified(storage)).toEqual({ intact: true, kind: null, restored: 1 });
});

test('the same with a recovery kit; what was revoked since it was saved is asked about', async () => {
  const { dir, keyStore, staged, organizationId } = await killedRestore({ from: 'kit' });
  exchange(dir, staged);
  const storage = storageOf(await vaultIn(dir, keyStore));
  expect(await codeOf(storage.forOrganization(organizationId).credentials.open('twilio'))).toBe(
    'credentials.came-back',
  );
  expect(await verified(storage)).toMatchObject({ intact: true, restored: 1 });
});

test('what was announced and never put in place excuses no other database', async () => {
  const { dir, keyStore, early } = await killedRestore();
  exchange(dir, early);
  const storage = storageOf(await vaultIn(dir, keyStore));
  expect(await verified(storage)).toMatchObject({ intact: false, kind: 'rolled-back', restored: 0 });
});

test('nor one that was given the announced entry by hand', async () => {
  const { dir, keyStore, early, staged } = await killedRestore();
  const announced = new Database(staged, { readonly: true });
  const row = announced
    .prepare<[], Record<string, unknown>>('SELECT * FROM audit_log ORDER BY sequence DESC LIMIT 1')
    .get();
  announced.close();
  const forged = new Database(early);
  forged.function('current_organization', () => null);
  const values = Object.values({ ...row, detail: 'Nothing to see here' });
  forged.prepare(`INSERT INTO audit_log VALUES (${values.map(() => '?').join()})`).run(...values);
  forged.close();
  exchange(dir, early);
  const storage = storageOf(await vaultIn(dir, keyStore));
  expect(await verified(storage)).toMatchObject({ intact: false, kind: 'edited' });
});

test('it counts once: the same database put back again later is named', async () => {
  const { dir, keyStore, staged } = await killedRestore();
  const copy = join(newProfileDir(), 'copy.db');
  cpSync(staged, copy);
  exchange(dir, staged);
  const vault = await vaultIn(dir, keyStore);
  await clinicWithCredential(storageOf(vault), 'After the restore');
  await vault.close();
  for (const suffix of ['', '-wal', '-shm']) rmSync(file(dir) + suffix, { force: true });
  cpSync(copy, file(dir));
  const storage = storageOf(await vaultIn(dir, keyStore));
  expect(await verified(storage)).toMatchObject({ intact: false, kind: 'rolled-back' });
});

test('what was announced and not done leaves the database as it is, and is forgotten', async () => {
  const { dir, keyStore, whole } = await killedRestore();
  const before = [...keyStore.entries.values()];
  exchange(dir, whole);
  const vault = await vaultIn(dir, keyStore);
  expect(await verified(storageOf(vault))).toEqual({ intact: true, kind: null, restored: 0 });
  await vault.close();
  expect([...keyStore.entries.values()]).not.toEqual(before);
});

test('a word that was sealed with another key, or written by hand, is no word of the console', async () => {
  const { dir, keyStore, staged } = await killedRestore();
  const other = await killedRestore();
  const account = [...keyStore.entries.keys()].find((name) => name.startsWith('audit-anchor')) ?? '';
  const foreign = [...other.keyStore.entries].find(([name]) => name.startsWith('audit-anchor'))?.[1] ?? '';
  for (const forged of [foreign, Buffer.from('{"version":2}').toString('base64'), 'no base64 at all']) {
    const again = newProfileDir();
    cpSync(dir, again, { recursive: true });
    exchange(again, staged);
    const keys = new FakeKeyStore(new Map(keyStore.entries).set(account, forged));
    const storage = storageOf(await vaultIn(again, keys));
    expect(await verified(storage)).toMatchObject({ intact: false, kind: 'anchor-missing', restored: 0 });
  }
});
