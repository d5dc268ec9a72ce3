/**
 * The lock of the screen and another user, on Linux: real buses, GLib's own program as the listener, and the signals
 * that logind and the desktops' screen savers send.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Heard, ScreenWatch } from '../../../src-main/lock/linux-screen/heard';
import { watchScreen } from '../../../src-main/lock/linux-screen/watch-screen';
import { screenLockFinding } from '../../../src-main/support/screen-lock-finding';
import { type Body, type BusService, startBusService, variant } from '../../fakes/bus-service';
import { busMissing, type MessageBus, startMessageBus } from '../../fakes/message-bus';
import { bundleChild } from '../storage/bundle-child';

const missing = busMissing('gdbus');
const patience = { timeout: 60_000, interval: 20 };

const own = '/org/freedesktop/login1/session/_32';
const ofSomebodyElse = '/org/freedesktop/login1/session/_33';
const flag = (value: boolean): Body => ({ type: 'b', values: [value] });
const changed = (name: string, value: boolean): Body => ({
  type: 'sa{sv}as',
  values: ['org.freedesktop.login1.Session', [[name, variant('b', value)]], []],
});
const properties = 'org.freedesktop.DBus.Properties.PropertiesChanged';

/** The programs that this process, or another, has started. */
const childrenOf = (pid: number): number[] =>
  readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .filter((entry) => {
      try {
        // The name, in brackets, may have blanks.
        return Number(readFileSync(`/proc/${entry}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]) === pid;
      } catch {
        return false;
      }
    })
    .map(Number);
const commandOf = (pid: number): string[] => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean);
  } catch {
    return [];
  }
};
const listeners = (pid = process.pid) => childrenOf(pid).filter((child) => commandOf(child).includes('monitor'));

describe.skipIf(missing !== null)(`the screen of Linux${missing ? ` (skipped: ${missing})` : ''}`, () => {
  let folder: string;
  let buses: { session: MessageBus; system: MessageBus };
  let watch: ScreenWatch | null;
  let reasons: string[];
  const services: BusService[] = [];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'voxanne-screen-'));
    buses = { session: await startMessageBus(folder, 'session'), system: await startMessageBus(folder, 'system') };
    reasons = [];
    watch = null;
  });
  afterEach(async () => {
    watch?.stop();
    // A listener that is still ending would be taken for the next test's.
    await vi.waitFor(() => expect(listeners()).toEqual([]), patience);
    await Promise.all(services.splice(0).map((service) => service.close()));
    await Promise.all([buses.session.close(), buses.system.close()]);
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  const environment = (more: Record<string, string> = {}) => ({
    ...process.env,
    DBUS_SESSION_BUS_ADDRESS: buses.session.address,
    DBUS_SYSTEM_BUS_ADDRESS: buses.system.address,
    XDG_CURRENT_DESKTOP: 'GNOME',
    XDG_SESSION_ID: '2',
    ...more,
  });
  const begin = (more: Record<string, string> = {}) => {
    watch = watchScreen({
      env: environment(more),
      lock: (reason) => reasons.push(reason),
      changed: () => undefined,
      waits: { first: 50, longest: 500 },
    });
  };
  const hears = (heard: Heard) => vi.waitFor(() => expect(watch?.hears()).toEqual(heard), patience);
  const locked = (...wanted: string[]) => vi.waitFor(() => expect(reasons).toEqual(wanted), patience);
  async function serve(bus: MessageBus, name: string, answers: (member: string) => Body | null = () => flag(false)) {
    const service = await startBusService(bus.socket, name, answers);
    services.push(service);
    return service;
  }
  /** The listener hears a moment after the name has its owner: told again and again until it does. */
  async function firstHeard(tell: () => void, reason: string) {
    await vi.waitFor(() => {
      tell();
      expect(reasons).toContain(reason);
    }, patience);
    expect(new Set(reasons)).toEqual(new Set([reason]));
  }
  /** logind with one session of this user. */
  const serveLogin = (lockedHint = false) =>
    serve(buses.system, 'org.freedesktop.login1', (member) => {
      if (member === 'GetSession') return { type: 'o', values: [own] };
      if (member === 'Get') return { type: 'v', values: [variant('(so)', ['2', own])] };
      return { type: 'a{sv}', values: [[['LockedHint', variant('b', lockedHint)]]] };
    });

  test('a desktop’s screen saver that begins locks; one that ends does not', async () => {
    const gnome = await serve(buses.session, 'org.gnome.ScreenSaver');
    begin();
    await hears({ screenLock: true, userSwitch: false });
    let begun = 0;
    const tell = (begins: boolean) => {
      if (begins) begun += 1;
      gnome.signal('/org/gnome/ScreenSaver', 'org.gnome.ScreenSaver.ActiveChanged', flag(begins));
    };
    await firstHeard(() => tell(true), 'screen-lock');
    for (const begins of [false, false, false]) tell(begins);
    services.splice(0);
    await gnome.close();
    // That the name is gone is heard after all of them.
    await hears({ screenLock: false, userSwitch: false });
    expect(reasons.length).toBeLessThanOrEqual(begun);
  });

  test.each([
    ['KDE', 'org.freedesktop.ScreenSaver', '/ScreenSaver'],
    ['X-Cinnamon', 'org.cinnamon.ScreenSaver', '/org/cinnamon/ScreenSaver'],
    ['MATE', 'org.mate.ScreenSaver', '/org/mate/ScreenSaver'],
    ['XFCE', 'org.xfce.ScreenSaver', '/org/xfce/ScreenSaver'],
    ['ubuntu:GNOME', 'org.gnome.ScreenSaver', '/org/gnome/ScreenSaver'],
  ])('%s is heard', async (desktop, name, path) => {
    const saver = await serve(buses.session, name);
    begin({ XDG_CURRENT_DESKTOP: desktop });
    await hears({ screenLock: true, userSwitch: false });
    await firstHeard(() => saver.signal(path, `${name}.ActiveChanged`, flag(true)), 'screen-lock');
  });

  test('logind locks by its word, by its hint, and for another user; another’s session is not this one', async () => {
    const login = await serveLogin();
    begin();
    await hears({ screenLock: true, userSwitch: true });
    await firstHeard(() => login.signal(own, properties, changed('Active', false)), 'user-switch');
    // What was told before this one has been heard.
    login.signal(own, properties, changed('LockedHint', true));
    await vi.waitFor(() => expect(reasons).toContain('screen-lock'), patience);
    reasons.splice(0);

    login.signal(ofSomebodyElse, 'org.freedesktop.login1.Session.Lock', { type: '', values: [] });
    login.signal(ofSomebodyElse, properties, changed('LockedHint', true));
    login.signal(ofSomebodyElse, properties, changed('Active', false));
    login.signal(own, 'org.freedesktop.login1.Session.Unlock', { type: '', values: [] });
    login.signal(own, properties, changed('LockedHint', false));
    login.signal(own, properties, changed('Active', true));
    login.signal(own, 'org.freedesktop.login1.Session.Lock', { type: '', values: [] });
    await locked('screen-lock');
    login.signal(own, properties, changed('LockedHint', true));
    await locked('screen-lock', 'screen-lock');
    login.signal(own, properties, changed('Active', false));
    await locked('screen-lock', 'screen-lock', 'user-switch');
  });

  test('without the number of its session it hears the one that the user sees', async () => {
    const login = await serveLogin();
    begin({ XDG_SESSION_ID: '' });
    await hears({ screenLock: true, userSwitch: true });
    const tell = () => login.signal(own, 'org.freedesktop.login1.Session.Lock', { type: '', values: [] });
    await firstHeard(tell, 'screen-lock');
  });

  test('a screen that is locked already locks at once', async () => {
    await serveLogin(true);
    begin();
    await locked('screen-lock');
  });

  test('nothing is called a protection that nobody tells, nor once it is gone; once it is back it is', async () => {
    begin();
    await vi.waitFor(() => expect(listeners().length).toBeGreaterThan(0), patience);
    expect(watch?.hears()).toEqual({ screenLock: false, userSwitch: false });
    const gnome = await serve(buses.session, 'org.gnome.ScreenSaver');
    await hears({ screenLock: true, userSwitch: false });
    services.splice(0);
    await gnome.close();
    await hears({ screenLock: false, userSwitch: false });
    await serve(buses.session, 'org.gnome.ScreenSaver');
    await hears({ screenLock: true, userSwitch: false });
  });

  test('a listener that dies is started again, and knows what it has missed', async () => {
    let isLocked = false;
    const gnome = await serve(buses.session, 'org.gnome.ScreenSaver', () => flag(isLocked));
    begin();
    await hears({ screenLock: true, userSwitch: false });
    const before = listeners();
    isLocked = true;
    for (const pid of before) process.kill(pid, 'SIGKILL');
    await locked('screen-lock');
    expect(listeners().filter((pid) => before.includes(pid))).toEqual([]);
    await hears({ screenLock: true, userSwitch: false });
    reasons.splice(0);
    const tell = () => gnome.signal('/org/gnome/ScreenSaver', 'org.gnome.ScreenSaver.ActiveChanged', flag(true));
    await firstHeard(tell, 'screen-lock');
  });

  test('the listener comes from the system’s folders and knows nothing of the console', async () => {
    await serve(buses.session, 'org.gnome.ScreenSaver');
    begin({ PATH: folder, VOXANNE_PASSPHRASE: 'canary', NODE_OPTIONS: '--canary', LD_PRELOAD: '' });
    await hears({ screenLock: true, userSwitch: false });
    const [pid = 0] = listeners();
    expect(commandOf(pid)[0]).toMatch(/^\/usr\/bin\//);
    const names = readFileSync(`/proc/${pid}/environ`, 'utf8')
      .split('\0')
      .filter(Boolean)
      .map((line) => line.split('=')[0]);
    expect(names.toSorted()).toEqual(
      ['DBUS_SESSION_BUS_ADDRESS', 'DBUS_SYSTEM_BUS_ADDRESS', 'HOME', 'LC_ALL', 'XDG_RUNTIME_DIR'].filter(
        (name) => name === 'LC_ALL' || name.startsWith('DBUS_') || process.env[name] !== undefined,
      ),
    );
  });

  test('doctor names who would tell, and warns where nobody would', async () => {
    const env = environment({ DISPLAY: ':0', XDG_SESSION_ID: '' });
    expect(await screenLockFinding(env, 'linux')).toMatchObject({ outcome: 'warning' });
    await serve(buses.session, 'org.gnome.ScreenSaver');
    await serveLogin();
    expect(await screenLockFinding(env, 'linux')).toMatchObject({
      outcome: 'passed',
      detail:
        'A locked screen locks the console. Who would tell of it: org.freedesktop.login1 and org.gnome.ScreenSaver.',
    });
    const missing = await screenLockFinding(env, 'linux', () => false);
    expect(missing).toMatchObject({ outcome: 'warning', fix: expect.stringContaining('libglib2.0-bin') });
  });

  test('it ends with the console, also one that is killed', async () => {
    await serve(buses.session, 'org.gnome.ScreenSaver');
    begin();
    await hears({ screenLock: true, userSwitch: false });
    watch?.stop();
    await vi.waitFor(() => expect(listeners()).toEqual([]), patience);

    const bundle = await bundleChild('../lock/screen-child.ts');
    const child = spawn(process.execPath, [bundle], { env: environment(), stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const started = listeners(child.pid);
    expect(started.length).toBeGreaterThan(0);
    child.kill('SIGKILL');
    await vi.waitFor(() => expect(started.filter((pid) => commandOf(pid).length > 0)).toEqual([]), patience);
    rmSync(join(bundle, '..'), { recursive: true, force: true });
  });
});
