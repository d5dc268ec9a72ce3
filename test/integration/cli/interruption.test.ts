/** A person who presses Ctrl-C at a real terminal: the command ends at once, says so, and has stored nothing. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testReportSchema } from '../../../src-shared/tests/report';
import { json, runCli } from '../google/cli';
import { accountSid, authToken, from } from '../messaging/tiny-twilio';

const root = path.resolve(import.meta.dirname, '../../..');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'voxanne-interruption-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a command at a pseudo-terminal and types `keys` once it asks. */
function typeAt(command: string, asks: string, keys: string): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn('script', ['-qefc', command, '/dev/null'], {
      cwd: root,
      env: {
        ...process.env,
        VOXANNE_PROFILE_DIR: path.join(folder, 'profile'),
        VOXANNE_PASSPHRASE: 'a passphrase for tests',
        DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere',
      },
    });
    let output = '';
    let isTyped = false;
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (isTyped || !output.includes(asks)) return;
      isTyped = true;
      child.stdin.write(keys);
    });
    child.on('close', (code) => resolve({ code, output }));
  });
}

describe.skipIf(process.platform !== 'linux')('Ctrl-C', () => {
  test('at the hidden prompt: exit 130, and nothing is stored', async () => {
    await runCli(folder, ['organizations', 'add', 'Sunrise', '--time-zone', 'UTC'], {});
    const ended = await typeAt(
      'npm run -s cli -- credentials add --organization Sunrise --provider twilio',
      'nothing is shown',
      '\u0003',
    );
    expect(ended.output).toContain('The command was stopped.');
    expect(ended.output).not.toContain('internal');
    expect(ended.code).toBe(130);
    const list = await runCli(folder, ['credentials', 'list', '--organization', 'Sunrise', '--json'], {});
    expect(json(list)).toMatchObject({ credentials: [] });
  }, 120_000);
});

describe.skipIf(process.platform === 'win32')('a test that a signal stops', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)(
    '%s: its report is whole, and its exit code is %i',
    async (signal, code) => {
      // A provider that takes the request and never answers.
      let heard: () => void = () => undefined;
      const asked = new Promise<void>((resolve) => {
        heard = resolve;
      });
      const server = createServer((socket) => socket.on('error', () => undefined).once('data', heard));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const file = path.join(folder, 'clinic.env');
      const lines = Object.entries({
        TWILIO_ACCOUNT_SID: accountSid,
        TWILIO_AUTH_TOKEN: authToken,
        TWILIO_PHONE_NUMBER: from,
      });
      writeFileSync(file, lines.map(([key, value]) => `${key}=${value}`).join('\n'));
      const child = spawn(
        process.execPath,
        ['--', 'dist/main/cli.cjs', 'sms-test', '--env-file', file, '--only', 'account', '--json'],
        {
          cwd: root,
          env: {
            ...process.env,
            VOXANNE_PROFILE_DIR: path.join(folder, 'profile'),
            VOXANNE_TWILIO_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
          },
          stdio: ['ignore', 'pipe', 'ignore'],
        },
      );
      let stdout = '';
      child.stdout.on('data', (chunk: Buffer) => {
        stdout += chunk.toString();
      });
      const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
      await asked;
      child.kill(signal);
      expect(await ended).toBe(code);
      server.close();
      expect(testReportSchema.parse(JSON.parse(stdout))).toMatchObject({ passed: 0, failed: 0, skipped: 4 });
    },
    120_000,
  );
});
