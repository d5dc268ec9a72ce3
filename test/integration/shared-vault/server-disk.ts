/** A small file system for a server that tests start themselves, which they fill to the last page. */
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AppError, type AppErrorData } from '../../../src-shared/errors';
import { asNobody } from '../../fakes/postgres-server';

export type ServerDisk = { at: string; fill(): void; free(): void; unmount(): void };

/** @returns why there is none: only the superuser may mount, and not in every container */
export function mountServerDisk(megabytes: number): ServerDisk | string {
  if (process.env.VOXANNE_TEST_POSTGRES_URL !== undefined) return 'the server is not of these tests';
  if (process.platform !== 'linux') return 'a small file system can be mounted on Linux only';
  const at = mkdtempSync(path.join(tmpdir(), 'voxanne-full-server-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0777`, 'tmpfs', at], { stdio: 'pipe' });
  } catch (thrown) {
    rmSync(at, { recursive: true, force: true });
    return `no small file system can be mounted here: ${thrown instanceof Error ? thrown.message : thrown}`;
  }
  if (asNobody.uid !== undefined) chownSync(at, asNobody.uid, asNobody.gid);
  const filler = path.join(at, 'filler');
  return {
    at,
    fill() {
      const descriptor = openSync(filler, 'a');
      try {
        const block = Buffer.alloc(4096, 1);
        while (statfsSync(at).bavail > 0) writeSync(descriptor, block);
      } catch (thrown) {
        if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOSPC')) throw thrown;
      } finally {
        closeSync(descriptor);
      }
      chmodSync(filler, 0o600);
    },
    free: () => rmSync(filler, { force: true }),
    unmount() {
      execFileSync('umount', [at], { stdio: 'pipe' });
      rmSync(at, { recursive: true, force: true });
    },
  };
}

/** Works until it is refused: there is some room left in what exists. */
export async function refused(
  work: (turn: number) => Promise<unknown>,
): Promise<{ data: AppErrorData; turns: number }> {
  for (let turn = 0; turn < 5_000; turn += 1) {
    try {
      await work(turn);
    } catch (thrown) {
      if (thrown instanceof AppError) return { data: thrown.data, turns: turn };
      throw thrown;
    }
  }
  throw new Error('the disk was never full');
}
