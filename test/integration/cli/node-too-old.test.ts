/** A Node that can't load the database: its version is named, and not a database that nobody looked at. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { json, runCli } from '../google/cli';

const napi = Object.getOwnPropertyDescriptor(process.versions, 'napi') ?? {};
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'voxanne-old-node-'));
  Object.defineProperty(process.versions, 'napi', { ...napi, value: '9' });
});
afterEach(() => {
  Object.defineProperty(process.versions, 'napi', napi);
  rmSync(folder, { recursive: true, force: true });
});

const needed = expect.stringContaining('Node 22.14 or newer');

test.each([[['organizations', 'list']], [['audit', 'verify']], [['recovery', 'kept']], [['vault', 'status']]])(
  '%j: exit 2, cause and fix first, nothing is made',
  async (words) => {
    const ran = await runCli(folder, [...words, '--json'], {});
    expect(ran.code).toBe(2);
    expect(json(ran)).toMatchObject({
      error: {
        code: 'usage.node-too-old',
        message: `Node ${process.versions.node} is too old for the console’s database.`,
        cause: needed,
        fix: expect.stringContaining('npm run -s cli -- COMMAND'),
      },
    });
    expect(existsSync(path.join(folder, 'profile'))).toBe(false);
  },
);

test('doctor says it of its version, and nothing of the database', async () => {
  const ran = await runCli(folder, ['doctor', '--json'], {});
  const findings = JSON.parse(ran.stdout).findings as { id: string; outcome: string; detail: string }[];
  expect(findings.filter(({ outcome }) => outcome === 'failed')).toEqual([
    expect.objectContaining({ id: 'version', detail: needed }),
  ]);
  expect(findings.map(({ id }) => id)).not.toContain('database');
  expect(ran.code).toBe(2);
});

test('what needs no database works on', async () => {
  expect((await runCli(folder, ['google', 'explain', 'redirect_uri_mismatch'], {})).code).toBe(0);
});
