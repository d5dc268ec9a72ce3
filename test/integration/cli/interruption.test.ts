/** A person who presses Ctrl-C at a real terminal: the command ends at once, says so, and has stored nothing. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { json, runCli } from '../google/cli';

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
