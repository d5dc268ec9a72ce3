/**
 * Hands a checked package to the system's installer. Programs that run as an administrator are named by their full path
 * and started without a shell: neither `PATH` nor a name with quotes in it has a say.
 */
import { spawn } from 'node:child_process';
import { chmodSync, copyFileSync, renameSync, rmSync } from 'node:fs';
import { temporaryName } from '../private-files';
import { updateError } from './update-error';

/** Runs a program to its end. @returns its exit code; null when it could not be started or was ended */
export type RunProgram = (program: string, args: readonly string[]) => Promise<number | null>;

const runProgram: RunProgram = (program, args) =>
  new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: 'ignore',
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', ...session() },
    });
    child.once('error', () => resolve(null));
    child.once('close', (code) => resolve(code));
  });

/** What the question for the administrator's password needs of the desktop. */
function session(): Record<string, string> {
  const names = ['DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY', 'XDG_RUNTIME_DIR', 'DBUS_SESSION_BUS_ADDRESS', 'LANG'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

const dpkg = '/usr/bin/dpkg';
/** Asks for the administrator's password, in a window of the desktop's own. */
const pkexec = '/usr/bin/pkexec';
/** How pkexec says that the password was not given. */
const refusals: readonly (number | null)[] = [126, 127];

/** A command as one would type it: for the person who does it by hand. */
const quoted = (file: string): string => `'${file.replaceAll("'", `'\\''`)}'`;

/** @throws AppError `update.install-refused`, `update.install-failed` */
export async function installDeb(
  file: string,
  { run = runProgram, isRoot = process.getuid?.() === 0 }: { run?: RunProgram; isRoot?: boolean } = {},
): Promise<void> {
  const command = [dpkg, '-i', file];
  const [program = dpkg, ...args] = isRoot ? command : [pkexec, ...command];
  const code = await run(program, args);
  if (code === 0) return;
  const isRefused = !isRoot && (code === null || refusals.includes(code));
  throw updateError(isRefused ? 'install-refused' : 'install-failed', `sudo dpkg -i ${quoted(file)}`);
}

/** Puts the new file in the place of the old one, in one step. @throws AppError `update.install-failed` */
export function installAppImage(file: string, place: string): void {
  const beside = temporaryName(place);
  try {
    copyFileSync(file, beside);
    chmodSync(beside, 0o755);
    renameSync(beside, place);
  } catch {
    rmSync(beside, { force: true });
    throw updateError('install-failed', `cp ${quoted(file)} ${quoted(place)}`);
  }
}
