/** Which folder a profile is in: the one that was meant, or a refusal that names it. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  defaultProfileDir,
  findBrokenLink,
  folderOfAnother,
  isWindowOpenIn,
  ProfileFolderRefused,
  profileDirOf,
  requireLockableFolder,
} from '../../../src-main/profile';
import { profileFolderError, requireProfileDir } from '../../../src-main/profile-errors';
import type { AppError } from '../../../src-shared/errors';
import { FakeKeyStore } from '../../fakes/fake-key-store';
import { vaultIn } from './vault/profile';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'voxanne-folder-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What `work` is refused with, in words. */
function refused(work: () => unknown) {
  try {
    work();
  } catch (thrown) {
    return (profileFolderError(thrown) as AppError).data;
  }
  throw new Error('It was not refused.');
}

describe('a chosen folder', () => {
  test('is taken as it is when its path is whole, and the default one when none is chosen', () => {
    expect(profileDirOf({ VOXANNE_PROFILE_DIR: ` ${folder} ` })).toBe(folder);
    expect(profileDirOf({ VOXANNE_PROFILE_DIR: '  ' })).toBe(defaultProfileDir({}));
  });

  test.each([
    ['~/x', path.join(homedir(), 'x')],
    ['~', homedir()],
    ['x/y', path.resolve('x/y')],
    ['./x', path.resolve('x')],
  ])('%s is refused, with the whole path to write', (chosen, whole) => {
    const data = refused(() => profileDirOf({ VOXANNE_PROFILE_DIR: chosen }));
    expect(data.code).toBe('profile.relative');
    expect(data.message).toContain(chosen);
    expect(data.fix).toContain(`VOXANNE_PROFILE_DIR=${whole}`);
    expect(() => requireProfileDir({ VOXANNE_PROFILE_DIR: chosen })).toThrow(data.message);
  });

  test('a relative XDG_CONFIG_HOME is ignored, as its specification asks', () => {
    expect(defaultProfileDir({ XDG_CONFIG_HOME: 'x' }, 'linux')).toBe(defaultProfileDir({}, 'linux'));
  });
});

describe('on Windows', () => {
  const env = { LOCALAPPDATA: '/local', APPDATA: '/roaming' };
  const [local, roaming] = ['/local/Voxanne Console', '/roaming/Voxanne Console'];
  const among = (folders: string[]) => (file: string) => folders.includes(path.dirname(file));

  test('a profile does not travel to other computers, where its key is not', () => {
    expect(defaultProfileDir(env, 'win32', among([]))).toBe(path.normalize(local));
    expect(defaultProfileDir(env, 'win32', among([local, roaming]))).toBe(path.normalize(local));
  });

  test('one that an earlier console left in the roaming folder is still found', () => {
    expect(defaultProfileDir(env, 'win32', among([roaming]))).toBe(path.normalize(roaming));
  });
});

describe.skipIf(process.platform === 'win32')('a folder that can’t be used', () => {
  test.each(['link', 'link/below', 'link/below/deep'])(
    '%s, where the link leads to nothing, is named',
    async (below) => {
      const [link, target] = [path.join(folder, 'link'), path.join(folder, 'absent')];
      symlinkSync(target, link);
      const dir = path.join(folder, below);
      expect(findBrokenLink(dir)).toEqual({ link, target });
      const data = refused(() => requireLockableFolder(dir));
      expect([data.code, data.cause.includes(target)]).toEqual(['profile.broken-link', true]);
      const vault = await vaultIn(dir, new FakeKeyStore());
      expect(vault.state()).toMatchObject({ state: 'database-unavailable', reason: expect.stringContaining(target) });
      expect(existsSync(target)).toBe(false);
      mkdirSync(target);
      expect((await vault.retry()).state).toBe('ready');
    },
  );

  test('because a file is in its path says so', () => {
    writeFileSync(path.join(folder, 'file'), '');
    expect(refused(() => requireLockableFolder(path.join(folder, 'file', 'x'))).code).toBe('profile.unusable');
    expect(refused(() => requireLockableFolder(path.join(folder, 'file'))).code).toBe('profile.unusable');
  });

  test.each([
    ['EACCES', null, 'may not write there'],
    ['EROFS', null, 'can’t be written to'],
    ['ENOSPC', null, 'full'],
    ['EACCES', '/home/ada', '/home/ada belongs to another user of this computer'],
  ])('%s (of another user: %s) says why, that nothing was changed, and what to do', (code, othersFolder, words) => {
    const { cause, fix, message } = refused(() => {
      throw new ProfileFolderRefused({ why: 'unusable', folder, code, othersFolder });
    });
    expect(message).toContain(folder);
    expect(cause).toContain(words);
    expect(cause).toContain('Nothing was made or changed.');
    expect(fix).toContain('VOXANNE_PROFILE_DIR');
  });

  test('another user’s folder is told from one’s own, also by the folder above', () => {
    const mine = process.getuid?.() ?? 0;
    expect(folderOfAnother(path.join(folder, 'new', 'profile'), mine)).toBe(null);
    expect(folderOfAnother(path.join(folder, 'new', 'profile'), mine + 1)).toBe(folder);
  });

  test('one that can is made, and nothing is left of the try', () => {
    const dir = path.join(folder, 'new', 'profile');
    requireLockableFolder(dir);
    expect(readdirSync(dir)).toEqual([]);
  });
});

describe.skipIf(process.platform === 'win32')('the window’s lock', () => {
  test.each([
    ['of this process', `${hostname()}-${process.pid}`, true],
    ['of a process that has ended', `${hostname()}-4194303`, false],
    ['of no known form', 'something', false],
  ])('%s', (_what, target, open) => {
    symlinkSync(target, path.join(folder, 'SingletonLock'));
    expect(isWindowOpenIn(folder)).toBe(open);
  });

  test('that is a folder, or not there, is nobody’s', () => {
    expect(isWindowOpenIn(folder)).toBe(false);
    mkdirSync(path.join(folder, 'SingletonLock'));
    expect(isWindowOpenIn(folder)).toBe(false);
    const data = refused(() => {
      throw new ProfileFolderRefused({ why: 'no-lock', folder });
    });
    expect([data.code, data.message.includes(folder)]).toEqual(['profile.no-lock', true]);
  });
});
