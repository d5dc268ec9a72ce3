import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { fingerprint } from '../../../scripts/setup/build.mjs';
import { matchesLockfile } from '../../../scripts/setup/dependencies.mjs';
import { refusedRecently } from '../../../scripts/setup/electron-declared.mjs';
import { appear, isStale, withLock } from '../../../scripts/setup/lock.mjs';

const folders: string[] = [];
const temporary = () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'scripts-test-'));
  folders.push(folder);
  return folder;
};
afterEach(() => {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
});

describe('are the packages those of the lockfile?', () => {
  const wanted = {
    packages: {
      '': {},
      'node_modules/a': { version: '1.0.0' },
      'node_modules/a-win32': { version: '1.0.0', optional: true },
    },
  };

  test('yes, although packages for other platforms are absent', () => {
    expect(matchesLockfile(wanted, { packages: { 'node_modules/a': { version: '1.0.0' } } })).toBe(true);
  });
  test('no: another version, a missing package, an interrupted install', () => {
    expect(matchesLockfile(wanted, { packages: { 'node_modules/a': { version: '0.9.0' } } })).toBe(false);
    expect(matchesLockfile(wanted, { packages: {} })).toBe(false);
    expect(matchesLockfile(wanted, undefined)).toBe(false);
  });
});

describe('has a source changed?', () => {
  test('a new, changed, renamed or removed file changes the fingerprint, and nothing else does', () => {
    const root = temporary();
    fs.mkdirSync(path.join(root, 'src', 'deep'), { recursive: true });
    const file = path.join(root, 'src', 'deep', 'a.ts');
    fs.writeFileSync(file, 'one');
    const seen = new Set<string>();
    const look = () => seen.add(fingerprint(root, ['src', 'absent.ts'])).size;

    expect(look()).toBe(1);
    expect(look()).toBe(1);
    fs.writeFileSync(file, 'longer');
    expect(look()).toBe(2);
    fs.renameSync(file, path.join(root, 'src', 'b.ts'));
    expect(look()).toBe(3);
    fs.writeFileSync(path.join(root, 'absent.ts'), '');
    expect(look()).toBe(4);
  });
});

describe('a refused download', () => {
  const now = Date.parse('2030-01-02T12:00:00Z');
  test('is not asked for again on the same day', () => {
    expect(refusedRecently({ version: '45.0.0', refusedAt: '2030-01-02T02:00:00Z' }, '45.0.0', now)).toBe(true);
  });
  test('is asked for again after a day, for another version, or when the record makes no sense', () => {
    expect(refusedRecently({ version: '45.0.0', refusedAt: '2030-01-01T02:00:00Z' }, '45.0.0', now)).toBe(false);
    expect(refusedRecently({ version: '44.0.0', refusedAt: '2030-01-02T02:00:00Z' }, '45.0.0', now)).toBe(false);
    expect(refusedRecently({ version: '45.0.0', refusedAt: '2031-01-01T00:00:00Z' }, '45.0.0', now)).toBe(false);
    expect(refusedRecently({ version: '45.0.0' }, '45.0.0', now)).toBe(false);
    expect(refusedRecently(undefined, '45.0.0', now)).toBe(false);
  });
});

describe('the lock', () => {
  test('is stale when its process is gone or it names none', () => {
    expect(isStale('12\n', () => true)).toBe(false);
    expect(isStale('12\n', () => false)).toBe(true);
    expect(isStale('', () => true)).toBe(true);
  });

  test('lets one in at a time and takes over from a process that is gone', async () => {
    const file = path.join(temporary(), 'a.lock');
    fs.writeFileSync(file, '999999999\n');
    const order: string[] = [];
    const enter = (name: string) =>
      withLock(file, async () => {
        order.push(`${name} in`);
        await new Promise((resolve) => setTimeout(resolve, 30));
        order.push(`${name} out`);
      });
    await Promise.all([enter('a'), enter('b')]);
    expect(order).toEqual(['a in', 'a out', 'b in', 'b out']);
    expect(fs.readdirSync(path.dirname(file))).toEqual([]);
  });

  test('works on a disk without hard links, and still lets one in', () => {
    const [own, file] = ['own', 'a.lock'].map((name) => path.join(temporary(), name)) as [string, string];
    fs.writeFileSync(own, '1\n');
    const disk = {
      ...fs,
      linkSync: () => {
        throw Object.assign(new Error('no links here'), { code: 'EPERM' });
      },
    };
    appear(own, file, disk);
    expect(fs.readFileSync(file, 'utf8')).toBe('1\n');
    expect(() => appear(own, file, disk)).toThrow(/EEXIST/);
  });
});
