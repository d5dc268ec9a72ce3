/** `voxanne-console --cli COMMAND`: the packaged program as a command, with no window, no display and no claim to the profile's one window. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { app } from 'electron';

const flag = '--cli';

/** What follows `--cli`; null when the program was started for its window. */
export function commandOf(argv: readonly string[]): string[] | null {
  const at = argv.indexOf(flag);
  return at === -1 ? null : argv.slice(at + 1);
}

/** Runs the command and ends the process with its exit code. Call before the app is ready. */
export async function runHeadless(args: readonly string[]): Promise<void> {
  if (process.platform === 'linux') {
    app.commandLine.appendSwitch('headless');
    app.commandLine.appendSwitch('ozone-platform', 'headless');
  }
  // Chromium's own remarks about a missing desktop are no part of a command's output.
  app.commandLine.appendSwitch('log-level', '3');
  app.disableHardwareAcceleration();
  // Chromium locks its own folder: the window may be open on the profile at the same time.
  const scratch = mkdtempSync(path.join(tmpdir(), 'voxanne-cli-'));
  app.setPath('userData', scratch);
  const { runCommandLine } = await import('./cli/run');
  const code = await runCommandLine(args);
  // Leaving while Chromium still starts brings it down.
  await app.whenReady();
  rmSync(scratch, { recursive: true, force: true });
  app.exit(code);
}
