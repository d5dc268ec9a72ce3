/** Starting with the person's session. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startAtLogin } from '../../../../src-main/window/login-start';

const electron = vi.hoisted(() => ({ isPackaged: true, asked: [] as unknown[] }));
vi.mock('electron', () => ({
  app: {
    get isPackaged() {
      return electron.isPackaged;
    },
    setLoginItemSettings: (settings: unknown) => void electron.asked.push(settings),
  },
}));

let config: string;
const { platform } = process;
const on = (name: string) => Object.defineProperty(process, 'platform', { value: name });
beforeEach(() => {
  config = mkdtempSync(path.join(tmpdir(), 'voxanne-login-'));
  electron.isPackaged = true;
  electron.asked = [];
});
afterEach(() => {
  on(platform);
  rmSync(config, { recursive: true, force: true });
});
const entry = () => path.join(config, 'autostart/voxanne-console.desktop');

describe('on Linux', () => {
  beforeEach(() => on('linux'));

  test('an entry for the session, private to the person, that starts without a window; and it goes again', () => {
    startAtLogin(true, '--in-background', { XDG_CONFIG_HOME: config });
    const text = readFileSync(entry(), 'utf8');
    expect(text).toContain(`Exec="${process.execPath}" --in-background\n`);
    expect(text).toContain('[Desktop Entry]\nType=Application\n');
    expect(statSync(entry()).mode & 0o077).toBe(0);
    startAtLogin(false, '--in-background', { XDG_CONFIG_HOME: config });
    expect(existsSync(entry())).toBe(false);
  });

  test('whatever the umask, and a link at its name is replaced, not followed', () => {
    const other = path.join(config, 'other');
    writeFileSync(other, 'somebody’s');
    mkdirSync(path.dirname(entry()));
    symlinkSync(other, entry());
    const umask = process.umask(0o777);
    try {
      startAtLogin(true, '--in-background', { XDG_CONFIG_HOME: config });
    } finally {
      process.umask(umask);
    }
    expect(readFileSync(other, 'utf8')).toBe('somebody’s');
    expect(statSync(entry()).mode & 0o777).toBe(0o600);
  });

  test('taken back without having been there is nothing', () => {
    startAtLogin(false, '--in-background', { XDG_CONFIG_HOME: config });
    expect(existsSync(path.dirname(entry()))).toBe(false);
  });

  test('an AppImage is started itself, whatever its path has in it', () => {
    const program = '/home/ann/My "apps"/100% $HOME `x` back\\slash.AppImage';
    startAtLogin(true, '--in-background', { XDG_CONFIG_HOME: config, APPIMAGE: program });
    // First a value's own escapes, then quotes: as the desktop entry specification has them read.
    const value = /^Exec=(.*)$/m.exec(readFileSync(entry(), 'utf8'))?.[1] ?? '';
    const quoted = value.replaceAll('\\\\', '\\');
    const read = /^"((?:[^"\\]|\\.)*)" --in-background$/.exec(quoted)?.[1] ?? '';
    expect(read.replace(/\\(["`$\\])/g, '$1').replaceAll('%%', '%')).toBe(program);
  });
});

test.each(['darwin', 'win32'])('on %s the system is asked', (name) => {
  on(name);
  startAtLogin(true, '--in-background', {});
  startAtLogin(false, '--in-background', {});
  expect(electron.asked).toEqual([
    { openAtLogin: true, args: ['--in-background'] },
    { openAtLogin: false, args: ['--in-background'] },
  ]);
});

test('a checkout is never started with the session', () => {
  on('linux');
  electron.isPackaged = false;
  startAtLogin(true, '--in-background', { XDG_CONFIG_HOME: config });
  expect(existsSync(entry())).toBe(false);
});
