/** A checked package goes to the system's installer by full paths and without a shell. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { installAppImage, installDeb } from '../../../../src-main/updates/hand-over';

const file = "/home/Änne O'Brien/a $(touch evil).deb";

/** An installer that ends with this code, and what it was started with. */
function installer(code: number | null) {
  const started: string[][] = [];
  return { started, run: async (program: string, args: readonly string[]) => started.push([program, ...args]) && code };
}

describe('a .deb', () => {
  test('of an ordinary user goes through the question for the administrator’s password', async () => {
    const { started, run } = installer(0);
    await installDeb(file, { run, isRoot: false });
    expect(started).toEqual([['/usr/bin/pkexec', '/usr/bin/dpkg', '-i', file]]);
  });

  test('of the administrator goes to dpkg itself', async () => {
    const { started, run } = installer(0);
    await installDeb(file, { run, isRoot: true });
    expect(started).toEqual([['/usr/bin/dpkg', '-i', file]]);
  });

  test.each([
    [126, 'update.install-refused'],
    [127, 'update.install-refused'],
    [null, 'update.install-refused'],
    [1, 'update.install-failed'],
    [2, 'update.install-failed'],
  ])('that ends with %s is %s, with the command for whoever does it by hand', async (code, expected) => {
    const { run } = installer(code);
    await expect(installDeb(file, { run, isRoot: false })).rejects.toMatchObject({
      data: {
        code: expected,
        fix: expect.stringContaining(`sudo dpkg -i '/home/Änne O'\\''Brien/a $(touch evil).deb'`),
      },
    });
  });
});

describe('an AppImage', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'voxanne-hand-over-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('takes the place of the old one, ready to be started, and leaves nothing beside it', () => {
    const [old, next] = [path.join(folder, 'Console.AppImage'), path.join(folder, 'next')];
    writeFileSync(old, 'old');
    writeFileSync(next, 'new', { mode: 0o600 });
    installAppImage(next, old);
    expect(readFileSync(old, 'utf8')).toBe('new');
    expect(statSync(old).mode & 0o777).toBe(0o755);
    expect(readdirSync(folder).sort()).toEqual(['Console.AppImage', 'next']);
  });

  test('that can’t be replaced stays as it was', () => {
    const old = path.join(folder, 'Console.AppImage');
    writeFileSync(old, 'old');
    expect(() => installAppImage(path.join(folder, 'missing'), old)).toThrow('could not be installed');
    expect(readFileSync(old, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['Console.AppImage']);
  });
});
