import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { lockfileProblems } from '../../../scripts/setup/lockfile-check.mjs';

const root = path.resolve(import.meta.dirname, '../../..');
const read = (file: string) => JSON.parse(readFileSync(path.join(root, file), 'utf8'));

const integrity = `sha512-${'a'.repeat(86)}==`;
const manifest = { dependencies: { one: '^1.0.0' } };
const lock = (changes: object, root: object = {}) => ({
  lockfileVersion: 3,
  packages: {
    '': { dependencies: { one: '^1.0.0' }, ...root },
    'node_modules/one': { version: '1.0.1', integrity, ...changes },
  },
});

test('this checkout’s own lockfile is in order', () => {
  expect(lockfileProblems(read('package.json'), read('package-lock.json'))).toEqual([]);
});

describe('what is found', () => {
  test('nothing, in one that is in order', () => {
    expect(lockfileProblems(manifest, lock({}))).toEqual([]);
    expect(
      lockfileProblems(
        { dependencies: { one: 'npm:@other/one@^1.0.0' } },
        lock({}, { dependencies: { one: 'npm:@other/one@^1.0.0' } }),
      ),
    ).toEqual([]);
  });
  test.each([
    ['no hash', { integrity: undefined }],
    ['a weak hash', { integrity: `sha1-${'a'.repeat(27)}=` }],
    ['an address', { resolved: 'https://registry.example/one.tgz' }],
    ['a repository', { resolved: 'git+ssh://git@example.com/one.git#abc' }],
    ['a link', { link: true }],
    ['a version that is an address', { version: 'https://example.com/one.tgz' }],
  ])('%s', (_what, changes) => {
    expect(lockfileProblems(manifest, lock(changes))).not.toEqual([]);
  });
  test.each([
    'git+https://example.com/one.git',
    'github:someone/one',
    'someone/one',
    'https://example.com/one.tgz',
    'file:../one',
    'latest',
    '*',
    'link:../one',
    'workspace:*',
  ])('a dependency from %s', (range) => {
    expect(lockfileProblems({ dependencies: { one: range } }, lock({}, { dependencies: { one: range } }))).not.toEqual(
      [],
    );
  });
  test('a dependency that the lockfile does not know', () => {
    expect(lockfileProblems({ dependencies: { one: '^1.0.0', two: '^1.0.0' } }, lock({}))).toEqual([
      expect.stringContaining('two'),
    ]);
  });
});
