/** What a receptionist asks the server for, and what it verifies: once, and of a change that change alone. */
import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { readKeyFile } from '../../../src-receptionist/key-file';
import { createKnowledge } from '../../../src-receptionist/knowledge';
import { openVaultDatabase } from '../../../src-receptionist/vault-database';
import { note, saveCredential, secrets } from '../../unit/main/vault/profile';
import { startSharedVault } from './consoles';
import { admitMachine } from './machines';
import { watchQuestions } from './waits';

const clinicCount = 6;
let vault: Awaited<ReturnType<typeof startSharedVault>>;
let clinics: string[];
let files: Awaited<ReturnType<typeof admitMachine>>;
const opened: { close(): Promise<void> }[] = [];

const deliver = async (clinic: string, authToken: string) =>
  saveCredential((await vault.anna.storage()).forOrganization(clinic), { ...secrets, authToken });

beforeAll(async () => {
  vault = await startSharedVault();
  clinics = [];
  for (let index = 0; index < clinicCount; index += 1) {
    const clinic = await vault.anna.addClinic(`Clinic ${index}`);
    await deliver(clinic, `canary-${index}`);
    clinics.push(clinic);
  }
  files = await admitMachine(vault, 'Machine', clinics);
  // Entries of the log that this machine's key file does not know yet.
  for (const name of ['Second', 'Third', 'Fourth']) await admitMachine(vault, name, clinics.slice(0, 1));
});
afterAll(() => vault.close());

let questions: ReturnType<typeof watchQuestions>;
let verified: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  questions = watchQuestions();
  verified = vi.spyOn(globalThis.crypto.subtle, 'verify');
});
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

function machine() {
  const keys = readKeyFile(files.keyFile);
  const database = openVaultDatabase(files.databaseUrl, keys);
  opened.push(database);
  const knowledge = createKnowledge(keys, keys.vault?.pinned ?? { sequence: 1, hash: '' });
  const problems: unknown[] = [];
  return {
    database,
    knowledge,
    problems,
    /** How much it takes to know the newest. */
    async look() {
      questions.reset();
      verified.mockClear();
      const changes = await knowledge.take(await database.read(), (thrown) => problems.push(thrown));
      // Beside the words of members, which are read anew each time.
      const others = /delivery_heads|^SELECT version/;
      const reading = questions.asked().filter(({ text }) => /^SELECT/.test(text) && !others.test(text));
      return {
        waits: questions.waits(),
        rows: reading.reduce((sum, { rows }) => sum + rows, 0),
        signatures: verified.mock.calls.length,
        changed: changes.changed.length,
        revoked: changes.revoked.length,
      };
    },
  };
}

test('a cold start reads everything while it waits twice, and verifies what came after its pin', async () => {
  const { look, knowledge } = machine();
  const pinned = readKeyFile(files.keyFile).vault?.pinned.sequence ?? 0;
  const looked = await look();
  const entries = knowledge.membership()?.head.sequence ?? 0;
  expect(entries - pinned).toBe(3);
  expect(looked).toEqual({
    waits: 2,
    rows: entries + clinicCount,
    signatures: 3 + clinicCount,
    changed: clinicCount,
    revoked: 0,
  });
});

test('where nothing changed, one row says so', async () => {
  const { look } = machine();
  await look();
  expect(await look()).toEqual({ waits: 3, rows: 1, signatures: 0, changed: 0, revoked: 0 });
});

test('of a change, that change is read and verified: a delivery, a tombstone, an entry of the log', async () => {
  const { look, problems } = machine();
  await look();
  await deliver(clinics[2] ?? '', 'canary-other');
  expect(await look()).toEqual({ waits: 3, rows: 2, signatures: 1, changed: 1, revoked: 0 });
  const scope = (await vault.anna.storage()).forOrganization(clinics[3] ?? '');
  await scope.credentials.revoke('twilio', note('credential.revoked'));
  expect(await look()).toEqual({ waits: 3, rows: 2, signatures: 1, changed: 0, revoked: 1 });
  await admitMachine(vault, 'Fifth', clinics.slice(0, 1));
  // With the entry that it knew last, which the new one follows.
  expect(await look()).toEqual({ waits: 3, rows: 3, signatures: 1, changed: 0, revoked: 0 });
  await (await vault.anna.storage()).organizations.remove(clinics[4] ?? '', note('organization.removed'));
  expect(await look()).toMatchObject({ signatures: 0, changed: 0, revoked: 1 });
  expect(problems).toEqual([]);
});

test('a start with a cache file asks for nothing that the file has', async () => {
  const before = machine();
  await before.look();
  const kept = before.knowledge.contents(new Date().toISOString());
  const { look, database, knowledge } = machine();
  knowledge.remember(kept);
  database.know(kept);
  const looked = await look();
  const live = kept.rows.filter(({ sealed }) => sealed !== null).length;
  expect(looked).toMatchObject({ waits: 3, rows: 1, changed: live, revoked: 0 });
  // Each delivery that is opened; nothing of the log, which was verified before it was kept.
  expect(looked.signatures).toBe(live);
  rmSync(files.cacheFile, { force: true });
});
