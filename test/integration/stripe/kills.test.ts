/** Killed in the middle of the Stripe test, the program expires at the next one what it had left open. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStripeSimulator } from '../../../src-main/simulator/stripe';
import { runCli } from '../google/cli';
import { bundleChild } from '../storage/bundle-child';
import { secretOf } from './practice-stripe';

let bundle: string;
beforeAll(async () => {
  bundle = await bundleChild('../stripe/child.ts');
});
afterAll(() => rm(path.join(bundle, '..'), { recursive: true, force: true }));

test.each([
  ['before the checkout was asked for', 'GET', '/v1/account', 0],
  ['while the checkout is made', 'POST', '/v1/checkout/sessions', 1],
  ['while it is read back', 'GET', '/v1/checkout/sessions/', 1],
])(
  '%s',
  async (_, method, at, left) => {
    let laterMs = 0;
    const simulator = await startStripeSimulator({ now: () => Date.now() + laterMs });
    const folder = await mkdtemp(path.join(os.tmpdir(), 'voxanne-stripe-kill-'));
    const cli = (...args: string[]) => runCli(folder, args, { VOXANNE_STRIPE_URL: simulator.origin });
    const open = () => simulator.control.sessions().filter(({ status }) => status === 'open');
    try {
      await cli('organizations', 'add', 'Sunrise', '--time-zone', 'America/Chicago');
      const file = path.join(folder, 'clinic.env');
      await writeFile(file, `STRIPE_SECRET_KEY=${secretOf('secret')}\n`);
      const added = await cli(
        'credentials',
        'add',
        '--organization',
        'Sunrise',
        '--provider',
        'stripe',
        '--env-file',
        file,
      );
      expect(added.code).toBe(0);

      simulator.control.setFault({ fault: { kind: 'stall-after' }, method, pathIncludes: at });
      const before = simulator.control.requests().length;
      const isReached = () =>
        simulator.control
          .requests()
          .slice(before)
          .some((one) => one.method === method && one.path.startsWith(at));
      const args = [bundle, folder, simulator.origin, 'stripe', 'test', '--organization', 'Sunrise'];
      const child = spawn(process.execPath, args, { stdio: 'ignore' });
      const ended = new Promise((resolve) => child.on('close', resolve));
      await expect.poll(isReached, { interval: 10, timeout: 30_000 }).toBe(true);
      await expect.poll(() => open().length, { interval: 10, timeout: 30_000 }).toBe(left);
      child.kill('SIGKILL');
      await ended;
      simulator.control.clearFaults();

      // Three minutes later by Stripe's clock: no test takes as long, so whatever is open was left behind.
      laterMs = 180_000;
      const again = await cli('stripe', 'test', '--organization', 'Sunrise');
      expect([again.code, again.stderr.replace(/Simulated.*\n/, '')]).toEqual([0, '']);
      expect(open()).toEqual([]);
      if (left > 0) expect(again.stdout).toContain('Expired a test checkout that an earlier test had left open');
    } finally {
      await simulator.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    }
  },
  90_000,
);
