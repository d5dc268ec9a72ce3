/** The recovery commands of the built program, as a terminal on a machine without a keychain runs them. */
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { newProfileDir } from '../../unit/main/vault/profile';
import { flip } from './rescue-kills';

const program = path.resolve('dist/main/cli.cjs');

function run(profileDir: string, ...args: string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...args], {
    encoding: 'utf8',
    timeout: 60_000,
    env: {
      ...process.env,
      VOXANNE_PROFILE_DIR: profileDir,
      VOXANNE_PASSPHRASE: 'four words for a kit',
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/voxanne',
    },
  });
  return { stdout, stderr, status };
}

/** A profile with one clinic, as the commands make it. */
function filled(): string {
  const dir = newProfileDir();
  expect(run(dir, 'organizations', 'add', 'Sunrise Dental')).toMatchObject({ status: 0 });
  return dir;
}
const clinicsOf = (dir: string) => run(dir, 'organizations', 'list').stdout;

// Elsewhere the system's own keychain would be asked.
describe.skipIf(process.platform !== 'linux')('on the command line', { timeout: 120_000 }, () => {
  test('a kit is saved and restored into another profile', () => {
    const dir = filled();
    const kit = path.join(newProfileDir(), 'clinics.voxkit');
    expect(run(dir, 'recovery', 'export', '--output', kit)).toMatchObject({
      status: 0,
      stderr: expect.stringContaining(kit),
    });
    expect(statSync(kit).mode & 0o777).toBe(0o600);
    const elsewhere = newProfileDir();
    expect(run(elsewhere, 'recovery', 'restore', '--input', kit)).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('Restored.'),
    });
    expect(clinicsOf(elsewhere)).toContain('Sunrise Dental');
    expect(readdirSync(dir).filter((name) => /export|restor/.test(name))).toEqual([]);
  });

  test('as JSON it says where the kit is, and what became of the vault', () => {
    const kit = path.join(newProfileDir(), 'clinics.voxkit');
    const exported = run(filled(), 'recovery', 'export', '--output', kit, '--json');
    expect(JSON.parse(exported.stdout)).toEqual({ version: 1, savedTo: kit });
    const restored = run(newProfileDir(), 'recovery', 'restore', '--input', kit, '--json');
    expect(JSON.parse(restored.stdout)).toEqual({ version: 1, state: 'ready', member: null });
  });

  test('a damaged database is described, saved as far as it reads, and restored; the damaged file is kept', () => {
    const dir = filled();
    const file = path.join(dir, 'console.db');
    const backup = path.join(dir, 'backups', 'console-daily-v2-2026-05-04T09-30-00-000Z.db');
    mkdirSync(path.dirname(backup), { mode: 0o700 });
    copyFileSync(file, backup);
    flip(file, 0, 100);
    const damaged = readFileSync(file);

    const described = run(dir, 'recovery', 'rescue', '--json');
    expect(described.status).toBe(0);
    expect(JSON.parse(described.stdout)).toMatchObject({
      restorable: { source: 'backup', clinics: 1 },
      readable: { clinics: 1 },
      saved: null,
      restored: null,
    });
    expect(readFileSync(file).equals(damaged)).toBe(true);

    const report = path.join(newProfileDir(), 'report.txt');
    expect(run(dir, 'recovery', 'rescue', '--save', report, '--restore')).toMatchObject({
      status: 0,
      stderr: expect.stringMatching(/What can be read is in .*report\.txt[\s\S]*The damaged file was kept\./),
    });
    expect(readFileSync(report, 'utf8')).toContain('Sunrise Dental');
    expect(clinicsOf(dir)).toContain('Sunrise Dental');
    const kept = readdirSync(dir).find((name) => name.startsWith('console.db.damaged-')) ?? 'none';
    expect(readFileSync(path.join(dir, kept)).equals(damaged)).toBe(true);
  });

  test('every command and doctor name a missing database; it is restored, or a new one made, on request', () => {
    const dir = filled();
    const file = path.join(dir, 'console.db');
    const backup = path.join(dir, 'backups', 'console-daily-v2-2026-05-04T09-30-00-000Z.db');
    mkdirSync(path.dirname(backup), { mode: 0o700 });
    copyFileSync(file, backup);
    for (const lose of [() => rmSync(file), () => writeFileSync(file, '')]) {
      lose();
      const list = run(dir, 'organizations', 'list', '--json');
      expect([list.status, JSON.parse(list.stdout).error.code]).toEqual([3, 'vault.database-missing']);
      const doctor = run(dir, 'doctor', '--json');
      expect(doctor.status).toBe(3);
      expect(JSON.parse(doctor.stdout).findings).toContainEqual(
        expect.objectContaining({ id: 'database', outcome: 'failed', fix: expect.stringContaining('recovery rescue') }),
      );
      expect(run(dir, 'recovery', 'rescue', '--restore')).toMatchObject({ status: 0 });
      expect(clinicsOf(dir)).toContain('Sunrise Dental');
    }
    rmSync(file);
    expect(run(dir, 'recovery', 'rescue', '--start-anew', '--restore').status).toBe(2);
    expect(run(dir, 'recovery', 'rescue', '--start-anew')).toMatchObject({ status: 0 });
    expect(clinicsOf(dir)).not.toContain('Sunrise Dental');
    const kept = readdirSync(dir).find((name) => name.startsWith('backups.kept-')) ?? 'none';
    expect(readdirSync(path.join(dir, kept))).toContain(path.basename(backup));
  });

  test('a profile folder that is no whole path is refused, and none is made', () => {
    const refused = run('some-folder', 'organizations', 'list', '--json');
    expect([refused.status, JSON.parse(refused.stdout).error.code]).toEqual([2, 'profile.relative']);
    expect(existsSync('some-folder')).toBe(false);
  });

  test('without a backup nothing is restored, and the command fails by name', () => {
    const dir = filled();
    flip(path.join(dir, 'console.db'), 0, 100);
    const damaged = readFileSync(path.join(dir, 'console.db'));
    const refused = run(dir, 'recovery', 'rescue', '--restore', '--json');
    expect(refused.status).toBe(3);
    expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: 'rescue.nothing-to-restore' } });
    expect([
      readFileSync(path.join(dir, 'console.db')).equals(damaged),
      existsSync(path.join(dir, 'console.db.restored')),
    ]).toEqual([true, false]);
  });
});
