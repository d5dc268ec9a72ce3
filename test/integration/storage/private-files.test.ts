/** Files that only their owner may read, whatever the umask; no link is followed, and no lock is lost by looking. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLogger } from '../../../src-main/logging/logger';
import { ensurePrivateFile, ensurePrivateFolder } from '../../../src-main/private-files';
import { enterProfile, whenNobodyIsPresent } from '../../../src-main/storage/presence';
import { databaseFile, lockFile, presenceFile } from '../../../src-main/storage/profile-files';
import { FakeKeyStore } from '../../fakes/fake-key-store';
import { clinicWithCredential, newProfileDir, platformOf, storageOf, vaultIn } from '../../unit/main/vault/profile';

/** True when another process gets the lock of `file` for itself alone. */
function isFreeElsewhere(file: string): boolean {
  const program = `
    const lock = new (require('better-sqlite3'))(process.argv[1], { timeout: 0 });
    try {
      if (lock.pragma('journal_mode', { simple: true }) === 'wal')
        console.log(lock.pragma('journal_mode = DELETE', { simple: true }) === 'delete' ? 'free' : 'held');
      else { lock.exec('BEGIN EXCLUSIVE'); console.log('free'); }
    } catch (e) { console.log(e.code); }`;
  return (
    execFileSync(process.execPath, ['-e', program, file], {
      cwd: resolve(import.meta.dirname, '../../..'),
      encoding: 'utf8',
    }).trim() === 'free'
  );
}

describe('a lock that this process holds', () => {
  test('is kept when the same profile is opened and closed once more in this process', async () => {
    const platform = platformOf(newProfileDir());
    const leave = enterProfile(platform);
    const leaveAgain = enterProfile(platform);
    expect(isFreeElsewhere(presenceFile(platform.profileDir))).toBe(false);
    leaveAgain();
    expect(await whenNobodyIsPresent(platform, () => undefined)).toBe(false);
    expect(isFreeElsewhere(presenceFile(platform.profileDir))).toBe(false);
    leave();
    expect(isFreeElsewhere(presenceFile(platform.profileDir))).toBe(true);
  });

  test('on the database is kept when a second vault looks at it', async () => {
    const dir = newProfileDir();
    const keyStore = new FakeKeyStore();
    const first = await vaultIn(dir, keyStore);
    await clinicWithCredential(storageOf(first));
    await (await vaultIn(dir, keyStore)).close();
    expect(isFreeElsewhere(databaseFile(dir))).toBe(false);
  });
});

describe.skipIf(process.platform === 'win32')('whatever the umask', () => {
  let before: number;
  beforeEach(() => {
    before = process.umask();
  });
  afterEach(() => process.umask(before));

  const modes = (dir: string): [string, string][] =>
    readdirSync(dir, { recursive: true, encoding: 'utf8' }).map((name) => [
      name,
      (statSync(join(dir, name)).mode & 0o777).toString(8),
    ]);

  test.each([0o000, 0o077, 0o777])('%o: folders are 700 and files 600, the log among them', async (umask) => {
    const dir = join(newProfileDir(), 'deep', 'profile');
    const kit = join(newProfileDir(), 'clinics.voxkit');
    process.umask(umask);
    const vault = await vaultIn(dir, new FakeKeyStore());
    await clinicWithCredential(storageOf(vault));
    await vault.exportKit('four words for a kit', kit);
    createLogger(dir).info('a line');
    expect((statSync(dir).mode & 0o777).toString(8)).toBe('700');
    for (const [name, mode] of modes(dir))
      expect([name, mode]).toEqual([name, lstatSync(join(dir, name)).isDirectory() ? '700' : '600']);
    expect((statSync(kit).mode & 0o777).toString(8)).toBe('600');
    await vault.close();
  });

  test('a log and a folder of logs that others could read are closed to them', () => {
    const dir = newProfileDir();
    mkdirSync(join(dir, 'logs'));
    chmodSync(join(dir, 'logs'), 0o777);
    writeFileSync(join(dir, 'logs', 'console.log'), 'older\n');
    chmodSync(join(dir, 'logs', 'console.log'), 0o666);
    createLogger(dir).info('a line');
    expect(modes(dir)).toEqual([
      ['logs', '700'],
      ['logs/console.log', '600'],
    ]);
  });
});

describe.skipIf(process.platform === 'win32')('a name that is taken by something else', () => {
  test.each([
    ['the mark of an open profile', presenceFile],
    ['the profile’s lock', lockFile],
    ['the database', databaseFile],
  ])('as a link at %s is not followed, changed or used, and is named', async (_what, fileOf) => {
    const dir = newProfileDir();
    const target = join(newProfileDir(), 'somebody’s file');
    writeFileSync(target, 'theirs');
    chmodSync(target, 0o644);
    symlinkSync(target, fileOf(dir));
    const vault = await vaultIn(dir, new FakeKeyStore());
    expect(vault.state()).toMatchObject({
      state: 'database-unavailable',
      reason: expect.stringContaining(fileOf(dir)),
    });
    expect(readFileSync(target, 'utf8')).toBe('theirs');
    expect((statSync(target).mode & 0o777).toString(8)).toBe('644');
    rmSync(fileOf(dir));
    expect((await vault.retry()).state).toBe('ready');
  });

  test('a link where a kit’s part was expected, or at the kit itself, keeps its target', async () => {
    const vault = await vaultIn(newProfileDir(), new FakeKeyStore());
    const folder = newProfileDir();
    const target = join(folder, 'target');
    writeFileSync(target, 'theirs');
    for (const name of ['kit.voxkit.part', 'kit.voxkit']) symlinkSync(target, join(folder, name));
    await vault.exportKit('four words for a kit', join(folder, 'kit.voxkit'));
    expect(readFileSync(target, 'utf8')).toBe('theirs');
    expect(lstatSync(join(folder, 'kit.voxkit')).isFile()).toBe(true);
  });

  test.skipIf(process.getuid?.() !== 0)('as another user’s file in a folder of ours is not used', () => {
    const folder = mkdtempSync(join(tmpdir(), 'voxanne-owner-'));
    const file = join(folder, 'console.lock');
    writeFileSync(file, '');
    chmodSync(folder, 0o777);
    // The superuser may use everybody's files, so an ordinary user looks.
    const program = `process.setgroups([]); process.setgid(65534); process.setuid(65534);
      import(process.argv[1]).then(({ ensurePrivateFile }) => {
        try { ensurePrivateFile(process.argv[2]); console.log('used'); } catch (e) { console.log(e.code); } });`;
    const module = resolve(import.meta.dirname, '../../../src-main/private-files.ts');
    chmodSync(file, 0o666);
    const said = execFileSync(process.execPath, ['-e', program, module, file], { encoding: 'utf8' }).trim();
    rmSync(folder, { recursive: true });
    expect(said).toMatch(/NOT_OUR_FILE|EACCES|EPERM/);
  });

  test('a folder that another process makes at the same moment is used', () => {
    const folder = join(newProfileDir(), 'a', 'b');
    ensurePrivateFolder(folder);
    ensurePrivateFolder(folder);
    ensurePrivateFile(join(folder, 'file'));
    expect(existsSync(join(folder, 'file'))).toBe(true);
  });
});
