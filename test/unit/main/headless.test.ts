/** The program as a command, before the command itself runs. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { chromiumFolder } from '../../../src-main/chromium-folder';
import { commandOf, runHeadless } from '../../../src-main/headless';

const done = vi.hoisted(() => [] as string[]);
vi.mock('electron', () => ({
  app: {
    commandLine: {
      removeSwitch: (name: string) => void done.push(`without ${name}`),
      appendSwitch: (name: string, value: string) => void done.push(`${name}=${value}`),
    },
    dock: { hide: () => void done.push('no icon in the Dock') },
    disableHardwareAcceleration: () => undefined,
    setPath: () => undefined,
    whenReady: async () => void done.push('Chromium is ready'),
    exit: (code: number) => void done.push(`exit ${code}`),
  },
}));
vi.mock('../../../src-main/cli/run', () => ({
  runCommandLine: async (args: string[]) => {
    done.push(`runs ${args.join(' ')}`);
    return 3;
  },
}));
vi.mock('../../../src-main/window/electron-routes', () => ({ createElectronRoutes: () => ({}) }));

let folder: string;
beforeEach(() => {
  done.length = 0;
  folder = mkdtempSync(path.join(tmpdir(), 'voxanne-headless-'));
});
afterEach(() => {
  vi.unstubAllGlobals();
  rmSync(folder, { recursive: true });
});

test('the command runs once Chromium is ready and silent; its exit code is the program’s', async () => {
  await runHeadless(['doctor', '--json'], { XDG_CACHE_HOME: folder }, ['proxy-server'], []);
  expect(done).toEqual(['without proxy-server', 'log-level=3', 'Chromium is ready', 'runs doctor --json', 'exit 3']);
});

test('on macOS it has no icon in the Dock', async () => {
  vi.stubGlobal('process', { ...process, platform: 'darwin', argv: process.argv });
  await runHeadless(['doctor'], { XDG_CACHE_HOME: folder }, [], []);
  expect(done).toContain('no icon in the Dock');
});

test.each([
  [
    ['console', '--no-sandbox', '--cli', '--', 'doctor', '--', '--cli'],
    ['doctor', '--', '--cli'],
  ],
  [['console', '--cli'], []],
  [['console'], null],
])('%j is the command %j', (argv, command) => expect(commandOf(argv)).toEqual(command));

describe('the folder that Chromium writes to while a command runs', () => {
  test('is the same for every run, so that none is left behind and none is removed while it is open', () => {
    const made = chromiumFolder({ XDG_CACHE_HOME: folder }, 'linux');
    expect(chromiumFolder({ XDG_CACHE_HOME: folder }, 'linux')).toBe(made);
    expect(readdirSync(folder)).toEqual(['voxanne-console']);
    expect(existsSync(made)).toBe(true);
  });

  test.each([
    ['win32', { LOCALAPPDATA: 'Local' }, ['Local']],
    ['darwin', {}, ['home', 'Library', 'Caches']],
    ['linux', {}, ['home', '.cache']],
  ] as const)('is the cache of %s', (platform, env, expected) => {
    const local = 'LOCALAPPDATA' in env ? { LOCALAPPDATA: path.join(folder, env.LOCALAPPDATA) } : {};
    expect(chromiumFolder(local, platform, path.join(folder, 'home'))).toBe(
      path.join(folder, ...expected, 'voxanne-console', 'command-line'),
    );
  });
});
