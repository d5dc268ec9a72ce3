/** `doctor` looks at a profile as every other command opens it. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCli } from '../google/cli';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'voxanne-doctor-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const keychainOf = (ran: { stdout: string }) =>
  (JSON.parse(ran.stdout).findings as { id: string; outcome: string; detail: string }[]).find(
    ({ id }) => id === 'keychain',
  );

test('with VOXANNE_PASSPHRASE all is well: exit 0, before and after something is stored', async () => {
  const before = await runCli(folder, ['doctor', '--json'], {});
  expect(keychainOf(before)).toMatchObject({ outcome: 'passed' });
  expect(before.code).toBe(0);
  await runCli(folder, ['organizations', 'add', 'Sunrise', '--time-zone', 'UTC'], {});
  const after = await runCli(folder, ['doctor', '--json'], {});
  expect(keychainOf(after)).toMatchObject({ outcome: 'passed', detail: expect.stringContaining('passphrase') });
  expect(after.code).toBe(0);
});

test('a wrong passphrase is a finding: exit 3', async () => {
  await runCli(folder, ['organizations', 'add', 'Sunrise', '--time-zone', 'UTC'], {});
  const ran = await runCli(folder, ['doctor', '--json'], { VOXANNE_PASSPHRASE: 'another passphrase' });
  expect(keychainOf(ran)).toMatchObject({ outcome: 'failed' });
  expect(ran.code).toBe(3);
});

test('it starts no vault of its own', async () => {
  await runCli(folder, ['doctor'], {});
  const ran = await runCli(folder, ['doctor', '--json'], { VOXANNE_PASSPHRASE: 'any other passphrase' });
  expect(ran.code).toBe(0);
});

test('says in plain sentences how things are, and where the key lies', async () => {
  await runCli(folder, ['organizations', 'add', 'Sunrise', '--time-zone', 'UTC'], {});
  const lines = (await runCli(folder, ['doctor'], {})).stdout.trim().split('\n');
  const said = new Map(lines.map((line) => [line.slice(9, 20).trim(), line.slice(21)]));
  expect(said.get('keychain')).toBe(
    'The key to this profile is in the profile itself, locked with a passphrase. No keychain has it.',
  );
  expect(said.get('database')).toBe('The database can be read and holds one clinic.');
  for (const [id, detail] of said) expect([id, detail]).toEqual([id, expect.stringMatching(/^[A-Z].*\.$/)]);
});

test('names what a restore put aside, which a command deletes after a yes', async () => {
  await runCli(folder, ['organizations', 'add', 'Sunrise', '--time-zone', 'UTC'], {});
  const name = 'console.db.damaged-2026-11-29T12-00-00-000Z';
  const file = path.join(folder, 'profile', name);
  for (const suffix of ['', '-wal']) writeFileSync(file + suffix, 'it does not read');
  const doctor = await runCli(folder, ['doctor', '--json'], {});
  const findings = JSON.parse(doctor.stdout).findings as { id: string; outcome: string; detail: string }[];
  expect(findings.find(({ id }) => id === 'kept')).toMatchObject({
    outcome: 'warning',
    detail: expect.stringContaining(file),
  });
  expect(doctor.code).toBe(0);
  const listed = await runCli(folder, ['recovery', 'kept'], {});
  expect(listed.stdout).toContain(`${name}  2026-11-29T12:00:00.000Z  32  ${file}`);
  expect((await runCli(folder, ['recovery', 'kept', '--delete', name], {})).code).not.toBe(0);
  expect(existsSync(file)).toBe(true);
  const deleted = await runCli(folder, ['recovery', 'kept', '--delete', name, '--yes', '--json'], {});
  expect(JSON.parse(deleted.stdout)).toMatchObject({ deleted: [name], files: [] });
  expect([existsSync(file), existsSync(`${file}-wal`), existsSync(path.join(folder, 'profile', 'console.db'))]).toEqual(
    [false, false, true],
  );
  expect((await runCli(folder, ['recovery', 'kept', '--delete', 'console.db', '--yes'], {})).code).not.toBe(0);
  expect((await runCli(folder, ['audit', 'list', '--json'], {})).stdout).toContain('rescue.deleted');
});
