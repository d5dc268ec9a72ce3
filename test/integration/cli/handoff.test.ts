/** The handoff at the terminal: as text, as JSON, and without a secret. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { practiceScenarios, startTwilioSimulator, type TwilioSimulator } from '../../../src-main/simulator/twilio';
import { runCli } from '../google/cli';

let simulator: TwilioSimulator;
let folder: string;
beforeAll(async () => {
  simulator = await startTwilioSimulator();
  folder = await mkdtemp(path.join(os.tmpdir(), 'voxanne-handoff-'));
});
afterAll(async () => {
  await simulator.close();
  await rm(folder, { recursive: true, force: true });
});

const cli = (args: string[]) => runCli(folder, args, { VOXANNE_TWILIO_URL: simulator.origin });

test('says what is proven and open, that it is practice, asks nobody, and holds no secret', async () => {
  const { accountSid, authToken = '' } =
    practiceScenarios().credentials.find(({ id }) => id === 'credentials.full')?.fields ?? {};
  const file = path.join(folder, 'full.env');
  await writeFile(
    file,
    `TWILIO_ACCOUNT_SID=${accountSid}\nTWILIO_AUTH_TOKEN=${authToken}\nTWILIO_PHONE_NUMBER=+12125550123\n`,
  );
  await cli(['organizations', 'add', 'Sunrise Dental', '--time-zone', 'America/Chicago']);
  await cli(['credentials', 'add', '--organization', 'Sunrise Dental', '--provider', 'twilio', '--env-file', file]);
  const asked = simulator.control.requestCount();

  const text = await cli(['handoff', '--organization', 'Sunrise Dental']);
  expect(text.code).toBe(0);
  expect(text.stdout).toMatch(/^Handoff report: Sunrise Dental\n[A-Z][a-z]{2} \d+, \d{4}, \d+:\d{2} [AP]M C[SD]T, by /);
  expect(text.stdout).toContain('PRACTICE: SIMULATED ACCOUNTS');
  expect(text.stdout).toContain('- Signed in: Proven, ');
  expect(text.stdout).toContain('- Connect Google. ');
  const json = await cli(['handoff', '--organization', 'Sunrise Dental', '--json']);
  const { version, handoff } = JSON.parse(json.stdout);
  expect({ version, handoff }).toMatchObject({ version: 1, handoff: { isReady: false, isPractice: true } });
  expect(text.stdout + json.stdout).not.toContain(authToken);
  expect(simulator.control.requestCount()).toBe(asked);
});

test('a clinic that is not there is an error with its way out', async () => {
  const ran = await cli(['handoff', '--organization', 'Nobody']);
  expect(ran.code).not.toBe(0);
  expect(ran.stderr).toContain('There is no clinic “Nobody”.');
});
