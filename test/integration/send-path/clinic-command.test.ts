/** `sms-test --organization`: a clinic's test from a terminal, with its progress as it happens. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runProgram } from '../../../src-main/cli/program';
import { createTerminal } from '../../../src-main/cli/terminal';
import { startTwilioSimulator, type TwilioSimulator } from '../../../src-main/simulator/twilio';
import { testReportSchema } from '../../../src-shared/tests/report';
import '../../fakes/cheap-derivations';

let simulator: TwilioSimulator;
let folder: string;

/** Collects what is written, with the time of each piece. */
const sink = () => {
  const pieces: { at: number; text: string }[] = [];
  const stream = new Writable({
    write(piece: Buffer, _encoding, done) {
      pieces.push({ at: performance.now(), text: piece.toString() });
      done();
    },
  });
  return {
    stream: stream as unknown as NodeJS.WriteStream,
    pieces,
    text: () => pieces.map(({ text }) => text).join(''),
  };
};

const cli = (...args: string[]) => cliWith({}, ...args);

async function cliWith(more: Record<string, string>, ...args: string[]) {
  const [stdout, stderr] = [sink(), sink()];
  const terminal = createTerminal({
    stdin: process.stdin,
    stdout: stdout.stream,
    stderr: Object.assign(stderr.stream, { isTTY: more.STDERR !== 'file' }),
  });
  const env = {
    VOXANNE_TWILIO_URL: simulator.origin,
    VOXANNE_PROFILE_DIR: path.join(folder, 'profile'),
    VOXANNE_PASSPHRASE: 'a long passphrase for tests',
    ...more,
  };
  const code = await runProgram(args, env, terminal, new AbortController().signal);
  return { code, stdout: stdout.text(), stderr: stderr.text(), told: stderr.pieces, endedAt: performance.now() };
}

// Tests run without a bus, and so without a keychain; on other systems there is always one.
describe.skipIf(process.platform !== 'linux')('sms-test --organization', { timeout: 120_000 }, () => {
  beforeEach(async () => {
    simulator = await startTwilioSimulator({ clockSpeed: 4 });
    folder = await mkdtemp(path.join(os.tmpdir(), 'voxanne-clinic-command-'));
    const [account] = simulator.control.addAccounts(1);
    if (account === undefined) throw new Error('no account');
    const file = path.join(folder, 'clinic.env');
    await writeFile(
      file,
      `TWILIO_ACCOUNT_SID=${account.accountSid}\nTWILIO_AUTH_TOKEN=${account.authToken}\n` +
        `TWILIO_PHONE_NUMBER=${account.phoneNumber}\n`,
    );
    expect((await cli('organizations', 'add', 'Sunrise Dental')).stderr).toBe('');
    const added = await cli(
      'credentials',
      'add',
      '--organization',
      'Sunrise Dental',
      '--provider',
      'twilio',
      '--env-file',
      file,
    );
    expect([added.code, added.stderr]).toEqual([0, expect.any(String)]);
  });
  afterEach(async () => {
    await simulator.close();
    await rm(folder, { recursive: true, force: true });
  });
  const testing = ['sms-test', '--organization', 'Sunrise Dental', '--to', '+14155550199'];

  test('tells each step and each status on standard error as it happens', async () => {
    const ran = await cli(...testing);
    expect(ran).toMatchObject({ code: 0, stdout: expect.stringContaining('4 passed') });
    const lines = ran.stderr.split('\n');
    expect(lines[0]).toContain('Simulated');
    for (const said of [
      'Account verification: passed',
      'Phone number validation: passed',
      'Test SMS: running',
      'Test SMS: passed',
      'Hot-lead SMS: passed',
    ])
      expect(lines).toContain(said);
    expect(ran.stderr).toMatch(/Test SMS: (queued|sending|sent) after \d+\.\d s/);
    const accepted = ran.told.find(({ text }) => text.startsWith('Test SMS:'));
    expect(ran.endedAt - (accepted?.at ?? ran.endedAt)).toBeGreaterThan(200);
  });

  test.each([
    ['written to a file', { STDERR: 'file' }, []],
    ['told to be quiet', {}, ['--quiet']],
  ])('tells no step where it is %s', async (_what, env, options) => {
    const ran = await cliWith(env, ...testing, ...options);
    expect(ran).toMatchObject({ code: 0, stdout: expect.stringContaining('4 passed') });
    expect(ran.stderr).not.toContain('Test SMS');
  });

  test('as JSON: the report alone, and the notice of what is simulated', async () => {
    const ran = await cli(...testing, '--json');
    expect(testReportSchema.parse(JSON.parse(ran.stdout))).toMatchObject({ passed: 4, simulated: true });
    expect(ran.stderr.trim().split('\n')).toEqual([expect.stringContaining('Simulated')]);
  });

  test.each([
    ['another country’s number read as one of the clinic’s', ['--to', '0412 345 678'], {}],
    ['one of no numbering plan from the environment', [], { TEST_PHONE_NUMBER: '+10412345678' }],
    ['one that lacks its +', ['--to', '447911123456'], {}],
  ])('%s is refused, and nothing is sent', async (_what, to, env) => {
    const ran = await cliWith(env, 'sms-test', '--organization', 'Sunrise Dental', ...to, '--json');
    expect([ran.code, simulator.control.messages().length]).toEqual([2, 0]);
    expect(JSON.parse(ran.stdout)).toMatchObject({ error: { code: 'phone-number.invalid' } });
  });
});
