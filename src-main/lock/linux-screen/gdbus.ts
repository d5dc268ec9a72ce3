/**
 * `gdbus`, GLib's own program for the message bus. A Linux desktop tells there that its screen is locked; Electron does
 * not pass that on, and Node does not speak D-Bus. It runs beside the console, knows nothing of it, and ends with it.
 */
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Environment } from '../../environment';

export type Bus = 'session' | 'system';

/** By their full names: what is first in the search path may be anybody's. */
const gdbus = '/usr/bin/gdbus';
/** Of util-linux. What it starts is ended by the system when this process ends in any way. */
const setpriv = '/usr/bin/setpriv';
const patienceMs = 5_000;

export const hasGdbus = (): boolean => existsSync(gdbus);

/** What finds the two buses, and nothing else. The program's own words are read, so it speaks no other language. */
const passed = ['DBUS_SESSION_BUS_ADDRESS', 'DBUS_SYSTEM_BUS_ADDRESS', 'XDG_RUNTIME_DIR', 'HOME'];
const environmentOfGdbus = (env: Environment): Record<string, string> => ({
  LC_ALL: 'C',
  ...Object.fromEntries(passed.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]]))),
});

/** @returns what is printed; null where nothing answers */
export const askBus = (
  env: Environment,
  bus: Bus,
  { name, path, method, args = [] }: { name: string; path: string; method: string; args?: readonly string[] },
): Promise<string | null> =>
  new Promise((resolve) => {
    const asked = ['call', `--${bus}`, '--dest', name, '--object-path', path, '--method', method, ...args];
    execFile(gdbus, asked, { env: environmentOfGdbus(env), timeout: patienceMs }, (error, stdout) =>
      resolve(error === null ? stdout : null),
    );
  });

/**
 * Hears the signals of one name on the bus.
 * @param heardAt the one object whose signals count
 * @param onLine for each signal, and for each owner that the name gets or loses
 * @param onEnd it ended by itself, or could not be started
 */
export function followBus(
  env: Environment,
  bus: Bus,
  { name, heardAt }: { name: string; heardAt?: string },
  { onLine, onEnd }: { onLine: (line: string) => void; onEnd: () => void },
): { stop(): void } {
  const monitor = [
    gdbus,
    'monitor',
    `--${bus}`,
    '--dest',
    name,
    ...(heardAt === undefined ? [] : ['--object-path', heardAt]),
  ];
  const [program = gdbus, ...args] = existsSync(setpriv) ? [setpriv, '--pdeathsig', 'TERM', ...monitor] : monitor;
  const child = spawn(program, args, { env: environmentOfGdbus(env), stdio: ['ignore', 'pipe', 'ignore'] });
  let isOver = false;
  const end = () => {
    if (!isOver) onEnd();
    isOver = true;
  };
  child.once('error', end);
  child.once('close', end);
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (!isOver) onLine(line);
  });
  return {
    stop() {
      isOver = true;
      child.kill();
    },
  };
}
