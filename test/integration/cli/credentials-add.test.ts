/** `credentials add --env-file`: what was taken from the file, and why the rest was not. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { practiceScenarios, startTwilioSimulator, type TwilioSimulator } from '../../../src-main/simulator/twilio';
import { json, runCli } from '../google/cli';

let simulator: TwilioSimulator;
let folder: string;
beforeAll(async () => {
  simulator = await startTwilioSimulator();
  folder = await mkdtemp(path.join(os.tmpdir(), 'voxanne-add-'));
  await runCli(folder, ['organizations', 'add', 'Sunrise Dental'], {});
});
afterAll(async () => {
  await simulator.close();
  await rm(folder, { recursive: true, force: true });
});

const { accountSid = '', authToken = '' } =
  practiceScenarios().credentials.find(({ id }) => id === 'credentials.full')?.fields ?? {};

async function add(...lines: string[]) {
  const file = path.join(folder, 'clinic.env');
  await writeFile(file, `${lines.join('\n')}\n`);
  const args = ['--organization', 'Sunrise Dental', '--provider', 'twilio', '--env-file', file, '--json'];
  return runCli(folder, ['credentials', 'add', ...args], { VOXANNE_TWILIO_URL: simulator.origin });
}

test('a missing field is said with the misspelt key and the sample text that were meant for it', async () => {
  const ran = await add('TWILIO_ACOUNT_SID=AC1', `TWILIO_AUTH_TOKEN=${authToken}`, 'PORT=8080');
  const meant = 'TWILIO_ACOUNT_SID: Not a Twilio setting that this console uses.';
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain('took TWILIO_AUTH_TOKEN; ignored TWILIO_ACOUNT_SID, PORT.');
  expect(ran.stderr).toContain(`  ${meant}`);
  expect(ran.stderr).not.toContain('PORT:');
  expect(json(ran)).toMatchObject({
    error: {
      code: 'usage.invalid',
      message: `Account SID is missing, and there is no terminal to ask for it. ${meant}`,
      fix: 'Give it as TWILIO_ACCOUNT_SID in a file or in an environment variable.',
    },
  });
  expect((await add('ACCOUNT_SID=AC...', `TWILIO_AUTH_TOKEN=${authToken}`)).stderr).toContain(
    'to ask for it. ACCOUNT_SID: It still holds sample text.',
  );
});

test('a number that is too short is said in words, and nothing is stored', async () => {
  const ran = await add(
    `TWILIO_ACCOUNT_SID=${accountSid}`,
    `TWILIO_AUTH_TOKEN=${authToken}`,
    'TWILIO_PHONE_NUMBER=+1415555',
  );
  expect(ran.code).toBe(2);
  expect(ran.stderr).toMatch(/Error: \+1415555 can’t be used\. .*too few digits/);
  expect(ran.stdout).not.toContain('too-short');
  const list = await runCli(folder, ['credentials', 'list', '--organization', 'Sunrise Dental', '--json'], {});
  expect(json(list)).toMatchObject({ credentials: [] });
});

test('another usual name, a messaging service and what is not needed are each said with what they are', async () => {
  const ran = await add(
    `TWILIO_SID=${accountSid}`,
    `TWILIO_AUTH_TOKEN=${authToken}`,
    'TWILIO_API_KEY=SK0',
    `TWILIO_MESSAGING_SERVICE_SID=MG${'0'.repeat(32)}`,
    'TWILIO_PHONE_NUMBER=+12125550123',
  );
  expect(ran.stderr).toContain('TWILIO_SID is read as TWILIO_ACCOUNT_SID.');
  expect(ran.stderr).toContain('  TWILIO_API_KEY: Not needed: the file also has what “Auth token” takes.');
  expect(ran.stderr).toContain('  TWILIO_MESSAGING_SERVICE_SID: This is the SID of a Messaging Service (MG…).');
  expect(ran.code).toBe(0);
});
