/**
 * One Google sign-in that consoles and receptionists use together: one refresh at a time, and a token that Google gives
 * to one of them reaches all.
 */
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type GoogleSimulator, startGoogleSimulator } from '../../../src-main/simulator/google';
import type { Receptionist } from '../../../src-receptionist/api';
import { openReceptionist } from '../../../src-receptionist/receptionist';
import { codeOf } from '../../unit/main/vault/profile';
import { clientFields } from '../google/clinic';
import { signInAtPage } from '../google/person';
import { startSharedVault, type TestConsole } from './consoles';
import { admitMachine } from './machines';

let google: GoogleSimulator;
let vault: Awaited<ReturnType<typeof startSharedVault>>;
let anna: TestConsole;
let owner: pg.Client;
let clinic: string;
let count = 0;

beforeAll(async () => {
  google = await startGoogleSimulator();
  vi.stubEnv('VOXANNE_GOOGLE_URL', google.origin);
  vault = await startSharedVault({ env: { VOXANNE_GOOGLE_URL: google.origin } });
  anna = vault.anna;
  owner = new pg.Client({ connectionString: vault.place.url });
  await owner.connect();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await owner?.end();
  await vault.close();
  await google.close();
});

/** Each test has a clinic whose calendar is connected, with a sign-in of its own. */
beforeEach(async () => {
  google.control.setRotation(false);
  count += 1;
  clinic = await anna.addClinic(`Clinic ${count}`);
  const { signIns } = await (await anna.workspace()).connections();
  const fields = clientFields('google.full');
  const asked = { organizationId: clinic, provider: 'google', methodId: null, fields, importId: null } as const;
  const started = await signIns.start(asked, null);
  if (started.state !== 'waiting') throw new Error(started.state);
  await signInAtPage(started.link, {});
  await signIns.waitFor(clinic, 'google');
});

const credentials = async (by = anna) => (await by.storage()).forOrganization(clinic).credentials;
const tokenOf = async (by = anna) => (await (await credentials(by)).open('google')).fields.refreshToken ?? '';
const tokenOn = (receptionist: Receptionist) =>
  receptionist.use(clinic, 'google', async ({ fields }) => fields.refreshToken);
const reported = async () =>
  (await owner.query('SELECT 1 FROM voxanne.replaced_tokens WHERE organization_id = $1', [clinic])).rows.length;
const adopt = async (by = anna) => (await credentials(by)).inRefreshTurn('google', async (mayBeOther) => mayBeOther);

async function newReceptionist(name: string) {
  const files = await admitMachine(vault, `${name} ${count}`, [clinic]);
  const start = () => openReceptionist({ ...files, pollMs: 200 });
  return { start, receptionist: await start() };
}
/** A look at the calendar that needs a fresh access token. */
async function look(receptionist: Receptionist) {
  google.control.expireAccessTokens();
  const { calendar, calendarId } = await receptionist.calendar(clinic);
  return (await calendar.events.list({ calendarId })).status;
}

test('a token that Google gives to one receptionist reaches the console and the other one', async () => {
  const [one, other] = [await newReceptionist('One'), await newReceptionist('Other')];
  const before = await tokenOf();
  google.control.setRotation(true);
  expect(await look(one.receptionist)).toBe(200);
  const given = await tokenOn(one.receptionist);
  expect(given).not.toBe(before);
  expect(await reported()).toBe(1);
  // No secret is in what lies there.
  const { rows } = await owner.query("SELECT encode(sealed, 'escape') AS text FROM voxanne.replaced_tokens");
  expect(JSON.stringify(rows)).not.toContain(given);

  // Kept over a restart, also before a console took it.
  await one.receptionist.close();
  const again = await one.start();
  expect(await tokenOn(again)).toBe(given);
  // A start tells it once more: the report before may have been lost. Both have come before the console takes them.
  await expect.poll(reported).toBe(2);

  expect(await adopt()).toBe(true);
  expect(await tokenOf()).toBe(given);
  expect(await reported()).toBe(0);
  await expect.poll(() => tokenOn(other.receptionist)).toBe(given);
  google.control.setRotation(false);
  for (const receptionist of [again, other.receptionist]) expect(await look(receptionist)).toBe(200);
  for (const receptionist of [again, other.receptionist]) await receptionist.close();
});

test('one that was given while the console took an earlier one is told again; an older one is not taken', async () => {
  const { receptionist } = await newReceptionist('Quick');
  google.control.setRotation(true);
  await look(receptionist);
  const first = await tokenOn(receptionist);
  await owner.query('CREATE TEMP TABLE kept AS SELECT * FROM voxanne.replaced_tokens WHERE organization_id = $1', [
    clinic,
  ]);
  await look(receptionist);
  const second = await tokenOn(receptionist);
  // The console sees the first alone, and then both.
  await owner.query('DELETE FROM voxanne.replaced_tokens WHERE organization_id = $1', [clinic]);
  await owner.query('INSERT INTO voxanne.replaced_tokens SELECT * FROM kept');
  expect(await adopt()).toBe(true);
  expect(await tokenOf()).toBe(first);
  await expect.poll(reported).toBe(1);
  await owner.query('INSERT INTO voxanne.replaced_tokens SELECT * FROM kept');
  expect(await adopt()).toBe(true);
  expect(await tokenOf()).toBe(second);
  expect(await reported()).toBe(0);
  expect(await adopt()).toBe(false);
  await receptionist.close();
});

test('a window that follows the vault takes it by itself', async () => {
  const { receptionist } = await newReceptionist('Followed');
  google.control.setRotation(true);
  await look(receptionist);
  await anna.follow();
  const given = await tokenOn(receptionist);
  await expect.poll(() => tokenOf()).toBe(given);
  expect(await (await anna.storage()).audit.verify()).toMatchObject({ intact: true });
  await receptionist.close();
});

test('nobody refreshes while another does: who waited goes on with what that one was given', async () => {
  const { receptionist } = await newReceptionist('Waiting');
  const ben = await vault.admit('Ben');
  const refreshes = () => google.control.requests().filter(({ grantType }) => grantType === 'refresh_token').length;
  const before = refreshes();
  let isOver = false;
  let waiting: Promise<unknown> = Promise.resolve();
  await (await credentials()).inRefreshTurn('google', async () => {
    waiting = Promise.all([look(receptionist), (await credentials(ben)).inRefreshTurn('google', async () => isOver)]);
    expect(refreshes()).toBe(before);
    isOver = true;
  });
  expect(await waiting).toEqual([200, true]);
  expect(refreshes()).toBe(before + 1);
  await receptionist.close();
});

test('a turn from before the server’s clock was put back keeps nobody from refreshing', async () => {
  const { receptionist } = await newReceptionist('Late');
  const left = () =>
    owner.query(
      `INSERT INTO voxanne.refresh_leases
        VALUES ($1, 'google', gen_random_uuid(), gen_random_uuid(), now() + interval '1 hour')
        ON CONFLICT (organization_id, provider) DO UPDATE SET held_until = excluded.held_until, token = excluded.token`,
      [clinic],
    );
  await left();
  expect(await look(receptionist)).toBe(200);
  await left();
  expect(await (await credentials()).inRefreshTurn('google', async () => 'its turn')).toBe('its turn');
  await receptionist.close();
});

test('an access that was withdrawn at Google is told to the console; what is revoked ends at once', async () => {
  const { receptionist } = await newReceptionist('Refused');
  await anna.follow();
  await look(receptionist);
  for (const grant of google.control.grants()) google.control.revokeAccount(grant.email);
  await expect(look(receptionist)).rejects.toThrow(/invalid_grant/);
  const failure = async () => {
    const machines = await (await anna.standing()).machines();
    return machines.flatMap((machine) => machine.uses).find((use) => use.organizationId === clinic)?.lastFailure;
  };
  // Its console has checked it by itself.
  await expect.poll(failure).toMatchObject({ code: 'invalid_grant', since: 'broken' });
  await (await credentials()).revoke('google', {
    action: 'credential.revoked',
    outcome: 'succeeded',
    detail: '',
    simulated: true,
  });
  await expect.poll(() => codeOf(look(receptionist))).toBe('receptionist.revoked');
  await receptionist.close();
});
