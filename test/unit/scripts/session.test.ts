import { describe, expect, test } from 'vitest';
import { cleanNpmEnv, isTransient, npmReason } from '../../../scripts/setup/npm.mjs';
import { exitStatus, npmCommand } from '../../../scripts/setup/run.mjs';
import { duration, oneLine } from '../../../scripts/setup/say.mjs';
import { busConfiguration, sessionEnvironment, xauthority } from '../../../scripts/setup/session-config.mjs';

describe('the private desktop', () => {
  const session = { folder: '/tmp/s', token: 't', display: ':7', cacheDir: '/home/ana/.cache/voxanne-console' };

  test("leads to nothing of the user's own desktop", () => {
    const outside = {
      HOME: '/home/ana',
      WAYLAND_DISPLAY: 'wayland-0',
      GNOME_KEYRING_CONTROL: '/run/user/1000/keyring',
      SSH_AUTH_SOCK: '/run/x',
      XDG_RUNTIME_DIR: '/run/user/1000',
    };
    const env: NodeJS.ProcessEnv = sessionEnvironment(outside, session);
    expect(JSON.stringify(env)).not.toMatch(/wayland-0|\/run\/user/);
    expect(env.DISPLAY).toBe(':7');
    expect(env.HOME).toBe('/home/ana');
    expect(env.VOXANNE_CACHE_DIR).toBe(session.cacheDir);
  });
  test('has a bus that starts no services of the system', () => {
    expect(busConfiguration('/tmp/s/bus')).toContain('<listen>unix:path=/tmp/s/bus</listen>');
    expect(busConfiguration('/tmp/s/bus')).not.toContain('servicedir');
  });
  test('has a display with a cookie, in the format of Xauthority', () => {
    const file = xauthority(Buffer.alloc(16, 0xab));
    expect(file.readUInt16BE(0)).toBe(0xffff);
    expect(file.toString('latin1')).toContain('MIT-MAGIC-COOKIE-1');
    expect(file.subarray(-16)).toEqual(Buffer.alloc(16, 0xab));
  });
});

describe('npm', () => {
  test('a hiccup of the network is tried again, a real error is not', () => {
    expect(isTransient('npm error code ECONNRESET')).toBe(true);
    expect(isTransient('npm error code E503')).toBe(true);
    expect(isTransient('npm error code E404')).toBe(false);
    expect(isTransient('npm error code EUSAGE')).toBe(false);
  });
  test('its reason is one line', () => {
    expect(
      npmReason(
        'npm warn old lockfile\nnpm error code E404\nnpm error Not found: x\nnpm error A complete log of this run',
      ),
    ).toBe('Not found: x');
    expect(npmReason('')).toBe('npm gave no reason');
  });
  test("an npm inside npm keeps the user's configuration and drops the outer call's own", () => {
    const env = {
      npm_config_registry: 'https://packages.example',
      npm_config_loglevel: 'silent',
      npm_package_name: 'x',
      npm_lifecycle_event: 'start',
      PATH: '/bin',
    };
    expect(cleanNpmEnv(env)).toEqual({ npm_config_registry: 'https://packages.example', PATH: '/bin' });
  });
  test('the very npm that was called is used', () => {
    expect(npmCommand({ npm_execpath: '/n/npm-cli.js' }, 'linux')).toEqual({
      command: process.execPath,
      prefix: ['/n/npm-cli.js'],
      shell: false,
    });
    expect(npmCommand({}, 'win32')).toEqual({ command: 'npm', prefix: [], shell: true });
  });
});

describe('what people read', () => {
  test('durations', () => {
    expect([400, 12_300, 125_000].map(duration)).toEqual(['0.4 s', '12 s', '2 min 5 s']);
  });
  test('a full disk and a forbidden folder are explained', () => {
    expect(oneLine(Object.assign(new Error('write'), { code: 'ENOSPC', path: '/c' }))).toBe(
      'The disk is full (/c). Free some space, then run the same command again.',
    );
    expect(oneLine(Object.assign(new Error('open'), { code: 'EACCES', path: '/c' }))).toContain(
      'Not allowed to write (/c)',
    );
    expect(oneLine(new Error('first\n    at stack'))).toBe('first');
  });
  test("a program ended by a signal has the shell's status", () => {
    expect(exitStatus(3, null)).toBe(3);
    expect(exitStatus(null, 'SIGINT')).toBe(130);
  });
});
