/**
 * A core dump is a copy of a process's memory on disk, with all that it held. It is switched off for this process, and
 * for those that it starts, where a program of the system can do that: Node has no call for it.
 */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Of util-linux. By its full name: what is first in the search path may be anybody's. */
const prlimit = '/usr/bin/prlimit';
const patienceMs = 5_000;

/** The processes of this program: itself, and those that it has started. A page is started by one of them. */
function ownProcesses(): string[] {
  try {
    const threads = readdirSync('/proc/self/task');
    const children = threads.flatMap((thread) =>
      readFileSync(`/proc/self/task/${thread}/children`, 'utf8').trim().split(' '),
    );
    return [String(process.pid), ...children.filter((pid) => /^\d+$/.test(pid))];
  } catch {
    return [String(process.pid)];
  }
}

const isOff = (limits: string) => /^Max core file size\s+0\s+0\s/m.test(limits);

/**
 * On Linux. Elsewhere the system's default holds: macOS and Windows write none unless somebody asks for them.
 * Never fails; `readCoreDumps` tells what came of it.
 */
export async function switchOffCoreDumps(platform: NodeJS.Platform = process.platform): Promise<void> {
  if (platform !== 'linux') return;
  const limit = (pid: string) =>
    new Promise<void>((resolve) =>
      execFile(prlimit, ['--pid', pid, '--core=0:0'], { timeout: patienceMs, env: {} }, () => resolve()),
    );
  await Promise.all(ownProcesses().map(limit));
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
