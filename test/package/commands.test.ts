/**
 * The packaged program as a command: every provider's code is there and does its work, and nothing but the answer is
 * printed.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GoogleSimulator, startGoogleSimulator } from '../../src-main/simulator/google';
import { type StripeSimulator, startStripeSimulator } from '../../src-main/simulator/stripe';
import { exitCodeCases, exitCodeOf } from '../integration/cli/exit-codes';
import { clientFields } from '../integration/google/clinic';
import { signInAtPage } from '../integration/google/person';
import {
  accountSid,
  authToken,
  from,
  startTinyTwilio,
  type TinyTwilio,
  to,
} from '../integration/messaging/tiny-twilio';
import { secretOf } from '../integration/stripe/practice-stripe';
import { commandWords, program, root } from './package-once';

let folder: string;
let twilio: TinyTwilio;
let google: GoogleSimulator;
let stripe: StripeSimulator;
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'voxanne-commands-'));
  mkdirSync(path.join(folder, 'für alles'));
  [twilio, google, stripe] = await Promise.all([startTinyTwilio(), startGoogleSimulator(), startStripeSimulator()]);
});
afterAll(async () => {
  await Promise.all([twilio.close(), google.close(), stripe.close()]);
  rmSync(folder, { recursive: true, force: true });
});

/** @param onLink is given the link that a sign-in prints */
async function cli(args: string[], onLink?: (link: string) => Promise<unknown>) {
  const child = spawn(program().executable, [...commandWords(), ...args], {
    cwd: path.parse(root).root,
    env: {
      HOME: folder,
      PATH: process.env.PATH,
      TMPDIR: path.join(folder, 'für alles'),
      VOXANNE_PROFILE_DIR: path.join(folder, 'Profil der Praxis'),
      VOXANNE_PASSPHRASE: 'a passphrase for tests',
      VOXANNE_ALLOW_REDIRECTS: 'yes',
      VOXANNE_TWILIO_URL: twilio.origin,
      VOXANNE_GOOGLE_URL: google.origin,
      VOXANNE_STRIPE_URL: stripe.origin,
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
    },
  });
  const ran = { code: null as number | null, stdout: '', stderr: '' };
  let shown: Promise<unknown> | undefined;
  child.stdout.on('data', (chunk: Buffer) => {
    ran.stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    ran.stderr += chunk.toString();
    const link = /^(http:\/\/\S+)$/m.exec(ran.stderr)?.[1];
    if (link !== undefined && onLink !== undefined) shown ??= onLink(link);
  });
  ran.code = await new Promise((resolve) => child.on('close', resolve));
  await shown;
  return ran;
}
const file = (name: string, text: string) => {
  const made = path.join(folder, name);
  writeFileSync(made, text);
  return made;
};
const sunrise = ['--organization', 'Zahnärzte am See'];

const refusing = 'http://127.0.0.1:9';

describe.skipIf(process.platform === 'win32')('each exit code is the documented one', () => {
  const codes = exitCodeCases(mkdtempSync(path.join(os.tmpdir(), 'voxanne-codes-')), refusing);

  test.each(codes.map((one) => [one.code, one.what, one] as const))('%i: %s', async (code, _what, one) => {
    const env = {
      HOME: folder,
      PATH: process.env.PATH,
      VOXANNE_PROFILE_DIR: path.join(folder, 'Profil der Praxis'),
      VOXANNE_PASSPHRASE: 'a passphrase for tests',
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
    };
    const ran = await exitCodeOf([program().executable, ...commandWords()], one, { cwd: folder, env });
    expect(ran.code, ran.stderr).toBe(code);
  });
});

describe('the package as a command', () => {
  test('runs the SMS test', async () => {
    const lines = [
      `TWILIO_ACCOUNT_SID=${accountSid}`,
      `TWILIO_AUTH_TOKEN=${authToken}`,
      `TWILIO_PHONE_NUMBER=${from}`,
      `TEST_PHONE_NUMBER=${to}`,
    ];
    const ran = await cli(['sms-test', '--env-file', file('Praxis Süd.env', lines.join('\n')), '--json']);
    expect(ran.code, ran.stderr).toBe(0);
    expect(JSON.parse(ran.stdout)).toMatchObject({ passed: 4, failed: 0 });
  });

  test('keeps a clinic, signs in at Google and tests its calendar, and tests Stripe', async () => {
    const added = await cli(['organizations', 'add', 'Zahnärzte am See', '--time-zone', 'America/Los_Angeles']);
    expect(added).toMatchObject({ code: 0, stderr: '' });
    const { clientId, clientSecret } = clientFields('google.full');
    const client = { installed: { client_id: clientId, client_secret: clientSecret, project_id: 'sunrise' } };
    const connected = await cli(
      ['google', 'connect', ...sunrise, '--client-file', file('client.json', JSON.stringify(client)), '--json'],
      (link) => signInAtPage(link),
    );
    expect(connected.code, connected.stderr).toBe(0);
    const calendar = await cli(['google', 'test', ...sunrise, '--json']);
    expect(calendar.code, calendar.stdout + calendar.stderr).toBe(0);
    const env = file('stripe.env', `STRIPE_SECRET_KEY=${secretOf('secret')}\n`);
    const stored = await cli(['credentials', 'add', ...sunrise, '--provider', 'stripe', '--env-file', env, '--json']);
    expect(stored.code, stored.stderr).toBe(0);
    const deposits = await cli(['stripe', 'test', ...sunrise, '--json']);
    expect(deposits.code, deposits.stderr).toBe(0);
    expect(JSON.parse(deposits.stdout)).toMatchObject({ passed: 5, failed: 0 });
  });
});
