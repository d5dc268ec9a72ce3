/** `practice reset`: what was practised goes, and nothing else. */
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { newProfileDir } from '../../unit/main/vault/profile';
import { runCli } from '../google/cli';

/** A profile in which somebody practised, in the place where `runCli` looks for it. */
function practised(): string {
  const folder = path.join(newProfileDir(), 'profile');
  mkdirSync(path.join(folder, 'practice', 'simulators'), { recursive: true });
  writeFileSync(path.join(folder, 'practice', 'console.db'), 'practised');
  // Left by a reset that was cut off.
  mkdirSync(path.join(folder, 'practice.reset'));
  writeFileSync(path.join(folder, 'console.db'), 'real');
  return folder;
}

test('deletes the practice profile and leaves the real one', async () => {
  const folder = practised();
  const ran = await runCli(path.dirname(folder), ['practice', 'reset', '--json'], {});
  expect([ran.code, JSON.parse(ran.stdout)]).toEqual([0, { version: 1, reset: true }]);
  expect(readdirSync(folder)).toEqual(['console.db']);
  const again = await runCli(path.dirname(folder), ['practice', 'reset'], {});
  expect([again.code, again.stderr]).toEqual([0, expect.stringContaining('Nothing was practised here.')]);
});

test.skipIf(process.platform === 'win32')('is refused while the window is open', async () => {
  const folder = practised();
  // As Chromium marks it.
  symlinkSync(`computer-${process.pid}`, path.join(folder, 'SingletonLock'));
  const ran = await runCli(path.dirname(folder), ['practice', 'reset'], {});
  expect(ran.code).toBe(1);
  expect(ran.stderr).toContain('The console’s window is open.');
  expect(existsSync(path.join(folder, 'practice', 'console.db'))).toBe(true);
});
