/** Tests that run a program as another user need one that this user may give away, where that one can reach it. */
import { spawnSync } from 'node:child_process';

/**
 * Whether root runs these tests, and another user reaches `program` and the Node that runs it. A checkout in root's own
 * home folder is out of reach for everybody else.
 */
export function othersCanRun(program: string, uid = 65_534): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const reaches = (right: string, file: string) =>
    spawnSync('test', [right, file], { cwd: '/', uid, gid: uid }).status === 0;
  return reaches('-r', program) && reaches('-x', process.execPath);
}
