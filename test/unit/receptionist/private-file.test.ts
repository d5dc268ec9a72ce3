/** Files of the receptionist: for their owner only, no link followed, and nothing left of a process that was killed. */
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeOwnFile } from '../../../src-receptionist/private-file';

let folder: string;
const at = (name: string) => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'voxanne-own-file-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.skipIf(process.platform === 'win32')('whatever the umask, and a link at its name is replaced', () => {
  writeFileSync(at('other'), 'somebody’s');
  symlinkSync(at('other'), at('receptionist.key'));
  const umask = process.umask(0o777);
  try {
    writeOwnFile(at('receptionist.key'), 'keys');
  } finally {
    process.umask(umask);
  }
  expect([readFileSync(at('other'), 'utf8'), readFileSync(at('receptionist.key'), 'utf8')]).toEqual([
    'somebody’s',
    'keys',
  ]);
  expect(statSync(at('receptionist.key')).mode & 0o777).toBe(0o600);
});

test('what a killed process left of the file is taken away, and what one may be writing is not', () => {
  const [left, current, foreign] = ['0123456789ab', 'ba9876543210', 'x'].map((name) => `receptionist.key.${name}.part`);
  for (const name of [left, current, foreign]) writeFileSync(at(name ?? ''), 'private keys');
  const before = new Date(Date.now() - 3_600_000);
  for (const name of [left, foreign]) utimesSync(at(name ?? ''), before, before);
  writeOwnFile(at('receptionist.key'), 'keys');
  expect(readdirSync(folder).toSorted()).toEqual(['receptionist.key', current, foreign].toSorted());
});
