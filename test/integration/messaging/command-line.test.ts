/** `sms-test` as programs and people use it, without a keychain, a database or a display. */
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runProgram } from '../../../src-main/cli/program';
import { createTerminal } from '../../../src-main/cli/terminal';
import { testReportSchema } from '../../../src-shared/tests/report';
import {
  accountSid,
  authToken,
  from,
  json,
  numberResource,
  page,
  refuse,
  startTinyTwilio,
  type TinyTwilio,
  to,
} from './tiny-twilio';

let server: TinyTwilio;
let folder: string;
beforeEach(async () => {
  server = await startTinyTwilio();
  folder = await mkdtemp(path.join(os.tmpdir(), 'voxanne-cli-'));
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const sink = () => {
  const chunks: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk.toString());
      done();
    },
  });
  return { stream: stream as unknown as NodeJS.WriteStream, text: () => chunks.join('') };
};

async function cli(args: string[], env: Record<string, string> = {}, signal = new AbortController().signal) {
  const [stdout, stderr] = [sink(), sink()];
  const terminal = createTerminal({ stdin: process.stdin, stdout: stdout.stream, stderr: stderr.stream });
  const code = await runProgram(
    args,
    { VOXANNE_TWILIO_URL: server.origin, VOXANNE_PROFILE_DIR: path.join(folder, 'never'), ...env },
    terminal,
    signal,
  );
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

const envFile = async (changes: Record<string, string | null> = {}) => {
  const values = {
    TWILIO_ACCOUNT_SID: accountSid,
    TWILIO_AUTH_TOKEN: authToken,
    TWILIO_PHONE_NUMBER: from,
    TEST_PHONE_NUMBER: to,
    ...changes,
  };
  const file = path.join(folder, 'clinic.env');
  const lines = Object.entries(values).flatMap(([key, value]) => (value === null ? [] : [`${key}=${value}`]));
  await writeFile(file, `# our clinic\n${lines.join('\n')}\n`);
  return file;
};
const posts = () => server.calls.filter(({ method }) => method === 'POST').length;

describe('sms-test --env-file', () => {
  test('a text of which nobody knows whether it was sent ends with 1, and counts as none of the three', async () => {
    server.routes.send = (_call, answer) => void answer.destroy();
    const ran = await cli(['sms-test', '--env-file', await envFile(), '--only', 'test-sms', '--json']);
    expect(ran.code).toBe(1);
    const report = testReportSchema.parse(JSON.parse(ran.stdout));
    expect(report).toMatchObject({ failed: 0, unconfirmed: 1 });
    expect(report.steps.find(({ id }) => id === 'test-sms')?.error?.code).toBe('sms.outcome-unknown');
    expect(posts()).toBe(1);
  }, 120_000);

  test('a text that was delivered only in part is unconfirmed, and changes no exit code', async () => {
    server.routes.send = (call, answer) => {
      const message = server.take(call);
      message.status = 'partially_delivered';
      json(answer, 201, { ...message, account_sid: accountSid, direction: 'outbound-api', num_segments: '2' });
    };
    const ran = await cli(['sms-test', '--env-file', await envFile(), '--only', 'test-sms', '--json']);
    const report = testReportSchema.parse(JSON.parse(ran.stdout));
    expect([ran.code, report.failed, report.unconfirmed]).toEqual([0, 0, 1]);
  }, 120_000);

  test('as JSON: the report alone on stdout, exit 0', async () => {
    const file = await envFile();
    const before = await readFile(file, 'utf8');
    const ran = await cli(['sms-test', '--env-file', file, '--json', '--delivery-timeout', '5']);
    expect(ran.code).toBe(0);
    const report = testReportSchema.parse(JSON.parse(ran.stdout));
    expect(report).toMatchObject({ version: 1, simulated: true, passed: 4, failed: 0, skipped: 0 });
    expect(report.steps.map(({ id }) => id)).toEqual(['account', 'phone-number', 'test-sms', 'hot-lead-sms']);
    expect(ran.stderr).toContain('Simulated');
    expect(ran.stdout + ran.stderr).not.toContain(authToken);
    expect(await readFile(file, 'utf8')).toBe(before);
  });

  test('for people: words, not colours, with cause and fix', async () => {
    server.routes.send = (_c, answer) => refuse(answer, 400, 21608, 'The number is unverified');
    const ran = await cli(['sms-test', '--env-file', await envFile()]);
    expect(ran.code).toBe(1);
    expect(ran.stdout).toMatch(/PASSED\s+Account verification/);
    expect(ran.stdout).toMatch(/FAILED\s+Test SMS/);
    expect(ran.stdout).toContain('Fix:  ');
    expect(ran.stdout).toContain('2 passed, 2 failed');
    expect(ran.stdout).not.toContain('\u001B');
  });

  describe('what was sent is recorded in the profile', () => {
    const record = async () => {
      const text = await readFile(path.join(folder, 'never', 'sent-texts.jsonl'), 'utf8');
      return text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    };

    test('each message before it is sent, then what became of it, without credentials', async () => {
      const intendedAtPost: boolean[] = [];
      const { send } = server.routes;
      server.routes.send = (call, answer, tiny) => {
        // On the disk before the request is answered.
        intendedAtPost.push(readFileSync(path.join(folder, 'never', 'sent-texts.jsonl'), 'utf8').includes('intended'));
        send(call, answer, tiny);
      };
      const ran = await cli(['sms-test', '--env-file', await envFile(), '--json', '--delivery-timeout', '5']);
      expect(ran.stderr).toContain('What was sent is recorded in');
      expect(intendedAtPost).toEqual([true, true]);
      const lines = await record();
      expect(lines[0]).toMatchObject({ state: 'intended', step: 'test-sms', from, to, simulated: true });
      for (const step of ['test-sms', 'hot-lead-sms'])
        expect(lines.filter((line) => line.step === step).at(-1)).toMatchObject({
          state: 'accepted',
          status: 'delivered',
          sid: expect.stringMatching(/^SM/),
        });
      expect(JSON.stringify(lines)).not.toContain(authToken);
    });

    test('a run that sends nothing records nothing', async () => {
      await cli(['sms-test', '--env-file', await envFile(), '--dry-run']);
      await expect(record()).rejects.toThrow('ENOENT');
    });

    test('a profile that can’t be written does not stop the run, and that is said', async () => {
      await writeFile(path.join(folder, 'never'), '');
      const ran = await cli(['sms-test', '--env-file', await envFile(), '--json', '--delivery-timeout', '5']);
      expect(ran.code).toBe(0);
      expect(posts()).toBe(2);
      expect(ran.stderr).toContain('could not be written: this report is the only record');
    });
  });

  test('--dry-run sends nothing and shows the texts with what they cost', async () => {
    const ran = await cli(['sms-test', '--env-file', await envFile(), '--dry-run', '--json']);
    expect(ran.code).toBe(0);
    const report = testReportSchema.parse(JSON.parse(ran.stdout));
    expect(report).toMatchObject({ passed: 2, skipped: 2 });
    expect(report.messages?.map(({ step, encoding }) => [step, encoding])).toEqual([
      ['test-sms', 'GSM-7'],
      ['hot-lead-sms', 'UCS-2'],
    ]);
    expect(posts()).toBe(0);
    const shown = await cli(['sms-test', '--env-file', await envFile(), '--dry-run']);
    expect(shown.stdout).toMatch(/Hot-lead SMS: UCS-2, \d+ characters, \d segments/);
  });

  describe('numbers without a country code', () => {
    const australian = '+61491570156';
    const owned = (number: string) => {
      server.routes.numbers = (_c, answer) =>
        json(answer, 200, page('incoming_phone_numbers', [numberResource(number)]));
    };

    test('a recipient is read in the sender’s country, and that is said', async () => {
      owned(australian);
      const file = await envFile({ TWILIO_PHONE_NUMBER: australian, TEST_PHONE_NUMBER: '0491 570 157' });
      const ran = await cli(['sms-test', '--env-file', file, '--only', 'test-sms', '--json']);
      expect(server.messages.map(({ to: texted }) => texted)).toEqual(['+61491570157']);
      expect(ran.stderr).toContain('TEST_PHONE_NUMBER 0491 570 157 is read as +61 491 570 157.');
    });

    test.each([
      [
        'a number of no numbering plan',
        { TEST_PHONE_NUMBER: '+10412345678' },
        'the numbering plan has no +1 0412345678',
      ],
      ['another country’s number read as a US one', { TEST_PHONE_NUMBER: '0412 345 678' }, 'the numbering plan has no'],
      ['a number that lacks its +', { TEST_PHONE_NUMBER: '447911123456' }, 'Did you mean +44 7911 123456?'],
      [
        'a sender whose country nobody can tell',
        { TWILIO_PHONE_NUMBER: '0412 345 678' },
        'nobody can tell its country',
      ],
      ['a Messaging Service as sender', { TWILIO_PHONE_NUMBER: `MG${'a1'.repeat(16)}` }, 'Messaging Service'],
      ['a WhatsApp sender', { TWILIO_PHONE_NUMBER: 'whatsapp:+14155550100' }, 'address for whatsapp'],
      ['a short code as sender', { TWILIO_PHONE_NUMBER: '12345' }, 'short code'],
      ['a name as sender', { TWILIO_PHONE_NUMBER: 'Sunrise' }, 'alphanumeric sender ID'],
    ])('%s is refused before anything is asked or sent', async (_what, changes, words) => {
      const ran = await cli(['sms-test', '--env-file', await envFile(changes), '--json']);
      expect([ran.code, server.calls.length]).toEqual([2, 0]);
      expect(JSON.parse(ran.stdout).error.message).toContain(words);
    });

    test('a number of no numbering plan is texted where a person gives it with + on the command line', async () => {
      const file = await envFile({ TEST_PHONE_NUMBER: '0412 345 678' });
      const ran = await cli(['sms-test', '--env-file', file, '--to', '+15551234567', '--only', 'test-sms', '--json']);
      expect(server.messages.map(({ to: texted }) => texted)).toEqual(['+15551234567']);
      expect(ran.stderr).toContain('The numbering plan has no such number');
    });
  });

  test('usual names of other templates are taken, and each is said', async () => {
    const file = path.join(folder, 'other.env');
    await writeFile(
      file,
      `set TWILIO_SID=${accountSid}\r\n$Env:TWILIO_TOKEN="${authToken}"\r\nTWILIO_NUMBER=${from}\r\n`,
    );
    const ran = await cli(['sms-test', '--env-file', file, '--only', 'account', '--json']);
    expect(ran.code).toBe(0);
    expect(ran.stderr).toContain('TWILIO_SID is read as TWILIO_ACCOUNT_SID.');
    expect(ran.stderr).toContain('TWILIO_NUMBER is read as TWILIO_PHONE_NUMBER.');
    expect(ran.stdout + ran.stderr).not.toContain(authToken);
  });

  test('a recipient that is sample text or a reference is said to be that, not to be missing', async () => {
    for (const [value, reason] of [
      ['op://vault/front-desk/phone', 'It holds a reference to 1Password, not the value itself.'],
      ['{{phone}}', 'It still holds sample text.'],
    ] as const) {
      const ran = await cli(['sms-test', '--env-file', await envFile({ TEST_PHONE_NUMBER: value }), '--json']);
      expect([ran.code, server.calls.length]).toEqual([2, 0]);
      expect(JSON.parse(ran.stdout).error.message).toContain(`TEST_PHONE_NUMBER: ${reason}`);
    }
  });

  test('--only runs the named steps and needs no recipient for look-ups', async () => {
    const ran = await cli([
      'sms-test',
      '--env-file',
      await envFile({ TEST_PHONE_NUMBER: null }),
      '--only',
      'account,phone-number',
      '--json',
    ]);
    expect([ran.code, JSON.parse(ran.stdout)]).toMatchObject([0, { passed: 2, skipped: 2, failed: 0 }]);
    expect(posts()).toBe(0);
  });

  test.each<[string, Partial<TinyTwilio['routes']>, string]>([
    [
      'a wrong token',
      {
        account: (_c, answer) => refuse(answer, 401, 20003, 'Authenticate'),
        numbers: (_c, answer) => refuse(answer, 401, 20003, 'Authenticate'),
      },
      'twilio.20003',
    ],
    [
      'a number of somebody else',
      { numbers: (_c, answer) => json(answer, 200, page('incoming_phone_numbers', [])) },
      'twilio.number-not-owned',
    ],
  ])(
    '--only with a message that %s keeps from being sent: the reason with its fix, exit 1',
    async (_name, routes, code) => {
      Object.assign(server.routes, routes);
      const ran = await cli(['sms-test', '--env-file', await envFile(), '--only', 'test-sms', '--json']);
      const report = testReportSchema.parse(JSON.parse(ran.stdout));
      expect(report.steps[2]).toMatchObject({
        id: 'test-sms',
        outcome: 'skipped',
        detail: expect.stringMatching(/^Not sent, because /),
        error: { code },
      });
      expect([ran.code, report.passed, report.skipped, posts()]).toEqual([1, 0, 4, 0]);
    },
  );

  test('--to comes before the file', async () => {
    await cli([
      'sms-test',
      '--env-file',
      await envFile(),
      '--to',
      '+44 7400 123456',
      '--only',
      'test-sms',
      '--delivery-timeout',
      '0',
      '--json',
    ]);
    expect(server.messages.map((message) => message.to)).toEqual(['+447400123456']);
  });

  test('with an API key that may not read the account', async () => {
    const key = `SK${'b2'.repeat(16)}`;
    server.routes.account = (_c, answer) => refuse(answer, 401, 20003, 'Authenticate');
    // Routes that were replaced take any credential.
    const open = await startTinyTwilio({ ...server.routes });
    const file = await envFile({
      TWILIO_AUTH_TOKEN: null,
      TWILIO_API_KEY: key,
      TWILIO_API_SECRET: 'a-secret-of-a-key',
    });
    const ran = await cli(['sms-test', '--env-file', file, '--json'], { VOXANNE_TWILIO_URL: open.origin });
    await open.close();
    expect(JSON.parse(ran.stdout).steps[0]).toMatchObject({
      outcome: 'passed',
      detail: expect.stringContaining('not visible to this key'),
    });
    expect(ran.code).toBe(0);
  });

  test('the environment serves when no file is given', async () => {
    const ran = await cli(['sms-test', '--only', 'account', '--json'], {
      TWILIO_ACCOUNT_SID: accountSid,
      TWILIO_AUTH_TOKEN: authToken,
      TWILIO_PHONE_NUMBER: from,
    });
    expect([ran.code, JSON.parse(ran.stdout).passed]).toEqual([0, 1]);
  });

  test('a stop ends it with what is known', async () => {
    const stop = new AbortController();
    // Asked for both messages, and again: each was told as sent by then.
    const asked = new Map<string, number>();
    server.routes.message = (call, answer) => {
      json(answer, 200, { sid: 'SM1', status: 'sent' });
      asked.set(call.path, (asked.get(call.path) ?? 0) + 1);
      if (asked.size === 2 && [...asked.values()].every((times) => times > 1)) stop.abort();
    };
    const ran = await cli(['sms-test', '--env-file', await envFile(), '--json'], {}, stop.signal);
    expect(ran.code).toBe(130);
    expect(JSON.parse(ran.stdout)).toMatchObject({ passed: 2, unconfirmed: 2 });
  });
});

describe('bad usage and configuration: exit 2, a clear message, nothing tried', () => {
  test.each<[string, Record<string, string | null>, string[], string]>([
    ['no recipient', { TEST_PHONE_NUMBER: null }, [], 'There is no recipient'],
    ['no sender', { TWILIO_PHONE_NUMBER: null }, [], 'lacks TWILIO_PHONE_NUMBER'],
    ['no secret', { TWILIO_AUTH_TOKEN: null }, [], 'lacks TWILIO_AUTH_TOKEN'],
    ['a key where the account belongs', { TWILIO_ACCOUNT_SID: `SK${'b2'.repeat(16)}` }, [], 'This is an API key SID'],
    ['letters in the sender', { TWILIO_PHONE_NUMBER: '+1-555-VOXANNE' }, [], '+15558692663'],
    ['letters in the recipient', {}, ['--to', '1-800-FLOWERS'], '+18003569377'],
    ['a placeholder', {}, ['--to', '+1234567890'], 'placeholder'],
    ['an unknown step', {}, ['--only', 'account,teleport'], 'no step “teleport”'],
    ['a bad timeout', {}, ['--delivery-timeout', 'soon'], '“soon” is no number of seconds'],
    ['two sources', {}, ['--organization', 'x'], 'Both --env-file and --organization'],
    ['an unknown option', {}, ['--frobnicate'], 'unknown option'],
    ['recipient equals sender', {}, ['--to', from], 'The recipient is the number'],
  ])('%s', async (_name, changes, args, said) => {
    const ran = await cli(['sms-test', '--env-file', await envFile(changes), ...args]);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain(said);
    expect(ran.stdout).toBe('');
    expect(server.calls).toEqual([]);
  });

  test.each([
    [['sms-test', '--frobnicate', '--json'], "Unknown option '--frobnicate'."],
    [['teleport', '--json'], "Unknown command 'teleport'."],
    [['credentials', 'list', '--json'], "Required option '--organization <id or name>' not specified."],
    [['credentials', '--json'], "Unknown option '--json'."],
    [['sms-test', '--json', '--to'], "Option '--to <number>' argument missing."],
    [['--json'], "Unknown option '--json'."],
  ])('%j: programs get the error as JSON, people the sentence', async (args, message) => {
    const ran = await cli(args);
    expect([ran.code, JSON.parse(ran.stdout)]).toEqual([
      2,
      {
        version: 1,
        error: { code: 'usage.invalid', message, cause: expect.any(String), fix: expect.any(String), retryable: false },
      },
    ]);
    expect(ran.stderr).toContain('error: ');
  });

  test('without --json, and behind --, nothing goes to standard output', async () => {
    for (const args of [['teleport'], ['teleport', '--', '--json']])
      expect(await cli(args)).toMatchObject({ code: 2, stdout: '' });
  });

  test('a file that is not there', async () => {
    const ran = await cli(['sms-test', '--env-file', path.join(folder, 'nothing.env'), '--json']);
    expect([ran.code, JSON.parse(ran.stdout)]).toMatchObject([2, { version: 1, error: { code: 'import.unreadable' } }]);
  });

  test('an endpoint that is not this computer', async () => {
    const ran = await cli(['sms-test', '--env-file', await envFile()], { VOXANNE_TWILIO_URL: 'https://evil.example' });
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining('does not lead to this computer')]);
  });

  test('nothing given at all', async () => {
    expect(await cli(['sms-test'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('There are no credentials to test'),
    });
  });
});

test('an account whose number list never ends is told as such, exit 1', async () => {
  let n = 0;
  server.routes.numbers = (_c, answer) =>
    json(
      answer,
      200,
      page(
        'incoming_phone_numbers',
        [{ sid: `PN${++n}`, phone_number: `+1415${5_550_200 + n}` }],
        `/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers.json?Page=${n}`,
      ),
    );
  const ran = await cli(['sms-test', '--env-file', await envFile(), '--json']);
  expect([ran.code, JSON.parse(ran.stdout).steps[1]]).toMatchObject([
    1,
    { outcome: 'failed', error: { code: 'twilio.list-incomplete' } },
  ]);
});
