/** How the list of a shared vault is read: what belongs to the clinics is asked for at once. */
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReadinessCheck } from '../../../src-main/storage/repositories';
import { saveCredential } from '../../unit/main/vault/profile';
import { startSharedVault } from './consoles';
import { watchQuestions } from './waits';

let vault: Awaited<ReturnType<typeof startSharedVault>>;
let clinic: string;

beforeAll(async () => {
  vault = await startSharedVault();
  clinic = await vault.anna.addClinic('Sunrise Dental');
  await saveCredential((await vault.anna.storage()).forOrganization(clinic));
});
afterAll(() => vault?.close());

async function asOwner(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: vault.place.url });
  await client.connect();
  await client.query(statement);
  await client.end();
}

test('all of the list is asked for without waiting for any of it', async () => {
  const { organizations } = await vault.anna.storage();
  const questions = watchQuestions();
  const [one] = await organizations.overviews();
  expect(one).toMatchObject({ organization: { id: clinic }, credentials: [{ provider: 'twilio' }] });
  const [list, ...others] = questions.asked().filter(({ text }) => text.startsWith('select'));
  expect(list?.text.split(';')).toHaveLength(6);
  expect(others).toEqual([]);
  // To begin, for what the transaction is about, for the list, and to end.
  expect(questions.waits()).toBe(4);
});

test('each rung comes with its own time and flag, whatever its texts look like', async () => {
  const storage = await vault.anna.storage();
  const [one, other] = [await vault.anna.addClinic('One Dental'), await vault.anna.addClinic('Other Dental')];
  const [at, later] = ['2026-05-04T10:00:00.000Z', '2026-05-04T10:00:00.250Z'];
  const check = (rung: string, checkedAt: string, simulated: boolean, proof: string | null): ReadinessCheck => ({
    ...{ provider: 'twilio', rung, state: 'proven', proof, checkedAt, simulated },
  });
  // In the order of their names, as the list has them.
  const checks = {
    [one]: [check('a', at, true, `${other}f2020-01-01 00:00:00+00`), check('b', at, true, null)],
    [other]: [check('a', at, false, ''), check('b', at, true, 'it answered'), check('c', later, true, null)],
  };
  for (const [id, some] of Object.entries(checks)) await storage.forOrganization(id).readiness.record(some, null);
  const listed = (await storage.organizations.overviews()).map(({ organization, checks: rungs }) => [
    organization.id,
    rungs,
  ]);
  expect(Object.fromEntries(listed)).toMatchObject(checks);
  expect((await storage.organizations.overview(other))?.checks).toEqual(checks[other]);
});

test('a question that fails leaves the connection to whoever asks next', async () => {
  const { organizations } = await vault.anna.storage();
  await asOwner('ALTER TABLE voxanne.deliveries RENAME TO away');
  const failing = organizations.overviews();
  await expect(failing).rejects.toMatchObject({ data: { code: expect.stringMatching(/^shared-vault\./) } });
  await asOwner('ALTER TABLE voxanne.away RENAME TO deliveries');
  expect(await organizations.overviews()).toHaveLength(3);
});
