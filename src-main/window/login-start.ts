/** Starting with the person's session, in the tray, if the person chose so. */
import { rmSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { app } from 'electron';
import type { Environment } from '../environment';
import { ensurePrivateFolder, writePrivateFile } from '../private-files';

/** Of the desktop entry specification: quoted, with what is special inside of quotes escaped, and then as any value. */
const quoted = (text: string) => `"${text.replace(/[\\"`$]/g, '\\$&').replaceAll('%', '%%')}"`.replaceAll('\\', '\\\\');

const desktopEntry = (program: string, argument: string): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Voxanne Console',
    'Comment=Checks the connections of your clinics',
    `Exec=${quoted(program)} ${argument}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');

/** @param argument of such a start. @throws an error of the file system */
export function startAtLogin(isWanted: boolean, argument: string, env: Environment): void {
  // A checkout starts only from its terminal.
  if (!app.isPackaged) return;
  if (process.platform !== 'linux') {
    app.setLoginItemSettings({ openAtLogin: isWanted, args: [argument] });
    return;
  }
  const folder = path.join(env.XDG_CONFIG_HOME || path.join(homedir(), '.config'), 'autostart');
  const file = path.join(folder, 'voxanne-console.desktop');
  if (!isWanted) {
    rmSync(file, { force: true });
    return;
  }
  ensurePrivateFolder(folder);
  writePrivateFile(file, desktopEntry(env.APPIMAGE ?? process.execPath, argument));
}
