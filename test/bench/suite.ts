/**
 * The whole `sms-test` command beside a bare script that makes the same calls with the twilio package, both against one
 * server that takes its time.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { practiceScenarios, startTwilioSimulator } from '../../src-main/simulator/twilio';
import type { Pair } from './measure';

const root = process.cwd();
const from = '+12125550123';
const to = '+14155550123';

/** @returns wall-clock milliseconds of a process that must end well */
function timed(args: string[], env: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const before = performance.now();
    const child = spawn(process.execPath, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.on('close', (code) =>
      code === 0
        ? resolve(performance.now() - before)
        : reject(new Error(`${args[0]} ended with ${code}: ${errors.slice(0, 400)}`)),
    );
  });
}

export async function compareSuite(runs: number): Promise<Pair[]> {
  const account = practiceScenarios().credentials.find(({ methodId }) => methodId === 'auth-token');
  if (!account) throw new Error('no practice account');
  const pairs: Pair[] = [];
  for (const latencyMs of [50, 5]) {
    const simulator = await startTwilioSimulator({ latencyMs, clockSpeed: 1000 });
    const env = {
      VOXANNE_TWILIO_URL: simulator.origin,
      TWILIO_ACCOUNT_SID: account.fields.accountSid ?? '',
      TWILIO_AUTH_TOKEN: account.fields.authToken ?? '',
      TWILIO_PHONE_NUMBER: from,
      TEST_PHONE_NUMBER: to,
    };
    // Without waiting for receipts: the bare script does not follow deliveries either.
    const ours = () =>
      timed([path.join(root, 'dist/main/cli.cjs'), 'sms-test', '--json', '--delivery-timeout', '0'], env);
    const theirs = () => timed([path.join(root, 'test/bench/bare-sms-script.cjs')], env);
    const pair: Pair = {
      name: `SMS suite, ${latencyMs} ms away`,
      beside: 'a bare script with the twilio package',
      budget: 0.95,
      ours: [],
      theirs: [],
      unit: 'ms',
    };
    try {
      await ours();
      await theirs();
      for (let run = 0; run < runs; run += 1) {
        pair.ours.push(await ours());
        pair.theirs.push(await theirs());
      }
    } finally {
      await simulator.close();
    }
    pairs.push(pair);
  }
  return pairs;
}
