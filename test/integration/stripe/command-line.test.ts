/** `credentials … --provider stripe` and `stripe test` as programs use them: over a plain terminal. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type StripeSimulator, startStripeSimulator } from '../../../src-main/simulator/stripe';
import { json, runCli } from '../google/cli';
import { searchFolders } from '../security/canaries';
import { secretOf } from './practice-stripe';

/** What programs rely on. */
const testReportSchema = z.object({
  version: z.literal(1),
  simulated: z.boolean(),
  steps: z.array(
    z.object({
      id: z.string(),
      outcome: z.enum(['passed', 'failed', 'skipped', 'unconfirmed']),
      durationMs: z.number(),
      detail: z.string(),
      error: z.object({ code: z.string(), message: z.string() }).optional(),
    }),
  ),
  passed: z.number(),
  failed: z.number(),
  skipped: z.number(),
  unconfirmed: z.number(),
});

let simulator: StripeSimulator;
let folder: string;
beforeEach(async () => {
  simulator = await startStripeSimulator();
  folder = await mkdtemp(path.join(os.tmpdir(), 'voxanne-stripe-cli-'));
  expect((await cli(['organizations', 'add', 'Sunrise', '--time-zone', 'America/Chicago'])).code).toBe(0);
});
afterEach(async () => {
  await simulator.close();
  await rm(folder, { recursive: true, force: true });
});

const cli = (args: string[], env: Record<string, string> = {}) =>
  runCli(folder, args, { VOXANNE_STRIPE_URL: simulator.origin, ...env });
const sunrise = ['--organization', 'Sunrise'];
const stripe = [...sunrise, '--provider', 'stripe'];

async function envFile(text: string): Promise<string> {
  const file = path.join(folder, 'clinic.env');
  await writeFile(file, text);
  return file;
}
const add = async (name: string, key = 'STRIPE_SECRET_KEY', command = 'add') =>
  cli(['credentials', command, ...stripe, '--env-file', await envFile(`${key}=${secretOf(name)}\n`), '--json']);

describe('the whole way', () => {
  test('add, list, verify, test, replace, revoke; the key is in no output and in no file', async () => {
    const added = await add('secret');
    expect(added.code).toBe(0);
    expect(json(added)).toMatchObject({ credential: { provider: 'stripe', status: 'active', mode: 'live' } });
    const listed = await cli(['credentials', 'list', ...sunrise, '--json']);
    expect(json(listed)).toMatchObject({
      credentials: [
        { provider: 'stripe', resource: 'Sunrise Dental', keyHint: expect.stringContaining('Secret live key') },
      ],
    });
    expect((await cli(['credentials', 'verify', ...stripe])).code).toBe(0);
    const tested = await cli(['stripe', 'test', ...sunrise, '--json']);
    expect(tested.code).toBe(0);
    const report = testReportSchema.parse(json(tested));
    expect(report).toMatchObject({ version: 1, simulated: true, passed: 5, failed: 0, skipped: 0 });
    expect(report.steps.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual([
      'account passed',
      'permissions passed',
      'charges passed',
      'payouts passed',
      'checkout passed',
    ]);
    expect(simulator.control.sessions()).toMatchObject([{ status: 'expired' }]);
    const ready = await cli(['credentials', 'list', ...sunrise, '--json']);
    expect(ready.stdout).not.toContain('"unproven"');

    const replaced = await add('test-mode', 'STRIPE_SECRET_KEY', 'replace');
    expect([replaced.code, replaced.stderr]).toEqual([0, expect.any(String)]);
    expect(replaced.stderr + replaced.stdout).toContain('From live to test');
    const after = await cli(['credentials', 'list', ...sunrise, '--json']);
    // What the live key proved does not count for the test key.
    const rungs = z
      .object({
        credentials: z.array(
          z.object({ ladder: z.object({ rungs: z.array(z.object({ id: z.string(), state: z.string() })) }) }),
        ),
      })
      .parse(json(after))
      .credentials.flatMap(({ ladder }) => ladder.rungs);
    const states = Object.fromEntries(rungs.map(({ id, state }) => [id, state]));
    expect(states).toMatchObject({
      'charges-enabled': 'unproven',
      'payouts-enabled': 'unproven',
      checkout: 'unproven',
    });
    const revoked = await cli(['credentials', 'revoke', ...stripe, '--yes', '--json']);
    expect(revoked.code).toBe(0);

    const printed = [added, listed, tested, ready, replaced, after, revoked].map(
      ({ stdout, stderr }) => stdout + stderr,
    );
    await rm(path.join(folder, 'clinic.env'));
    const canaries = ['secret', 'test-mode'].map((name) => ({ name, value: secretOf(name) }));
    for (const { name, value } of canaries) expect(printed.join(), name).not.toContain(value);
    expect(printed.join()).not.toContain('checkout.stripe.com');
    expect((await searchFolders([folder], canaries)).hits).toEqual([]);
  });
});

describe('the key in a file', () => {
  test.each([
    'STRIPE_SECRET_KEY',
    'STRIPE_RESTRICTED_KEY',
    'STRIPE_LIVE_SECRET_KEY',
    'STRIPE_API_KEY',
    'STRIPE_SK',
    'STRIPE_KEY',
  ])('is found under %s', async (key) => {
    expect((await add('full', key)).code).toBe(0);
  });

  test('of live mode comes before one of test mode', async () => {
    const file = await envFile(
      `STRIPE_PUBLISHABLE_KEY=pk_live_practice00000000\nSTRIPE_TEST_SECRET_KEY=${secretOf('test-mode')}\n` +
        `STRIPE_LIVE_SECRET_KEY=${secretOf('secret')}\n`,
    );
    const added = await cli(['credentials', 'add', ...stripe, '--env-file', file, '--json']);
    expect(json(added)).toMatchObject({ credential: { mode: 'live' } });
  });

  test('that is something else of Stripe’s is named, and Stripe is not asked', async () => {
    const file = await envFile('STRIPE_SECRET_KEY=pk_live_practice000000000000\n');
    const refused = await cli(['credentials', 'add', ...stripe, '--env-file', file]);
    expect(refused.code).not.toBe(0);
    expect(refused.stderr).toContain('publishable key');
    expect(refused.stderr).not.toContain('pk_live_practice');
    expect(simulator.control.requests()).toEqual([]);
  });

  test('may be in the environment', async () => {
    const added = await cli(['credentials', 'add', ...stripe], { STRIPE_SECRET_KEY: secretOf('full') });
    expect(added.code).toBe(0);
  });
});

describe('stripe test', () => {
  const tested = async (name: string) => {
    await add(name);
    const ran = await cli(['stripe', 'test', ...sunrise, '--json']);
    return { ...ran, report: testReportSchema.parse(json(ran)) };
  };

  test('fails with the missing permission named, and exit code 1', async () => {
    const { code, report } = await tested('read-only');
    expect(code).toBe(1);
    expect(report.steps.at(-1)?.error).toMatchObject({
      code: 'stripe.missing_permission',
      message: expect.stringContaining('Checkout Sessions: Write'),
    });
  });

  test('of a test key leaves real charges and payouts unconfirmed', async () => {
    const { report } = await tested('test-mode');
    expect(report).toMatchObject({ passed: 3, failed: 0, unconfirmed: 2 });
  });

  test('of a test key is told as such by check, too', async () => {
    await add('test-mode');
    const told = await cli(['check', ...sunrise]);
    expect(told.stderr).toContain('Test mode. No money moves in test mode');
    const answer = await cli(['check', ...sunrise, '--json']);
    expect(json(answer)).toMatchObject({ checks: [{ provider: 'stripe', ok: true, mode: 'test' }] });
  });

  test('says in words what it did, and that no money moved', async () => {
    await add('secret');
    const { stdout } = await cli(['stripe', 'test', ...sunrise]);
    expect(stdout).toContain('No money moved');
    expect(stdout).toMatch(/passed\s+Checkout made and expired/);
  });
});

test('a rolled key is told at the next check', async () => {
  await add('secret');
  simulator.control.expireKey(secretOf('secret'));
  const checked = await cli(['check', ...sunrise]);
  expect(checked.code).toBe(1);
  expect(checked.stdout + checked.stderr).toContain('expired');
});

test('VOXANNE_STRIPE_URL that leads off this computer stops the program', async () => {
  const ran = await cli(['credentials', 'list', ...sunrise], { VOXANNE_STRIPE_URL: 'https://evil.example' });
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain('VOXANNE_STRIPE_URL');
});
