/**
 * A server that holds a revocation back, with all that a member signed since: nothing tells it from a group whose
 * consoles are off, so a receptionist counts how long that lasts, says so, and ends.
 */
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { vouchNow } from '../../../src-main/shared-vault/unvouched';
import type { Receptionist } from '../../../src-receptionist/api';
import { readKeyFile } from '../../../src-receptionist/key-file';
import { openReceptionist } from '../../../src-receptionist/receptionist';
import { openVaultDatabase } from '../../../src-receptionist/vault-database';
import type { SharedPlace } from '../../../src-shared/vault/clinics-place';
import { codeOf, note, saveCredential } from '../../unit/main/vault/profile';
import { startSharedVault, type TestConsole } from './consoles';
import { admitMachine } from './machines';

const day = 24 * 3_600_000;

let vault: Awaited<ReturnType<typeof startSharedVault>>;
let owner: pg.Client;
let clinic: string;
let machine: Awaited<ReturnType<typeof admitMachine>>;
let name: string;
let count = 0;
const opened: Receptionist[] = [];

beforeAll(async () => {
  vault = await startSharedVault();
  owner = new pg.Client({ connectionString: vault.place.url });
  await owner.connect();
});
afterAll(async () => {
  await owner?.end();
  await vault?.close();
});
beforeEach(async () => {
  count += 1;
  name = `Machine ${count}`;
  clinic = await vault.anna.addClinic(`Clinic ${count}`);
  await saveCredential(await scope());
  machine = await admitMachine(vault, name, [clinic]);
});
afterEach(async () => {
  vi.useRealTimers();
  for (const one of opened.splice(0)) await one.close();
});

const scope = async () => (await vault.anna.storage()).forOrganization(clinic);
const revoke = async () => (await scope()).credentials.revoke('twilio', note('credential.revoked'));
const vouch = async (by: TestConsole = vault.anna, everyMs?: number) => (await by.vouching()).vouch(everyMs);
/** The time of this process, and not that of the server, the consoles’ words or the statements’ deadlines. */
function later(ms: number): void {
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(Date.now() + ms);
}

const placesTold = (by: TestConsole) =>
  by.events.flatMap(({ event, payload }) => (event === 'vault.placeChanged' ? [payload as SharedPlace] : []));

async function open() {
  const receptionist = await openReceptionist({ ...machine, pollMs: 100 });
  opened.push(receptionist);
  const codes: string[] = [];
  receptionist.on('stale', ({ cause }) => void codes.push(cause.code));
  return {
    receptionist,
    codes,
    use: () => codeOf(receptionist.use(clinic, 'twilio', async () => undefined)),
    vouchedAt: () => receptionist.held()[0]?.vouchedAt ?? null,
  };
}

const tables = ['deliveries', 'delivery_heads'] as const;
/** What the server shows from now on is what it had now. @returns ends that */
async function holdBack(): Promise<{ again(): Promise<void>; end(): Promise<void> }> {
  for (const table of tables) await owner.query(`CREATE TABLE public.early_${table} AS SELECT * FROM voxanne.${table}`);
  const put = async (from: string) => {
    for (const table of [...tables].reverse()) await owner.query(`DELETE FROM voxanne.${table}`);
    for (const table of tables) await owner.query(`INSERT INTO voxanne.${table} SELECT * FROM public.${from}_${table}`);
  };
  return {
    async again() {
      for (const table of tables)
        await owner.query(`CREATE TABLE public.true_${table} AS SELECT * FROM voxanne.${table}`);
      await put('early');
    },
    async end() {
      await put('true');
      for (const table of tables) await owner.query(`DROP TABLE public.true_${table}, public.early_${table}`);
    },
  };
}

test('a held back revocation is told after a day, ends use after two weeks, and then is what it was', async () => {
  expect(await vouch()).toEqual({ vouched: expect.arrayContaining([name]), behind: [] });
  const first = await open();
  await expect.poll(first.vouchedAt).not.toBeNull();
  await first.receptionist.close();
  const lie = await holdBack();
  await revoke();
  // The console signs what it knows; the server keeps that to itself as well.
  await vouch(vault.anna, 0);
  await lie.again();

  const soon = await open();
  expect(await soon.use()).toBe('no error');
  expect(soon.codes).toEqual([]);
  later(day + 60_000);
  await expect.poll(soon.codes.slice.bind(soon.codes)).toEqual(['receptionist.unvouched']);
  expect(await soon.use()).toBe('no error');
  // The member’s own console is not taken in, and does not lend its word to the lie.
  vi.useRealTimers();
  expect((await vouch(vault.anna, 0)).behind).toContain(name);

  later(14 * day + 60_000);
  expect(await soon.use()).toBe('receptionist.unvouched');
  expect(await codeOf(soon.receptionist.twilio(clinic))).toBe('receptionist.unvouched');
  const restarted = await open();
  expect(await restarted.use()).toBe('receptionist.unvouched');
  vi.useRealTimers();
  await lie.end();
  await expect.poll(restarted.use).toBe('receptionist.revoked');
});

test('a machine that lost its file is not told that an old state is the newest', async () => {
  await vouch();
  const lie = await holdBack();
  await revoke();
  await lie.again();
  // Nor is it told that nobody ever vouched here.
  await owner.query('DELETE FROM voxanne.delivery_heads');
  later(15 * day);
  // Never started before: it was admitted to a vault in which members vouch, and knows that from a person’s file.
  const fresh = await open();
  expect(await fresh.use()).toBe('receptionist.unvouched');
  vi.useRealTimers();
  await lie.end();
});

test('consoles that are on keep it fresh; a member of one clinic vouches for it, when it is time', async () => {
  const ben = await vault.admit(`Ben ${count}`, [clinic]);
  expect((await vouch(ben)).vouched).toEqual([name]);
  expect((await vouch(ben)).vouched).toEqual([]);
  const { vouchedAt } = await open();
  await expect.poll(vouchedAt).not.toBeNull();
  const first = vouchedAt();
  await ben.follow();
  expect((await vouch(ben, 0)).vouched).toEqual([name]);
  await expect.poll(vouchedAt).not.toBe(first);
  await ben.close();
});

test('a console that follows the vault vouches by itself', async () => {
  const { vouchedAt } = await open();
  const admittedAt = vouchedAt();
  await vault.anna.follow();
  await expect.poll(vouchedAt).not.toBe(admittedAt);
  await vault.anna.close();
});

test('a console whose clock is wrong does not vouch, and says so; a receptionist whose clock is, too', async () => {
  later(2 * 3_600_000);
  expect(await codeOf(vouch())).toBe('shared-vault.clock');
  vi.useRealTimers();
  await vouch(vault.anna, 0);
  later(-2 * 3_600_000);
  const slow = await open();
  await expect.poll(slow.codes.slice.bind(slow.codes)).toContain('receptionist.clock');
  expect(await slow.use()).toBe('no error');
});

test('what the server shows less of is told at once by “vault status”, and by itself in the window', async () => {
  const { anna } = vault;
  await vouch();
  const lie = await holdBack();
  await revoke();
  const heldBackNow = async () => {
    const standing = await anna.standing();
    const machines = (await standing.machines()).filter((one) => one.name === name).flatMap(({ uses }) => uses);
    return [...(await standing.usesOf(clinic)), ...machines].map(({ isHeldBack }) => isHeldBack);
  };
  expect(await heldBackNow()).toEqual([false, false]);
  await lie.again();
  // Its word is some seconds old: it is looked all the same, as a person asks.
  expect(await vouchNow(await anna.vouching(), 0)).toMatchObject({
    code: 'shared-vault.deliveries-behind',
    message: expect.stringContaining(name),
  });
  expect(await heldBackNow()).toEqual([true, true]);
  await owner.query("UPDATE voxanne.delivery_heads SET signed_at = '2026-05-04T09:30:00.000Z'");
  await anna.follow();
  const told = () => placesTold(anna).at(-1)?.unvouched ?? null;
  await expect.poll(told).toMatchObject({
    code: 'shared-vault.deliveries-behind',
    message: expect.stringContaining(name),
    fix: expect.stringContaining('Replace the credentials'),
  });
  // Whoever loads the window meanwhile is told the same.
  const { sharedVault, vault: local } = await anna.workspace();
  expect((await sharedVault?.place(local.requireStorage()))?.unvouched).toEqual(told());
  await lie.end();
  expect(await heldBackNow()).toEqual([false, false]);
  await anna.close();
});

test('a wrong clock is told in the window, also where no word is due, and once it is right no more', async () => {
  const { anna } = vault;
  await vouch(anna, 0);
  later(30 * 60_000);
  expect(await vouchNow(await anna.vouching())).toMatchObject({ code: 'shared-vault.clock' });
  anna.events.length = 0;
  await anna.follow();
  const told = () => placesTold(anna).at(-1)?.unvouched;
  await expect.poll(told).toMatchObject({
    code: 'shared-vault.clock',
    message: expect.stringContaining('are 30 minutes apart'),
    fix: expect.stringMatching(/^Set the time/),
  });
  vi.useRealTimers();
  await expect.poll(told).toBeNull();
  await anna.close();
});

test('uses of an hour are one row, however often they are reported, and old rows go', async () => {
  const keys = readKeyFile(machine.keyFile);
  const database = openVaultDatabase(machine.databaseUrl, keys);
  const rows = async () =>
    (
      await owner.query<{ uses: number; old: boolean }>(
        `SELECT uses, last_used_at < now() - interval '7 days' AS old FROM voxanne.usage
          WHERE machine_id = $1 ORDER BY last_used_at`,
        [keys.id],
      )
    ).rows;
  const ids = { hour: '0190a0a0-0000-7000-8000-0000000000a1', other: '0190a0a0-0000-7000-8000-0000000000a2' };
  const used = (id: string, uses: number, at: number) => ({
    ...{ kind: 'usage' as const, clinicId: clinic, provider: 'twilio', id, uses },
    more: { id, uses },
    at: new Date(at).toISOString(),
  });
  const now = Date.now();
  for (const uses of [1, 4, 4, 3]) await database.report([used(ids.hour, uses, now)]);
  expect(await rows()).toEqual([{ uses: 4, old: false }]);
  // The last use of all stays, be it long ago.
  await owner.query(`UPDATE voxanne.usage SET last_used_at = now() - interval '60 days' WHERE machine_id = $1`, [
    keys.id,
  ]);
  await database.dropOld();
  expect(await rows()).toEqual([{ uses: 4, old: true }]);
  await database.report([used(ids.other, 2, now)]);
  await database.dropOld();
  expect(await rows()).toEqual([{ uses: 2, old: false }]);
  // Of a machine that does not come back: by a console.
  await owner.query(
    `INSERT INTO voxanne.usage SELECT organization_id, machine_id, provider, $2, 7, now() - interval '8 days'
      FROM voxanne.usage WHERE machine_id = $1`,
    [keys.id, ids.hour],
  );
  await vouch(vault.anna, 0);
  expect(await rows()).toEqual([{ uses: 2, old: false }]);
  await database.close();

  // As the package counts.
  const { receptionist } = await open();
  for (let use = 0; use < 5; use += 1) await receptionist.use(clinic, 'twilio', async () => undefined);
  await receptionist.close();
  expect((await rows()).map(({ uses }) => uses).sort()).toEqual([2, 5]);
});
