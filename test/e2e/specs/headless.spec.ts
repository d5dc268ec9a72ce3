import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { resolveElectron } from '../../../scripts/setup/runtime.mjs';
import { exitCodeCases, exitCodeOf } from '../../integration/cli/exit-codes';
import { startTinyTwilio } from '../../integration/messaging/tiny-twilio';
import { command, expect, test } from '../driver';
import { root } from '../driver/launch';

test('the program takes a command without a display: answers on standard output, exit codes as documented', async ({
  profileDir,
}) => {
  const env = { VOXANNE_PROFILE_DIR: profileDir };
  const added = await command(['organizations', 'add', 'Sunrise Dental', '--json'], env);
  expect(added.code).toBe(0);
  expect(JSON.parse(added.stdout)).toMatchObject({ version: 1, organization: { name: 'Sunrise Dental' } });

  const listed = await command(['organizations', 'list', '--json'], env);
  expect(JSON.parse(listed.stdout)).toMatchObject({ organizations: [{ name: 'Sunrise Dental' }] });

  const bad = await command(['sms-test', '--to', '+1-800-FLOWERS'], env);
  expect(bad.code).toBe(2);
});

test('a command runs while the window is open on the same profile', async ({ profileDir, start }) => {
  const { window } = await start();
  await window.getByRole('button', { name: 'Set up a clinic' }).waitFor();
  const added = await command(['organizations', 'add', 'Added from a terminal'], { VOXANNE_PROFILE_DIR: profileDir });
  expect(added.code).toBe(0);
});

test.describe('each exit code is the documented one', () => {
  // Signals, and pipes to wait at.
  test.skip(process.platform === 'win32', 'Windows has neither');

  const launchers = {
    Electron: () => {
      const { executablePath, args, env } = resolveElectron();
      return { launcher: [executablePath, ...args, root, '--cli'], env };
    },
    'npm start': () => ({ launcher: ['npm', 'run', '-s', 'start', '--', '--cli'], env: {} }),
  };
  const folder = mkdtempSync(path.join(tmpdir(), 'voxanne-codes-'));
  const named = exitCodeCases(folder, '').map(({ code, what }) => `${code}, ${what}`);
  rmSync(folder, { recursive: true });

  for (const [name, launcherOf] of Object.entries(launchers))
    for (const [index, what] of named.entries())
      test(`${what}, by ${name}`, async ({ profileDir }) => {
        const refusing = await startTinyTwilio();
        refusing.routes.account = (_call, answer) => {
          answer.statusCode = 401;
          answer.end('{"code":20003,"message":"Authenticate","status":401}');
        };
        const one = exitCodeCases(path.join(profileDir, 'files'), refusing.origin)[index];
        if (one === undefined) throw new Error('no such case');
        const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...rest } = process.env;
        const { launcher, env } = launcherOf();
        const ran = await exitCodeOf(launcher, one, {
          cwd: root,
          env: { ...rest, ...env, VOXANNE_PROFILE_DIR: path.join(profileDir, 'profile') },
        });
        await refusing.close();
        expect(ran.code, ran.stderr).toBe(one.code);
        expect(ran.stderr).not.toContain('went wrong inside');
      });
});
