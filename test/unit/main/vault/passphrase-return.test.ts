/**
 * A rescue under a passphrase. The key is there only once the passphrase was entered, and only with it can the console
 * give its word for what it puts back: decision 26.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { backUp } from '../../../../src-main/storage/backup';
import { openDatabase } from '../../../../src-main/storage/open-database';
import { FakeKeyStore } from '../../../fakes/fake-key-store';
import { clinicWithCredential, codeOf, newProfileDir, note, platformOf, secrets, storageOf, vaultIn } from './profile';

const passphrase = 'correct horse battery';
const withoutKeychain = () => {
  const keyStore = new FakeKeyStore();
  keyStore.failure = { state: 'unavailable' };
  return keyStore;
};

/** A vault of which one credential was revoked after the backup, and that is damaged. */
async function damaged() {
  const dir = newProfileDir();
  const first = await vaultIn(dir, withoutKeychain());
  await first.createPassphrase(passphrase);
  const kept = await clinicWithCredential(storageOf(first));
  const revoked = await clinicWithCredential(storageOf(first), 'Harbour Dental');
  await first.close();
  const opened = await openDatabase(platformOf(dir));
  if (opened.state !== 'open') throw new Error(opened.state);
  await backUp(opened.connection, platformOf(dir), { kind: 'daily' });
  opened.connection.database.close();
  const next = await vaultIn(dir, withoutKeychain());
  await next.unlockWithPassphrase(passphrase);
  await storageOf(next)
    .forOrganization(revoked.organizationId)
    .credentials.revoke('twilio', note('credential.revoked'));
  await next.close();
  const file = join(dir, 'console.db');
  writeFileSync(file, readFileSync(file).fill(0, 0, 100));
  const vault = await vaultIn(dir, withoutKeychain());
  expect(vault.state().state).toBe('database-damaged');
  await vault.restoreSound((await vault.rescueOptions()).restorable?.id ?? '');
  return { dir, vault, kept: kept.organizationId, revoked: revoked.organizationId };
}

async function unlocked(vault: Awaited<ReturnType<typeof vaultIn>>) {
  expect((await vault.unlockWithPassphrase(passphrase)).state).toBe('ready');
  const storage = storageOf(vault);
  const { problem, restored } = await storage.audit.verify();
  return {
    storage,
    found: problem?.kind ?? null,
    restored: restored.length,
    open: (id: string) => storage.forOrganization(id).credentials.open('twilio'),
  };
}

test('the passphrase entered in the same run: it is the console’s own, and nothing ended comes alive', async () => {
  const { vault, kept, revoked } = await damaged();
  const { found, restored, open } = await unlocked(vault);
  expect([found, restored]).toEqual([null, 1]);
  expect((await open(kept)).fields).toEqual(secrets);
  expect(await codeOf(open(revoked))).toMatch(/^credentials\.(?:came-back|revoked)$/);
});

test('a run that ends before: the trail is not called intact, and nothing that ended comes alive', async () => {
  const { dir, vault, kept, revoked } = await damaged();
  await vault.close();
  const { found, restored, open } = await unlocked(await vaultIn(dir, withoutKeychain()));
  // The entry of the restore has no code, and another one was anchored under its number.
  expect([found, restored]).toEqual(['unprotected', 0]);
  expect(await codeOf(open(revoked))).toMatch(/^credentials\.(?:came-back|revoked)$/);
  expect((await open(kept)).fields).toEqual(secrets);
});
