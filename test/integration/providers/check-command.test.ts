/** `check` and `credentials verify` count as failed what the list of clinics shows red. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { practiceScenarios, startTwilioSimulator, type TwilioSimulator } from '../../../src-main/simulator/twilio';
import { json, runCli } from '../google/cli';

let simulator: TwilioSimulator;
let folder: string;
beforeAll(async () => {
  simulator = await startTwilioSimulator();
  folder = await mkdtemp(path.join(os.tmpdir(), 'voxanne-check-'));
});
afterAll(async () => {
  await simulator.close();
  await rm(folder, { recursive: true, force: true });
});

const cli = (args: string[], env: Record<string, string> = {}) =>
  runCli(folder, args, { VOXANNE_TWILIO_URL: simulator.origin, ...env });

/** A clinic with the account of a practice scenario. */
async function clinic(name: string, scenario: string, number: string) {
  const { accountSid, authToken } =
    practiceScenarios().credentials.find(({ id }) => id === `credentials.${scenario}`)?.fields ?? {};
  const file = path.join(folder, `${scenario}.env`);
  await writeFile(
    file,
    `TWILIO_ACCOUNT_SID=${accountSid}\nTWILIO_AUTH_TOKEN=${authToken}\nTWILIO_PHONE_NUMBER=${number}\n`,
  );
  await cli(['organizations', 'add', name]);
  return cli(['credentials', 'add', '--organization', name, '--provider', 'twilio', '--env-file', file]);
}

test('a rejected registration fails the check, though the credentials are good', async () => {
  const added = await clinic('Rejected', 'us-rejected', '+16125550150');
  expect([added.code, added.stdout]).toEqual([0, expect.stringContaining('disproved      Registered')]);
  const checked = await cli(['check', '--organization', 'Rejected', '--json']);
  expect(checked.code).toBe(1);
  expect(json(checked)).toMatchObject({
    checks: [{ ok: false, error: { code: 'readiness.registered', retryable: false } }],
    clinics: [{ ready: false, state: 'failed', next: { kind: 'open', provider: 'twilio' } }],
  });
  const told = await cli(['check', '--organization', 'Rejected']);
  expect([told.code, told.stdout]).toEqual([1, expect.stringMatching(/^failed\tRejected\ttwilio\t.*rejected/)]);
  expect((await cli(['credentials', 'verify', '--organization', 'Rejected', '--provider', 'twilio'])).code).toBe(1);
  // What to do is with the list, which the error points to.
  expect((await cli(['credentials', 'list', '--organization', 'Rejected'])).stdout).toMatch(
    /notice .*rejected.*Twilio Console/,
  );

  await clinic('Sound', 'full', '+12125550123');
  const sound = await cli(['check', '--organization', 'Sound']);
  expect(sound.code).toBe(0);
  // Good credentials alone are not ready: nothing was proven yet.
  expect(sound.stdout).toMatch(/^passed\tSound\ttwilio\nnot ready\tSound\t.*delivered.* Next: Run the SMS test$/m);
  expect((await cli(['check', '--all'])).code).toBe(1);
}, 120_000);

test('the list of credentials says when a check failed, and when the provider answered last', async () => {
  const [account] = simulator.control.addAccounts(1);
  if (account === undefined) throw new Error('no account');
  const file = path.join(folder, 'leaving.env');
  await writeFile(
    file,
    `TWILIO_ACCOUNT_SID=${account.accountSid}\nTWILIO_AUTH_TOKEN=${account.authToken}\n` +
      `TWILIO_PHONE_NUMBER=${account.phoneNumber}\n`,
  );
  const organization = ['--organization', 'Leaving'];
  await cli(['organizations', 'add', 'Leaving']);
  const added = await cli(['credentials', 'add', ...organization, '--provider', 'twilio', '--env-file', file]);
  expect([added.code, added.stdout]).toEqual([0, expect.not.stringContaining('last attempt')]);
  // Its account is gone.
  simulator.control.reset();
  expect((await cli(['check', ...organization])).code).toBe(1);
  const { credentials } = json(await cli(['credentials', 'list', ...organization, '--json'])) as {
    credentials?: { attemptedAt: string; verifiedAt: string }[];
  };
  const [connection] = credentials ?? [];
  if (connection === undefined) throw new Error('no connection');
  expect(Date.parse(connection.attemptedAt)).toBeGreaterThan(Date.parse(connection.verifiedAt));
  const { stdout } = await cli(['credentials', 'list', ...organization]);
  expect(stdout).toContain(`\n  last attempt   ${connection.attemptedAt}\n`);
  expect(stdout).toContain(`\n  last answer    ${connection.verifiedAt}\n`);
}, 120_000);

test('a large database is read while it is looked at; with a damaged one nothing is asked or changed', async () => {
  const large = await mkdtemp(path.join(folder, 'large-'));
  const [account] = simulator.control.addAccounts(1);
  const file = path.join(large, 'sunrise.env');
  await writeFile(
    file,
    `TWILIO_ACCOUNT_SID=${account?.accountSid}\nTWILIO_AUTH_TOKEN=${account?.authToken}\n` +
      `TWILIO_PHONE_NUMBER=${account?.phoneNumber}\n`,
  );
  const inLarge = (...args: string[]) => runCli(large, args, { VOXANNE_TWILIO_URL: simulator.origin });
  await inLarge('organizations', 'add', 'Sunrise');
  await inLarge('credentials', 'add', '--organization', 'Sunrise', '--provider', 'twilio', '--env-file', file);
  const name = path.join(large, 'profile', 'console.db');
  const database = new Database(name);
  const add = database.prepare(
    "INSERT INTO watch_marks (subject, value, at) VALUES (?, ?, '2026-05-04T09:30:00.000Z')",
  );
  for (let mark = 0; mark < 40; mark += 1) add.run(`large ${mark}`, 'x'.repeat(60_000));
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
  const asked = simulator.control.requestCount();
  expect(await inLarge('check', '--all')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^passed\tSunrise/) });
  expect(simulator.control.requestCount()).toBeGreaterThan(asked);

  const bytes = await readFile(name);
  bytes.fill(0xff, bytes.length - 4096 * 20, bytes.length - 4096 * 10);
  await writeFile(name, bytes);
  const before = simulator.control.requestCount();
  const damaged = await inLarge('check', '--all', '--json');
  expect([damaged.code, json(damaged)]).toEqual([
    3,
    { version: 1, error: expect.objectContaining({ code: 'vault.database-damaged' }) },
  ]);
  expect(simulator.control.requestCount()).toBe(before);
  expect((await readFile(name)).equals(bytes)).toBe(true);
}, 120_000);
