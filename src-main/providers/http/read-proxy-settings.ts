/**
 * Reads the operating system's proxy settings without a window: through the program or the file in which each system
 * keeps them.
 */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Environment } from '../../environment';
import type { ProxySettings } from './proxy-settings';
import { parseMacSettings, parseWindowsSettings } from './proxy-settings-desktop';
import { parseGnomeSettings, parseKdeSettings } from './proxy-settings-linux';

const timeoutMs = 3_000;

/** What a system's program prints; empty where it is missing, fails, or takes too long. */
function outputOf(program: string, args: readonly string[], env: Environment): Promise<string> {
  return new Promise((resolve) => {
    execFile(program, [...args], { timeout: timeoutMs, env: { ...env }, windowsHide: true }, (error, stdout) =>
      resolve(error === null ? stdout : ''),
    );
  });
}

/** The only environment variables that the programs reading settings get. */
const kept = /^(?:PATH|HOME|USER|LANG|SystemRoot|windir|XDG_\w+|DBUS_SESSION_BUS_ADDRESS|DCONF_\w+|GSETTINGS_\w+)$/i;
const settingsEnvironment = (env: Environment): Environment =>
  Object.fromEntries(Object.entries(env).filter(([name]) => kept.test(name)));

/** Desktops whose proxy settings Chromium looks up where GNOME keeps them. */
const gnomeLike = /GNOME|Unity|Cinnamon|Pantheon|Deepin|UKUI|Budgie/i;

async function readGnome(env: Environment): Promise<ProxySettings | null> {
  const output = await outputOf('gsettings', ['list-recursively', 'org.gnome.system.proxy'], env);
  return parseGnomeSettings(output);
}

async function readKde(env: Environment): Promise<ProxySettings | null> {
  const folder = env.XDG_CONFIG_HOME || path.join(env.HOME ?? '', '.config');
  const text = await readFile(path.join(folder, 'kioslaverc'), 'utf8').catch(() => '');
  return parseKdeSettings(text);
}

async function readLinux(env: Environment): Promise<ProxySettings | null> {
  const desktop = env.XDG_CURRENT_DESKTOP ?? '';
  if (/KDE/i.test(desktop)) return readKde(env);
  if (gnomeLike.test(desktop)) return readGnome(env);
  // Over SSH the desktop is unknown: the settings of either count. Other desktops keep no proxy settings.
  return desktop === '' ? ((await readGnome(env)) ?? readKde(env)) : null;
}

const internetSettings = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';

/** @returns null when the system names no proxy. Never throws. */
export async function readProxySettings(
  env: Environment,
  platform: NodeJS.Platform = process.platform,
): Promise<ProxySettings | null> {
  const own = settingsEnvironment(env);
  switch (platform) {
    case 'darwin':
      return parseMacSettings(await outputOf('/usr/sbin/scutil', ['--proxy'], own));
    case 'win32': {
      const reg = path.win32.join(env.SystemRoot ?? 'C:\\Windows', 'System32', 'reg.exe');
      return parseWindowsSettings(await outputOf(reg, ['query', internetSettings, '/s'], own));
    }
    default:
      return readLinux(own);
  }
}
