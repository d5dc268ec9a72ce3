/**
 * A profile that this user may not use: commands say what it is and what to do, and change nothing. As an ordinary
 * user, because root may all.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { othersCanRun } from '../../fakes/other-user';
import { runCli } from '../google/cli';

const program = path.resolve(import.meta.dirname, '../../../dist/main/cli.cjs');
const nobody = 65_534;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'voxanne-unusable-'));
  chmodSync(folder, 0o755);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function runAsNobody(args: string[]) {
  return spawnSync(process.execPath, [program, ...args], {
    encoding: 'utf8',
    cwd: '/',
    uid: nobody,
    gid: nobody,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      VOXANNE_PROFILE_DIR: path.join(folder, 'profile'),
      VOXANNE_PASSPHRASE: 'a passphrase for tests',
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere',
    },
  });
}

describe.runIf(othersCanRun(program))('another user’s profile', () => {
  test('is told apart, by a command and by doctor, with a fix', async () => {
    await runCli(folder, ['organizations', 'add', 'Sunrise', '--time-zone', 'UTC'], {});
    const profile = path.join(folder, 'profile');
    const before = readdirSync(profile).sort();
    const listed = runAsNobody(['organizations', 'list']);
    expect(listed.stderr).toContain(`${profile} belongs to another user of this computer`);
    expect(listed.status).toBe(3);
    const looked = runAsNobody(['doctor']);
    expect(looked.stdout).toContain(`${profile} belongs to another user of this computer`);
    expect(looked.stdout).toContain('Start the console as that user');
    expect(looked.status).toBe(2);
    expect(readdirSync(profile).sort()).toEqual(before);
  }, 120_000);

  test('a folder that can only be read says so', () => {
    mkdirSync(path.join(folder, 'profile'), { mode: 0o555 });
    const { stderr, status } = runAsNobody(['organizations', 'list']);
    expect(stderr).toMatch(/belongs to another user|may not write/);
    expect(status).toBe(3);
  }, 120_000);
});

test('a folder where the lock of the database should be is named', async () => {
  const lock = path.join(folder, 'profile', 'console.lock');
  mkdirSync(lock, { recursive: true });
  const ran = await runCli(folder, ['organizations', 'list'], {});
  expect(ran.code).toBe(3);
  expect(ran.stderr).toContain(`${lock} is a link, a folder, or a file of another user.`);
  expect(ran.stderr).toContain('Fix:');
});
