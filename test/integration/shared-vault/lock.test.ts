/** A console of a shared vault that is locked holds no keys, and is logged in nowhere. */
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { loginRole } from '../../../src-shared/shared-vault/database-login';
import { codeOf, saveCredential, secrets } from '../../unit/main/vault/profile';
import { startSharedVault } from './consoles';

let vault: Awaited<ReturnType<typeof startSharedVault>>;
let owner: pg.Client;
let clinic: string;

beforeAll(async () => {
  vault = await startSharedVault();
  owner = new pg.Client({ connectionString: vault.place.url });
  await owner.connect();
  clinic = await vault.anna.addClinic('Sunrise Dental');
  await saveCredential((await vault.anna.storage()).forOrganization(clinic));
});
afterAll(async () => {
  await owner?.end();
  await vault?.close();
});

async function connections(): Promise<number> {
  const user = loginRole('member', vault.anna.file.require().memberId);
  const { rows } = await owner.query('SELECT count(*)::int AS n FROM pg_stat_activity WHERE usename = $1', [user]);
  return rows[0].n;
}
const soon = { timeout: 60_000, interval: 50 };
const token = async () =>
  (await (await vault.anna.storage()).forOrganization(clinic).credentials.open('twilio')).fields.authToken;

test('locked: nothing is connected, nothing answers; unlocked: all is back, and others are heard again', async () => {
  const { anna } = vault;
  const { vault: local } = await anna.workspace();
  await anna.follow();
  expect(await token()).toBe(secrets.authToken);
  // One that asks, one that hears.
  await vi.waitFor(async () => expect(await connections()).toBeGreaterThan(1), soon);
  await local.lock();
  await vi.waitFor(async () => expect(await connections()).toBe(0), soon);
  const storage = await anna.storage();
  expect(await codeOf(storage.organizations.overviews())).toBe('vault.locked');
  expect(await codeOf(storage.forOrganization(clinic).credentials.open('twilio'))).toBe('vault.locked');
  // Nothing connects by itself meanwhile.
  expect(await connections()).toBe(0);
  await local.retry();
  expect(await token()).toBe(secrets.authToken);
  await anna.follow();
  await vi.waitFor(async () => expect(await connections()).toBeGreaterThan(1), soon);
});

test('locked with leave for checks: they go on with the vault', async () => {
  const { vault: local } = await vault.anna.workspace();
  await local.lock({ forChecks: true });
  expect(await token()).toBe(secrets.authToken);
  await local.retry();
});

test('locking waits for no query: what is under way ends as it would have, and its connection goes', async () => {
  const { vault: local } = await vault.anna.workspace();
  // Nobody follows what others do, whose own question would wait, too.
  await local.lock();
  await vi.waitFor(async () => expect(await connections()).toBe(0), soon);
  await local.retry();
  const storage = await vault.anna.storage();
  // Connected: whoever logs in anew would wait, too, and be nobody yet.
  await storage.organizations.overviews();
  await owner.query('BEGIN; LOCK TABLE voxanne.schema_meta IN ACCESS EXCLUSIVE MODE');
  const found = storage.organizations.overviews();
  const waiting = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE usename = $1 AND wait_event_type = 'Lock'`;
  const user = loginRole('member', vault.anna.file.require().memberId);
  await vi.waitFor(async () => expect((await owner.query(waiting, [user])).rows[0].n).toBe(1), soon);
  await local.lock();
  expect(local.state().state).toBe('locked');
  await owner.query('ROLLBACK');
  expect(await found).toHaveLength(1);
  await vi.waitFor(async () => expect(await connections()).toBe(0), soon);
  await local.retry();
});
