/**
 * On Linux, Chromium chooses how to draw before the program's own code runs. Without switches it chooses X11, and where
 * no X server answers, its cursor loader (ui/base/x/x11_cursor_loader.cc) reads memory that was never written: about
 * one start in fifty ends with a segmentation fault, or hangs. The launcher of the .deb gives the switches. Started in
 * any other way, a command is started again with them.
 */
import { spawnSync } from 'node:child_process';
import { constants } from 'node:os';

const withoutDisplay = ['--headless', '--ozone-platform=headless', '--disable-gpu', '--log-level=3'];
/** `--started-by=PID`: the process that waits for this one. */
const startedBy = '--started-by=';
const lookMs = 250;

/**
 * @param argv with the program itself first, and `--cli` in it
 * @returns the arguments of the second start; null where the first one will do
 */
export function restartArguments(argv: readonly string[], platform: NodeJS.Platform, pid: number): string[] | null {
  const at = argv.indexOf('--cli');
  const given = argv.slice(1, at);
  if (platform !== 'linux' || given.includes('--ozone-platform=headless')) return null;
  return [...given, ...withoutDisplay, `${startedBy}${pid}`, ...argv.slice(at)];
}

/**
 * Runs the program again, and waits. Signals end this process at once; the second one then follows.
 * @returns its exit code
 */
export function restartForCommand(args: readonly string[]): number {
  const { status, signal, error } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (error) throw error;
  return status ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}

/** Ends this process, as SIGTERM does, when the one that waits for it is gone. */
export function endWithStarter(argv: readonly string[]): void {
  const starter = argv.slice(0, argv.indexOf('--cli')).find((argument) => argument.startsWith(startedBy));
  if (starter === undefined) return;
  const pid = Number(starter.slice(startedBy.length));
  setInterval(() => {
    if (process.ppid !== pid) process.kill(process.pid, 'SIGTERM');
  }, lookMs).unref();
}
