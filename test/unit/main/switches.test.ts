import { expect, test } from 'vitest';
import { refusedIn, refusedSwitches, weakeningSwitches } from '../../../src-main/switches';

const inWindow = { command: false, platform: 'linux' } as const;

test.each([
  '--remote-debugging-port=9222',
  '--remote-debugging-pipe',
  '--inspect',
  '--inspect-brk=0',
  '--js-flags=--expose-gc',
  '--proxy-server=evil.example:1',
  '--proxy-pac-url=http://evil.example',
  '--host-rules=MAP * evil.example',
  '--host-resolver-rules=MAP * 127.0.0.1',
  '--ignore-certificate-errors',
  '--ignore-certificate-errors-spki-list=x',
  '--ssl-key-log-file=/tmp/keys',
  '--log-net-log=/tmp/net',
  '--disable-web-security',
  '--load-extension=/tmp/x',
  '--no-sandbox',
  '--renderer-cmd-prefix=gdb',
  '--gpu-launcher=gdb',
  '-remote-debugging-port=1',
])('%s is named', (argument) => {
  const [name] = weakeningSwitches(['voxanne-console', '--lang=es', argument], inWindow);
  expect(argument.replace(/^-+/, '').split('=')[0]).toBe(name);
  expect(refusedSwitches(refusedIn([name ?? ''], {}))).toContain(`--${name}`);
});

test('a variable that takes the pages out of the sandbox is refused like the switch', () => {
  expect(refusedIn([], { ELECTRON_DISABLE_SANDBOX: '1', PATH: '/usr/bin' })).toEqual(['ELECTRON_DISABLE_SANDBOX']);
  // Electron follows no empty one.
  expect(refusedIn([], { ELECTRON_DISABLE_SANDBOX: '' })).toEqual([]);
});

test.each([
  '--disable-gpu',
  '--ozone-platform=wayland',
  '--force-device-scale-factor=2',
  '--lang=es',
  '--enable-features=WaylandWindowDecorations',
  '/usr/share/proxy-server',
  'proxy-server',
])('%s may be given', (argument) => {
  expect(weakeningSwitches(['voxanne-console', argument], inWindow)).toEqual([]);
});

test('what stands behind “--” is no switch, and a command may do without the sandbox that it does not need', () => {
  const argv = ['voxanne-console', '--no-sandbox', '--no-zygote', '--cli', '--', 'sms-test', '--proxy-server=x'];
  expect(weakeningSwitches(argv, { ...inWindow, command: true })).toEqual([]);
  expect(weakeningSwitches(argv, inWindow)).toEqual(['no-sandbox', 'no-zygote']);
});

test('Windows writes them in any case, and with a slash', () => {
  expect(
    weakeningSwitches(['console.exe', '/Remote-Debugging-Port=1', '--INSPECT'], { command: false, platform: 'win32' }),
  ).toEqual(['remote-debugging-port', 'inspect']);
});
