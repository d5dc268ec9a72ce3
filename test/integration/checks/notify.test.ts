/** `check --all --notify`: what a scheduler tells, once, and what the program that it runs is given. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { environmentOfNotifier, wordsOf } from '../../../src-main/cli/notify';
import { json, runCli } from '../google/cli';
import { startManyTwilio } from './many-twilio';

let folder: string;
let twilio: Awaited<ReturnType<typeof startManyTwilio>>;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'voxanne-notify-'));
  twilio = await startManyTwilio();
});
afterEach(async () => {
  await twilio.close();
  await rm(folder, { recursive: true, force: true });
});

const token = 'f0'.repeat(16);
const cli = (args: string[], env: Record<string, string> = {}) =>
  runCli(folder, args, { VOXANNE_TWILIO_URL: twilio.origin, ...env });

async function clinic(name: string, index: number): Promise<void> {
  const file = path.join(folder, 'twilio.env');
  const sid = `AC${String(index).padStart(32, '0')}`;
  await writeFile(file, `TWILIO_ACCOUNT_SID=${sid}\nTWILIO_AUTH_TOKEN=${token}\nTWILIO_PHONE_NUMBER=+12125550123\n`);
  await cli(['organizations', 'add', name]);
  const added = await cli(['credentials', 'add', '--organization', name, '--provider', 'twilio', '--env-file', file]);
  expect(added.code, added.stderr).toBe(0);
}

test('each change is told once, to a program that gets no secret', async () => {
  await clinic('Sunrise $(id) "Dental"', 1);
  await clinic('Maple Street', 2);
  const script = path.join(folder, 'notify.mjs');
  const log = path.join(folder, 'told.jsonl');
  await writeFile(
    script,
    `import { appendFileSync, readFileSync } from 'node:fs';
     const notice = JSON.parse(readFileSync(0, 'utf8'));
     const told = { notice, args: process.argv.slice(2), env: process.env };
     appendFileSync(${JSON.stringify(log)}, JSON.stringify(told) + '\\n');`,
  );
  const command = `"${process.execPath}" "${script}" --title "{title}"`;
  const env = { TWILIO_AUTH_TOKEN: token, PATH: process.env.PATH ?? '' };
  const check = () => cli(['check', '--all', '--notify', command, '--json'], env);
  const told = async () =>
    (await readFile(log, 'utf8').catch(() => ''))
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { notice: { title: string }; args: string[]; env: Record<string, string> });

  await check();
  expect(await told()).toEqual([]);
  twilio.behave((index) => (index === 1 ? 'refuses' : 'answers'));
  expect((await check()).code).toBe(1);
  await check();
  const [broke, ...more] = await told();
  expect(more).toEqual([]);
  expect(broke?.notice).toMatchObject({
    version: 1,
    kind: 'broken',
    title: 'Sunrise $(id) "Dental": Twilio does not work',
  });
  expect(broke?.args).toEqual(['--title', 'Sunrise $(id) "Dental": Twilio does not work']);
  expect(JSON.stringify(broke)).not.toContain(token);
  expect(Object.keys(broke?.env ?? {})).not.toContain('VOXANNE_PASSPHRASE');

  twilio.behave(() => 'resets');
  await check();
  expect(await told()).toHaveLength(1);
  twilio.behave(() => 'answers');
  const recovered = await check();
  expect(json(recovered)).toMatchObject({ told: [{ ok: true, notice: { kind: 'recovered' } }] });
  await check();
  expect((await told()).map(({ notice }) => notice.title)).toEqual([
    'Sunrise $(id) "Dental": Twilio does not work',
    'Sunrise $(id) "Dental": Twilio works again',
  ]);
}, 240_000);

test('a program that fails is said, and changes nothing of the check', async () => {
  await clinic('Sunrise', 1);
  await cli(['check', '--all', '--notify', 'no-such-program']);
  twilio.behave(() => 'refuses');
  const checked = await cli(['check', '--all', '--notify', 'no-such-program', '--json']);
  expect(checked.code).toBe(1);
  expect(checked.stderr).toContain('The command to notify with failed (ENOENT) for: Sunrise: Twilio does not work');
  expect(json(checked)).toMatchObject({ told: [{ ok: false }], checks: [{ ok: false }] });
}, 120_000);

test('it goes with all clinics, and its quotes are closed', async () => {
  expect((await cli(['check', '--organization', 'x', '--notify', 'true'])).code).toBe(2);
  expect((await cli(['check', '--all', '--notify', '"open'])).code).toBe(2);
  expect(wordsOf(`say "a \\"b\\" c" 'd e' {title}`)).toEqual(['say', 'a "b" c', 'd e', '{title}']);
}, 60_000);

test('of the environment it gets what a program needs, and nothing else', () => {
  expect(
    environmentOfNotifier({
      PATH: '/bin',
      HOME: '/home/rosa',
      LC_ALL: 'en_US.UTF-8',
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/bus',
      STRIPE_SECRET_KEY: 'sk_live_x',
      VOXANNE_PASSPHRASE: 'x',
      NODE_OPTIONS: '--inspect',
      https_proxy: 'http://rosa:secret@proxy:1',
    }),
  ).toEqual({
    PATH: '/bin',
    HOME: '/home/rosa',
    LC_ALL: 'en_US.UTF-8',
    DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/bus',
  });
});
