/** Crash reports are small, without secrets, closed to others, and never more than a few. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  crashFolder,
  createCrashReports,
  mostCrashReports,
  readCrashReports,
} from '../../../../src-main/logging/crash-reports';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'voxanne-crashes-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a fault becomes one file with its place and without a secret', () => {
  const now = () => new Date('2026-11-29T12:00:00.000Z');
  const thrown = new TypeError('refused for +14155550123 with auth_token=0123456789abcdef0123456789abcdef');
  createCrashReports(folder, '1.0.0', now).record('main', thrown);
  const [name = ''] = readdirSync(crashFolder(folder));
  expect(name).toMatch(/^crash-2026-11-29T12-00-00-000Z-01-[0-9a-f]{6}\.json$/);
  const file = path.join(crashFolder(folder), name);
  const text = readFileSync(file, 'utf8');
  expect(JSON.parse(text)).toMatchObject({ version: 1, where: 'main', console: '1.0.0', at: now().toISOString() });
  expect(text).toContain('TypeError: refused for');
  expect(text).not.toMatch(/0123456789abcdef|4155550123/);
  if (process.platform !== 'win32') {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(crashFolder(folder)).mode & 0o777).toBe(0o700);
  }
});

test('the newest stay, the oldest go, and other files are left alone', () => {
  let minutes = 0;
  const now = () => {
    minutes += 1;
    return new Date(Date.UTC(2026, 10, 29, 12, minutes));
  };
  for (let count = 0; count < mostCrashReports + 5; count += 1)
    createCrashReports(folder, '1.0.0', now).record('page', `number ${count}`);
  writeFileSync(path.join(crashFolder(folder), 'notes.txt'), 'mine');
  createCrashReports(folder, '1.0.0', now).record('page', 'the newest');
  const reports = readCrashReports(folder);
  expect(reports).toHaveLength(mostCrashReports);
  expect(reports.at(-1)).toContain('the newest');
  expect(reports[0]).toContain('number 6');
  expect(readdirSync(crashFolder(folder))).toContain('notes.txt');
});

test('a fault that repeats without end writes only so much, in its order even within one millisecond', () => {
  const reports = createCrashReports(folder, '1.0.0', () => new Date('2026-11-29T12:00:00.000Z'));
  for (let count = 0; count < 200; count += 1) reports.record('page', `number ${count}`);
  const kept = readCrashReports(folder).map((text) => /number (\d+)/.exec(text)?.[1]);
  expect(kept).toEqual(Array.from({ length: mostCrashReports }, (_, index) => String(30 + index)));
});

test('where nothing can be written, nothing else goes wrong', () => {
  writeFileSync(path.join(folder, 'crashes'), 'a file in the way');
  expect(() => createCrashReports(folder, '1.0.0').record('main', new Error('x'))).not.toThrow();
});
