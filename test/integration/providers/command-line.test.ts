/**
 * The command line with practice accounts: what is wrong with a credential, what a trial may do, what test credentials
 * can show.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runProgram } from '../../../src-main/cli/program';
import { createTerminal } from '../../../src-main/cli/terminal';
import { practiceScenarios, startTwilioSimulator, type TwilioSimulator } from '../../../src-main/simulator/twilio';
import { testReportSchema } from '../../../src-shared/tests/report';

let simulator: TwilioSimulator;
let folder: string;
beforeAll(async () => {
  simulator = await startTwilioSimulator({ clockSpeed: 50 });
  folder = await mkdtemp(path.join(os.tmpdir(), 'voxanne-cli-'));
});
afterAll(async () => {
  await simulator.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => simulator.control.reset());

async function smsTest(scenario: string, from: string, to: string, ...args: string[]) {
  const found = practiceScenarios().credentials.find(({ id }) => id === `credentials.${scenario}`);
  if (found === undefined) throw new Error(`no scenario ${scenario}`);
  const { accountSid, authToken, apiKeySid, apiKeySecret } = found.fields;
  const file = path.join(folder, `${scenario}.env`);
  const key =
    authToken === undefined
      ? `TWILIO_API_KEY=${apiKeySid}\nTWILIO_API_SECRET=${apiKeySecret}`
      : `TWILIO_AUTH_TOKEN=${authToken}`;
  await writeFile(
    file,
    `TWILIO_ACCOUNT_SID=${accountSid}\n${key}\nTWILIO_PHONE_NUMBER=${from}\nTEST_PHONE_NUMBER=${to}\n`,
  );
  let [stdout, stderr] = ['', ''];
  const stream = (take: (text: string) => void) =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        take(chunk.toString());
        done();
      },
    }) as unknown as NodeJS.WriteStream;
  const terminal = createTerminal({
    stdin: process.stdin,
    stdout: stream((text) => {
      stdout += text;
    }),
    stderr: stream((text) => {
      stderr += text;
    }),
  });
  const env = { VOXANNE_TWILIO_URL: simulator.origin, VOXANNE_PROFILE_DIR: path.join(folder, 'never') };
  const code = await runProgram(['sms-test', '--env-file', file, ...args], env, terminal, new AbortController().signal);
  return { code, stdout, stderr };
}
const report = async (...args: Parameters<typeof smsTest>) => {
  const { code, stdout } = await smsTest(args[0], args[1], args[2], '--json', '--delivery-timeout', '5');
  const steps = testReportSchema.parse(JSON.parse(stdout)).steps;
  return {
    code,
    outcome: Object.fromEntries(steps.map((step) => [step.id, step.outcome])),
    step: (id: string) => steps.find((step) => step.id === id),
  };
};

const sunrise = '+12125550123';
const phone = '+15105550100';

describe('sms-test', () => {
  test('a wrong token is walked through, cause by cause; programs get the list too', async () => {
    const { code, stdout } = await smsTest('wrong-token', sunrise, phone);
    expect(code).toBe(1);
    expect(stdout).toMatch(/Check: 1\. Same account: [\s\S]*2\. Not swapped: [\s\S]*7\. Region: /);
    const { error } = (await report('wrong-token', sunrise, phone)).step('account') ?? {};
    expect(Object.keys(error ?? {}).sort()).toEqual([
      'cause',
      'checks',
      'code',
      'fix',
      'helpUrl',
      'message',
      'providerCode',
      'retryable',
    ]);
    expect(error?.checks).toHaveLength(7);
    expect(simulator.control.messages()).toEqual([]);
  });

  test('a key that may not send: the permission is named', async () => {
    const { code, step } = await report('restricted-key-no-send', sunrise, phone);
    expect(code).toBe(1);
    expect(step('test-sms')?.error).toMatchObject({
      code: 'twilio.70051',
      message: 'This API key lacks a permission: Messaging, Messages: create.',
    });
  });

  test('a trial account: an unverified phone is stopped before anything is sent, a verified one is not', async () => {
    const stopped = await report('trial', '+14045550150', '+14155550134');
    expect(stopped.code).toBe(1);
    expect(stopped.step('test-sms')).toMatchObject({
      outcome: 'failed',
      detail: expect.stringMatching(/^Stopped before sending/),
    });
    expect(stopped.step('test-sms')?.error?.fix).toContain('Verified Caller IDs');
    expect(simulator.control.messages()).toEqual([]);
    expect((await report('trial', '+14045550150', '+14155550190')).outcome).toMatchObject({
      account: 'passed',
      'phone-number': 'passed',
    });
    expect(simulator.control.messages()).toHaveLength(2);
  });

  test('test credentials: what they can show, and what not, is said; nothing passes that was not proven', async () => {
    const { code, outcome, step } = await report('test-credentials', '+15005550006', '+14155550134');
    expect(code).toBe(0);
    expect(outcome).toEqual({
      account: 'skipped',
      'phone-number': 'skipped',
      'test-sms': 'unconfirmed',
      'hot-lead-sms': 'unconfirmed',
    });
    expect(step('account')?.detail).toContain('they prove no account, no number and no delivery');
    expect(step('test-sms')?.detail).toContain('With test credentials nothing is sent');
  });

  test('test credentials are said at the head of the report, whichever steps were asked for', async () => {
    for (const more of [[], ['--only', 'test-sms'], ['--dry-run']]) {
      const args = ['test-credentials', '+15005550006', '+14155550134', '--delivery-timeout', '5', ...more] as const;
      expect((await smsTest(...args)).stdout).toContain('(test credentials: nothing is sent)');
      expect(JSON.parse((await smsTest(...args, '--json')).stdout)).toMatchObject({ testCredentials: true });
    }
    const kept = await readFile(path.join(folder, 'never', 'sent-texts.jsonl'), 'utf8');
    const lines = kept.split('\n').filter((line) => line.includes('+15005550006'));
    expect(lines.length).toBeGreaterThan(4);
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ testCredentials: true });
    const real = await smsTest('full', sunrise, phone, '--dry-run');
    expect(real.stdout).not.toContain('test credentials');
    expect(JSON.parse((await smsTest('full', sunrise, phone, '--dry-run', '--json')).stdout)).not.toHaveProperty(
      'testCredentials',
    );
  });

  test('test credentials with an own number: the fix is one that can be followed', async () => {
    const { code, step } = await report('test-credentials', sunrise, '+14155550134');
    expect(code).toBe(1);
    expect(step('test-sms')?.error).toMatchObject({
      code: 'twilio.21606',
      message: 'Twilio’s test credentials can’t send from this number.',
      fix: expect.stringContaining('the account’s live Account SID and auth token'),
    });
  });

  test('the registration is not asked for on the way to a test', async () => {
    simulator.control.setFault({ fault: { kind: 'stall' }, pathIncludes: '/v1/' });
    const { outcome } = await report('full', sunrise, phone);
    expect(Object.values(outcome)).toEqual(['passed', 'passed', 'passed', 'passed']);
  });
});
