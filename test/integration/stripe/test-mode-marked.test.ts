/**
 * Wherever a result of a test account is shown, it is marked: the command line's answers, with `--quiet` too, the
 * activity and its export, notices, the list as a table, the handoff. Found as a person would: no line that names the
 * provider may leave the mark out.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type StripeSimulator, startStripeSimulator } from '../../../src-main/simulator/stripe';
import { json, runCli } from '../google/cli';
import { secretOf } from './practice-stripe';

let simulator: StripeSimulator;
let folder: string;
beforeEach(async () => {
  simulator = await startStripeSimulator();
  folder = await mkdtemp(path.join(os.tmpdir(), 'voxanne-test-mode-'));
});
afterEach(async () => {
  await simulator.close();
  await rm(folder, { recursive: true, force: true });
});

const cli = (...args: string[]) => runCli(folder, args, { VOXANNE_STRIPE_URL: simulator.origin });

async function clinic(name: string, key = 'test-mode'): Promise<void> {
  const file = path.join(folder, 'stripe.env');
  await writeFile(file, `STRIPE_SECRET_KEY=${secretOf(key)}\n`);
  await cli('organizations', 'add', name, '--time-zone', 'UTC');
  const added = await cli('credentials', 'add', '--organization', name, '--provider', 'stripe', '--env-file', file);
  expect(added.code, added.stderr).toBe(0);
}

/** Lines that speak of the provider without its mark. */
const unmarked = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => /stripe|checkout|charges|payouts/i.test(line) && !/test.mode|test key/i.test(line))
    // A decision is no result.
    .filter((line) => !line.includes('\tprovider.needed\t'));

const sunrise = ['--organization', 'Sunrise'] as const;

describe.each(['works', 'has expired'])('a test key that %s', (how) => {
  test('is marked in each answer', async () => {
    await clinic('Sunrise');
    await cli('stripe', 'test', ...sunrise);
    if (how === 'has expired') simulator.control.expireKey(secretOf('test-mode'));
    const byLine = {
      check: await cli('check', ...sunrise, '--quiet'),
      'check --all': await cli('check', '--all', '--quiet'),
      'organizations list': await cli('organizations', 'list'),
      'audit list': await cli('audit', 'list'),
    };
    for (const [at, { stdout }] of Object.entries(byLine)) expect(unmarked(stdout), at).toEqual([]);
    // A head with the mark stands above lines that belong to it.
    const byHead = {
      'stripe test': await cli('stripe', 'test', ...sunrise, '--quiet'),
      'credentials verify': await cli('credentials', 'verify', ...sunrise, '--provider', 'stripe', '--quiet'),
      'credentials list': await cli('credentials', 'list', ...sunrise),
    };
    for (const [at, { stdout, stderr }] of Object.entries(byHead))
      expect((stderr + stdout).split('\n')[0], at).toContain('Test mode');
    const handoff = (await cli('handoff', ...sunrise)).stdout.split('\n').filter((line) => line.includes('(Stripe'));
    expect(handoff).toHaveLength(1);
    expect(unmarked(handoff.join())).toEqual([]);
    expect(json(await cli('check', ...sunrise, '--json'))).toMatchObject({ checks: [{ mode: 'test' }] });
    expect(json(await cli('stripe', 'test', ...sunrise, '--json'))).toMatchObject({ mode: 'test' });
  });

  test('is marked in the exported activity', async () => {
    await clinic('Sunrise');
    if (how === 'has expired') simulator.control.expireKey(secretOf('test-mode'));
    await cli('check', ...sunrise);
    await cli('stripe', 'test', ...sunrise);
    const file = path.join(folder, 'activity.json');
    expect((await cli('audit', 'export', '--output', file)).code).toBe(0);
    const entries = (await readFile(file, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { action: string; detail: string });
    const results = entries.filter(({ action }) => /^(?:credential\.(?:verify|checked|added)|test\.)/.test(action));
    expect(results.length).toBeGreaterThan(4);
    expect(results.filter(({ detail }) => !/test mode|test key/i.test(detail))).toEqual([]);
  });
});

describe('notices', () => {
  const script = async () => {
    const file = path.join(folder, 'notify.mjs');
    const log = path.join(folder, 'told.jsonl');
    await writeFile(
      file,
      `import { appendFileSync, readFileSync } from 'node:fs';
       appendFileSync(${JSON.stringify(log)}, readFileSync(0, 'utf8'));`,
    );
    const told = async () =>
      (await readFile(log, 'utf8').catch(() => ''))
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as { kind: string; title: string; text: string });
    return { command: `"${process.execPath}" "${file}"`, told };
  };
  const check = (command: string) => cli('check', '--all', '--notify', command, '--json');

  test('of one connection name the mode', async () => {
    await clinic('Sunrise');
    const { command, told } = await script();
    await check(command);
    simulator.control.expireKey(secretOf('test-mode'));
    await check(command);
    expect(await told()).toMatchObject([{ kind: 'broken', title: 'Sunrise: Stripe (Test mode) does not work' }]);
  });

  test('of many name it beside each clinic that is only tried; one that works for real is not marked', async () => {
    const { command, told } = await script();
    for (const name of ['Ash', 'Birch', 'Cedar']) await clinic(name);
    await clinic('Acorn', 'secret');
    await check(command);
    for (const key of ['test-mode', 'secret']) simulator.control.expireKey(secretOf(key));
    await check(command);
    expect(await told()).toMatchObject([
      { kind: 'digest', text: 'Broken: Acorn, Ash (Test mode), Birch (Test mode) and 1 more.' },
    ]);
  });
});
