/** What set-up does on systems that these tests do not run on: macOS, Windows, and Linux without Debian's tools. */
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { browserPlaces } from '../../../scripts/setup/browser.mjs';
import { BROWSER_NEEDS, installHint, SESSION_NEEDS, WINDOW_NEEDS } from '../../../scripts/setup/package-names.mjs';
import { npmCommand, withFirstOnPath } from '../../../scripts/setup/run.mjs';
import { executableIn } from '../../../scripts/setup/runtime.mjs';
import { setuidCommand } from '../../../scripts/setup/sandbox.mjs';

describe('Linux without apt', () => {
  const needs = [...WINDOW_NEEDS.slice(0, 1), ...SESSION_NEEDS.slice(0, 1)];
  const on = (manager: string) => installHint(needs, (program) => program === manager);

  test('is told the command of its own package manager', () => {
    expect(on('dnf')).toBe("“sudo dnf install 'libgtk-3.so.0()(64bit)' /usr/bin/Xvfb”");
    expect(on('zypper')).toBe("“sudo zypper install 'libgtk-3.so.0()(64bit)' /usr/bin/Xvfb”");
    expect(on('pacman')).toBe('“sudo pacman -S gtk3 xorg-server-xvfb”');
    expect(on('nix-env')).toBe('your package manager');
  });
  test('every need has its name on Arch, fonts aside', () => {
    const all = [...WINDOW_NEEDS, ...SESSION_NEEDS, ...BROWSER_NEEDS].filter(({ kind }) => kind !== 'font');
    expect(installHint(all, (program) => program === 'pacman')).toContain('pacman');
  });
});

describe('a sandbox that root has to help with', () => {
  test('the path of the checkout is never read as a command', () => {
    const helper = "/home/o'neil $(touch x)/chrome-sandbox";
    const { command, byHand } = setuidCommand(helper);
    expect(command.slice(0, 3)).toEqual(['sh', '-c', 'chown root:root "$1" && chmod 4755 "$1"']);
    expect(command.at(-1)).toBe(helper);
    expect(byHand).toContain(String.raw`'/home/o'\''neil $(touch x)/chrome-sandbox'`);
  });
});

describe('Windows', () => {
  test('PATH keeps its folders, whatever the variable’s spelling', () => {
    expect(withFirstOnPath({ Path: 'C:\\Windows' }, 'C:\\tools')).toEqual({
      Path: ['C:\\tools', 'C:\\Windows'].join(path.delimiter),
    });
    expect(withFirstOnPath({}, '/tools')).toEqual({ PATH: '/tools' });
  });
  test('npm is started without a shell where its program is known', () => {
    const npm = 'C:\\Program Files\\nodejs\\node_modules\\npm\\bin\\npm-cli.js';
    expect(npmCommand({ npm_execpath: npm }, 'win32', 'node.exe')).toEqual({
      command: 'node.exe',
      prefix: [npm],
      shell: false,
    });
    // Named by its path, `npm.cmd` could not be started at all.
    expect(npmCommand({}, 'win32', '/nowhere/node.exe')).toEqual({ command: 'npm', prefix: [], shell: true });
  });
  test('Electron is found in a folder of one’s own', () => {
    expect(executableIn('win32')).toBe('electron.exe');
  });
  test('Edge, which every Windows has, is a browser for the tests', () => {
    expect(browserPlaces('win32', { 'PROGRAMFILES(X86)': 'C:\\Program Files (x86)' })).toContain(
      'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
    );
  });
});

describe('macOS', () => {
  test('Electron and browsers are found inside their applications', () => {
    expect(executableIn('darwin')).toBe(path.join('Electron.app', 'Contents', 'MacOS', 'Electron'));
    expect(browserPlaces('darwin', {})[0]).toBe('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome');
  });
});
