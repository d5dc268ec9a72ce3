/**
 * A core dump is a copy of a process's memory on disk, with all that it held. It is switched off for this process, and
 * for those that it starts, where a program of the system can do that: Node has no call for it. To start that program
 * takes 20 ms, in which nothing else happens; until then the system is told to leave the memory out.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** Of util-linux. By its full name: what is first in the search path may be anybody's. */
const prlimit = '/usr/bin/prlimit';
const patienceMs = 5_000;

const childrenOf = (pid: string) =>
  readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean),
  );

/** A process and all that came of it. One that ended meanwhile has none. */
function withDescendants(pid: string): string[] {
  try {
    return [pid, ...childrenOf(pid).flatMap(withDescendants)];
  } catch {
    return [pid];
  }
}

const isOff = (limits: string) => /^Max core file size\s+0\s+0\s/m.test(limits);

/**
 * On Linux: from now on a dump of this process, or of one that it starts, has no memory in it. At once, and without
 * another program. Never fails: where the system refuses, the limit does the same a moment later.
 */
export function leaveMemoryOutOfDumps(filter = '/proc/self/coredump_filter'): void {
  if (process.platform !== 'linux') return;
  try {
    writeFileSync(filter, '0');
  } catch {
    // See above.
  }
}

/**
 * On Linux, for this process and all that came of it. Elsewhere the system's default holds: macOS and Windows write
 * none unless somebody asks for them. Never fails; `readCoreDumps` tells what came of it.
 */
export async function switchOffCoreDumps(platform: NodeJS.Platform = process.platform): Promise<void> {
  if (platform !== 'linux') return;
  const { execFile } = await import('node:child_process');
  const limit = (pid: string) =>
    new Promise<void>((resolve) =>
      execFile(prlimit, ['--pid', pid, '--core=0:0'], { timeout: patienceMs, env: {} }, () => resolve()),
    );
  for (const pid of withDescendants(String(process.pid))) await limit(pid);
}

/** Whether a crash of this process can leave its memory on disk; `unknown` where the system does not say. */
export function readCoreDumps(
  read: () => string = () => readFileSync('/proc/self/limits', 'utf8'),
): 'off' | 'on' | 'unknown' {
  try {
    return isOff(read()) ? 'off' : 'on';
  } catch {
    return 'unknown';
  }
}
