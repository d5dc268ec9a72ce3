/** The built program sends texts through the twilio package, of which it reads only what that takes. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { practiceScenarios, startTwilioSimulator } from '../../../src-main/simulator/twilio';

const dist = path.resolve(import.meta.dirname, '../../../dist/main');

test('the SMS test of the built program, without the HTTP client that the twilio package brings', async () => {
  const bundled = (JSON.parse(readFileSync(path.join(dist, 'licences.json'), 'utf8')) as { name: string }[]).map(
    ({ name }) => name,
  );
  expect(bundled).toContain('twilio');
  for (const name of ['axios', 'jsonwebtoken', 'xmlbuilder', 'https-proxy-agent']) expect(bundled).not.toContain(name);

  const { fields } = practiceScenarios().credentials.find(({ methodId }) => methodId === 'auth-token') ?? {};
  const simulator = await startTwilioSimulator();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'voxanne-built-sms-'));
  try {
    const args = [path.join(dist, 'cli.cjs'), 'sms-test', '--json', '--delivery-timeout', '0'];
    const { stdout } = await promisify(execFile)(process.execPath, args, {
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        VOXANNE_PROFILE_DIR: path.join(folder, 'profile'),
        VOXANNE_TWILIO_URL: simulator.origin,
        TWILIO_ACCOUNT_SID: fields?.accountSid,
        TWILIO_AUTH_TOKEN: fields?.authToken,
        TWILIO_PHONE_NUMBER: '+12125550123',
        TEST_PHONE_NUMBER: '+14155550123',
      },
    });
    expect(JSON.parse(stdout)).toMatchObject({ failed: 0, steps: [{ id: 'account' }, { id: 'phone-number' }, {}, {}] });
    expect(simulator.control.messages().map(({ to }) => to)).toEqual(['+14155550123', '+14155550123']);
  } finally {
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);
