/** `support bundle` prints or saves the same bundle as the window, also where the database can't be opened. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCli } from '../google/cli';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'voxanne-support-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('is printed, or saved closed to others; an existing file stays', async () => {
  await runCli(folder, ['organizations', 'add', 'Sunrise', '--time-zone', 'UTC'], {});
  const printed = await runCli(folder, ['support', 'bundle'], {});
  expect(printed.code).toBe(0);
  expect(printed.stdout).toMatch(/== Database ==\nState of the vault: ready \(passphrase\)/);
  expect(printed.stdout).not.toContain('a passphrase for tests');
  expect(printed.stdout).not.toContain('Sunrise');

  const file = path.join(folder, 'support.txt');
  const saved = await runCli(folder, ['support', 'bundle', '--output', file], {});
  expect([saved.code, saved.stdout]).toEqual([0, '']);
  expect(readFileSync(file, 'utf8')).toContain('== What doctor says ==');
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  const again = await runCli(folder, ['support', 'bundle', '--output', file], {});
  expect(again.code).toBe(2);
  expect(again.stderr).toContain('exists already');
});

test('a database that can’t be opened is told in it, and not touched', async () => {
  const profile = path.join(folder, 'profile');
  mkdirSync(profile, { mode: 0o700 });
  const database = path.join(profile, 'console.db');
  writeFileSync(database, 'not a database', { mode: 0o600 });
  const ran = await runCli(folder, ['support', 'bundle', '--json'], {});
  expect(ran.code).toBe(0);
  const { parts } = JSON.parse(ran.stdout) as { parts: { id: string; text: string }[] };
  expect(parts.find(({ id }) => id === 'database')?.text).toContain('State of the vault: database-damaged');
  expect(readFileSync(database, 'utf8')).toBe('not a database');
});
