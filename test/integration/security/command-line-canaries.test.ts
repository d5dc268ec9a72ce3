/**
 * The command line's whole work with secrets made for it, as real processes: nothing of them on stdout or stderr, in
 * arguments, or in any file.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { searchFolders, searchText, textCanary, tokenCanary } from './canaries';
import { echoes, type HostileTwilio, recipientNumber, senderNumber, startHostileTwilio } from './hostile-twilio';

const program = path.resolve(import.meta.dirname, '../../../dist/main/cli.cjs');
const sid = `AC${'c3'.repeat(16)}`;
const first = tokenCanary('the first token');
const second = tokenCanary('the second token');
const wrong = tokenCanary('the wrong token');
const passphrase = textCanary('the passphrase of the vault');
const canaries = [first, second, wrong, passphrase];

let run: string;
let given: string;
let server: HostileTwilio;
const passwords = new Map([[sid, first.value]]);
beforeAll(async () => {
  run = await mkdtemp(path.join(os.tmpdir(), 'voxanne-cli-canaries-'));
  given = await mkdtemp(path.join(os.tmpdir(), 'voxanne-cli-given-'));
  await mkdir(path.join(run, 'tmp'));
  server = await startHostileTwilio(passwords);
  for (const canary of [first, second, wrong]) {
    const lines = [
      `TWILIO_ACCOUNT_SID=${sid}`,
      `TWILIO_AUTH_TOKEN=${canary.value}`,
      `TWILIO_PHONE_NUMBER=${senderNumber}`,
      `TEST_PHONE_NUMBER=${recipientNumber}`,
    ];
    await writeFile(path.join(given, `${canary.name.replaceAll(' ', '-')}.env`), lines.join('\n'));
  }
});
afterAll(async () => {
  await server.close();
  for (const folder of [run, given]) await rm(folder, { recursive: true, force: true });
});
const fileOf = (canary: { name: string }) => path.join(given, `${canary.name.replaceAll(' ', '-')}.env`);

/** Command lines of every process on the machine, which any user of it can read. */
function commandLines(): string {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      } catch {
        // It has ended meanwhile.
        return '';
      }
    })
    .join('\n');
}

async function cli(...args: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: path.join(run, 'home'),
      TMPDIR: path.join(run, 'tmp'),
      // No keychain can be reached, so nobody's own is ever touched: the vault is kept under the passphrase.
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
      VOXANNE_PROFILE_DIR: path.join(run, 'profile'),
      VOXANNE_TWILIO_URL: server.origin,
      VOXANNE_PASSPHRASE: passphrase.value,
    },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (piece: Buffer) => {
      said += piece.toString();
    });
  }
  const watching = setInterval(() => {
    said += searchText('an argument', commandLines(), canaries).join('\n');
  }, 100);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearInterval(watching);
  expect(searchText(args.join(' '), said, canaries)).toEqual([]);
  expect(said).not.toContain('an argument');
  return { code, said };
}

test.runIf(process.platform === 'linux' && existsSync(program))(
  'secrets go in and never come out',
  { timeout: 600_000 },
  async () => {
    const clinic = ['--organization', 'Sunrise Dental', '--provider', 'twilio'];
    expect((await cli('organizations', 'add', 'Sunrise Dental', '--json')).code).toBe(0);
    expect((await cli('credentials', 'add', ...clinic, '--env-file', fileOf(wrong), '--json')).code).toBe(1);
    expect((await cli('credentials', 'add', ...clinic, '--env-file', fileOf(first), '--json')).code).toBe(0);
    expect(
      (
        await cli(
          'sms-test',
          '--organization',
          'Sunrise Dental',
          '--to',
          recipientNumber,
          '--json',
          '--delivery-timeout',
          '3',
        )
      ).code,
    ).toBe(0);
    expect(server.sent).toHaveLength(2);
    passwords.set(sid, second.value);
    expect((await cli('credentials', 'verify', ...clinic)).code).toBe(1);
    expect((await cli('credentials', 'replace', ...clinic, '--env-file', fileOf(second))).code).toBe(0);
    // One at a time each opens the vault with its slow key; the bad answers that say most.
    for (const name of [
      'a 500 with the request’s headers in JSON',
      'an error whose code is the password',
      'an account named like its password',
    ]) {
      server.answerWith(echoes[name] ?? null);
      await cli('credentials', 'verify', ...clinic, '--json');
      await cli('sms-test', '--env-file', fileOf(second), '--dry-run');
    }
    server.answerWith(null);
    expect((await cli('check', '--all', '--json')).code).toBe(0);
    expect((await cli('credentials', 'add', ...clinic, '--env-file', path.join(given, 'missing.env'))).code).not.toBe(
      0,
    );
    expect((await cli('credentials', 'list', '--organization', 'Sunrise Dental', '--json')).said).toContain(sid);
    expect((await cli('audit', 'list', '--json')).code).toBe(0);
    await cli('doctor', '--json');
    expect((await cli('credentials', 'revoke', ...clinic, '--yes')).code).toBe(0);

    const found = await searchFolders([run], canaries);
    expect(found.hits).toEqual([]);
    expect(found.files).toBeGreaterThan(1);
  },
);
