/** A small file system of a test's own, that can be filled to the last byte. */
import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';

let disk: string | null = null;
let whyNot = '';
let count = 0;

/** Only the superuser may mount, and not in every container. */
function mount(): void {
  const at = mkdtempSync(join(tmpdir(), 'voxanne-full-disk-'));
  try {
    if (process.platform !== 'linux') throw new Error('a small file system can be mounted on Linux only');
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m,mode=0700', 'tmpfs', at], { stdio: 'pipe' });
    disk = at;
  } catch (thrown) {
    whyNot =
      'no small file system can be mounted here: ' +
      `${thrown instanceof Error ? thrown.message.split('\n')[0] : thrown}`;
  }
}

/** Mounts a disk for the tests of a file, or skips them with the reason. */
export function onSmallDisk(): void {
  beforeAll(mount);
  afterAll(() => {
    if (disk === null) return;
    execFileSync('umount', [disk], { stdio: 'pipe' });
    rmSync(disk, { recursive: true, force: true });
  });
  beforeEach(({ skip }) => {
    if (disk === null) skip(whyNot);
  });
  afterEach(() => {
    for (const name of readdirSync(diskRoot())) rmSync(join(diskRoot(), name), { recursive: true, force: true });
  });
}

/** Where it is mounted. */
export function diskRoot(): string {
  if (disk === null) throw new Error(whyNot);
  return disk;
}

/** A folder for a profile on it, in a folder of its own. */
export function profileOnDisk(): string {
  count += 1;
  const dir = join(diskRoot(), `round-${count}`, 'profile');
  mkdirSync(dir, { recursive: true });
  return dir;
}

const filler = (profile: string) => join(profile, '..', 'filler');

/** Fills what is left; about `spare` bytes stay free. */
export function fill(profile: string, spare = 0): void {
  const descriptor = openSync(filler(profile), 'a');
  const block = Buffer.alloc(4096, 1);
  try {
    for (;;) {
      const { bavail, bsize } = statfsSync(profile);
      if (bavail * bsize <= spare) return;
      writeSync(descriptor, block);
    }
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOSPC')) throw thrown;
  } finally {
    closeSync(descriptor);
  }
}

export const free = (profile: string) => rmSync(filler(profile), { force: true });
export const clear = (profile: string) => rmSync(join(profile, '..'), { recursive: true, force: true });
