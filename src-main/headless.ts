/**
 * `voxanne-console --cli COMMAND`: the packaged program as a command, without a window, a display or the profile's
 * window lock.
 */
import { app } from 'electron';
import { chromiumFolder } from './chromium-folder';
import type { Environment } from './environment';
import { endWithStarter } from './headless-restart';

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
 * Runs the command and ends the process with its exit code. Call before the app is ready.
 * @param switches that could weaken the program: they are dropped, and `doctor` names them
 * @param ignored variables that were dropped as well
 */
export async function runHeadless(
  args: readonly string[],
  env: Environment,
  switches: readonly string[],
  ignored: readonly string[],
): Promise<void> {
  for (const name of switches) app.commandLine.removeSwitch(name);
  if (process.platform === 'darwin') app.dock?.hide();
  // Silences Chromium's messages about a missing desktop.
  app.commandLine.appendSwitch('log-level', '3');
  app.disableHardwareAcceleration();
  app.setPath('userData', chromiumFolder(env));
  // Code that runs while Chromium still starts can crash it, and until it is ready Chromium takes SIGINT, SIGTERM and
  // SIGHUP for itself and would end with success.
  await app.whenReady();
  endWithStarter(process.argv);
  const [{ runCommandLine }, { createElectronRoutes }] = await Promise.all([
    import('./cli/run'),
    import('./window/electron-routes'),
  ]);
  const code = await runCommandLine(args, env, {
    systemRoutes: createElectronRoutes(env),
    switches: [...switches.map((name) => `--${name}`), ...ignored],
  });
  app.exit(code);
}
