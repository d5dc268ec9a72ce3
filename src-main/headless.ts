/**
 * `voxanne-console --cli COMMAND`: the packaged program as a command, without a window, a display or the profile's
 * window lock.
 */
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { app } from 'electron';
import type { Environment } from './environment';

const flag = '--cli';

/**
 * What follows `--cli`; null when the program was started for its window. A `--` right after it belongs to the
 * launcher.
 */
export function commandOf(argv: readonly string[]): string[] | null {
  const at = argv.indexOf(flag);
  if (at === -1) return null;
  return argv.slice(argv[at + 1] === '--' ? at + 2 : at + 1);
}

/**
 * Folder for what Chromium keeps of a command. Not the profile's: the window may be open there. Always the same one:
 * Chromium still writes while it ends, so a folder of each run's own would be left behind.
 */
function chromiumFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  const cache =
    platform === 'win32'
      ? (env.LOCALAPPDATA ?? path.join(home, 'AppData', 'Local'))
      : platform === 'darwin'
        ? path.join(home, 'Library', 'Caches')
        : env.XDG_CACHE_HOME || path.join(home, '.cache');
  return path.join(cache, 'voxanne-console', 'command-line');
}

/**
 * Runs the command and ends the process with its exit code. Call before the app is ready.
 * @param switches that could weaken the program: they are dropped, and `doctor` names them
 */
export async function runHeadless(
  args: readonly string[],
  env: Environment,
  switches: readonly string[],
): Promise<void> {
  for (const name of switches) app.commandLine.removeSwitch(name);
  if (process.platform === 'linux') {
    app.commandLine.appendSwitch('headless');
    app.commandLine.appendSwitch('ozone-platform', 'headless');
  }
  if (process.platform === 'darwin') app.dock?.hide();
  // Silences Chromium's messages about a missing desktop.
  app.commandLine.appendSwitch('log-level', '3');
  app.disableHardwareAcceleration();
  const folder = chromiumFolder(env);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  app.setPath('userData', folder);
  const [{ runCommandLine }, { createElectronRoutes }] = await Promise.all([
    import('./cli/run'),
    import('./window/electron-routes'),
  ]);
  const code = await runCommandLine(args, env, {
    systemRoutes: createElectronRoutes(env),
    switches: switches.map((name) => `--${name}`),
  });
  // Exiting while Chromium is still starting crashes it.
  await app.whenReady();
  app.exit(code);
}
