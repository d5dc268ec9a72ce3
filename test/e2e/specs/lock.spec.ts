/**
 * The lock, by each way in: what was seen and typed is gone from the page, what ran was stopped, the clipboard is
 * empty, and nothing answers until it is unlocked.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startBusService, variant } from '../../fakes/bus-service';
import { startMessageBus } from '../../fakes/message-bus';
import {
  atSmsTest,
  ClinicsPage,
  type Console,
  ConsolePage,
  expect,
  isPortOpen,
  LockPage,
  practiceAccount,
  practicePhone,
  root,
  SetupPage,
  seedClinic,
  test,
  withDisplayClipboard,
} from '../driver';

const clinic = 'Sunrise Dental of Canary Street';
const typed = 'typed-canary-77f1';

type PowerEvent = 'suspend' | 'resume' | 'lock-screen' | 'user-did-resign-active';

const emit = ({ app }: Console, event: PowerEvent) =>
  app.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), event);

/** The menu's item, as the system would press it. */
const chooseLock = ({ app }: Console) =>
  app.evaluate(({ Menu }) => {
    const file = Menu.getApplicationMenu()?.items.find(({ label }) => label === '&File');
    file?.submenu?.items.find(({ label }) => label === 'Lock')?.click();
  });

function runCommand(profileDir: string): Promise<{ code: number | null; stdout: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['scripts/cli.mjs', 'lock', '--json'], {
      cwd: root,
      env: { ...process.env, VOXANNE_PROFILE_DIR: profileDir },
    });
    let stdout = '';
    child.stdout.on('data', (piece) => {
      stdout += String(piece);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout }));
  });
}

/** A console with a connected clinic, and a form in which something was typed. */
async function openWithTyped(start: (env?: Record<string, string>) => Promise<Console>, origin: string) {
  const console = await start({ VOXANNE_TWILIO_URL: origin });
  const { window } = console;
  await new ConsolePage(window).button('Set up a clinic').waitFor();
  const id = await seedClinic(window, { name: clinic, account: practiceAccount('full'), number: '+12125550123' });
  await new ConsolePage(window).goTo('Activity');
  await new ConsolePage(window).goTo('Clinics');
  await expect(new ClinicsPage(window).row(clinic)).toBeVisible();
  await new ConsolePage(window).button('Set up a clinic').click();
  await window.getByLabel('Clinic name').fill(typed);
  return { console, window, id };
}

/** A telephone number of these tests, however it is written. The name of a computer may have three fives too. */
const aNumber = /555\D?01\d\d/;

/** All that the page contains: text, fields, title, and storage. */
const pageHolds = (window: Page) =>
  window.evaluate(() =>
    [
      document.documentElement.outerHTML,
      ...[...document.querySelectorAll('input, textarea')].map((field) => (field as HTMLInputElement).value),
      document.title,
      JSON.stringify({ ...localStorage, ...sessionStorage, state: history.state }),
    ].join('\n'),
  );

async function expectLocked(window: Page) {
  const lock = new LockPage(window);
  await expect(lock.title()).toBeVisible();
  await expect(lock.unlockButton()).toBeFocused();
  const held = await pageHolds(window);
  expect(held).not.toContain(clinic);
  expect(held).not.toContain(typed);
  expect(held).not.toMatch(aNumber);
  // Whose console it is.
  await expect(window.getByText(/^This is the console of .+ on .+\./)).toBeVisible();
  const answer = await window.evaluate(() => globalThis.window.voxanne.organizations.list({}));
  expect(answer).toMatchObject({ ok: false, error: { code: 'vault.console-locked' } });
}

const ways: [name: string, reason: string, lock: (console: Console) => Promise<unknown>][] = [
  ['the computer goes to sleep', 'The computer went to sleep.', (console) => emit(console, 'suspend')],
  [
    'it wakes without having said that it would sleep',
    'The computer went to sleep.',
    (console) => emit(console, 'resume'),
  ],
  ['the screen is locked', 'The computer’s screen was locked.', (console) => emit(console, 'lock-screen')],
  ['another user comes', 'Somebody else came to the computer.', (console) => emit(console, 'user-did-resign-active')],
  ['its menu is used', 'It was locked by hand.', chooseLock],
  ['the shortcut is pressed', 'It was locked by hand.', ({ window }) => window.keyboard.press('ControlOrMeta+L')],
  [
    'the palette is asked',
    'It was locked by hand.',
    ({ window }) => new ConsolePage(window).command('Lock the console'),
  ],
  [
    'the rail’s button is pressed',
    'It was locked by hand.',
    ({ window }) => new ConsolePage(window).button('Lock').click(),
  ],
  [
    'the command line asks',
    'It was locked from the command line.',
    async ({ profileDir }) => {
      const { code, stdout } = await runCommand(profileDir);
      expect([code, JSON.parse(stdout)]).toEqual([0, { version: 1, locked: true }]);
    },
  ],
];

test('locks in every way, keeps nothing of the page, and unlocks where it was left', async ({ start, twilio }) => {
  test.setTimeout(600_000);
  const { console, window, id } = await openWithTyped(start, twilio.origin);
  for (const [name, reason, lock] of ways)
    await test.step(name, async () => {
      await lock(console);
      await expectLocked(window);
      await expect(window.getByText(reason)).toBeVisible();
      // The page of before is not one step back.
      expect(await window.evaluate(() => history.length)).toBe(1);
      await new LockPage(window).unlock();
      const shell = new ConsolePage(window);
      await shell.goTo('Clinics');
      await new ClinicsPage(window).row(clinic).click();
      await expect(shell.title(clinic)).toBeVisible();
    });
  // Sealed data opens again: the stored token is asked for at Twilio.
  await new ConsolePage(window).button('Check now').click();
  await expect(window.getByRole('status').filter({ hasText: 'Checked.' })).toHaveCount(1);
  expect(id).toBeTruthy();
});

test('locks when nobody used the window for the time that was set', async ({ start, twilio }) => {
  const { console, window } = await openWithTyped(start, twilio.origin);
  await new ConsolePage(window).goTo('Settings');
  await window.getByRole('combobox', { name: 'Lock when not used' }).selectOption('After a minute');
  // A minute passes in a second. Moved on once would not do: the page may tell of the last key afterwards.
  await console.app.evaluate(() => {
    const real = performance.now.bind(performance);
    const from = real();
    performance.now = () => from + (real() - from) * 60;
  });
  await expect(new LockPage(window).title()).toBeVisible({ timeout: 60_000 });
  await expect(window.getByText('Nobody used it for a while.')).toBeVisible();
  await expectLocked(window);
});

test('the clipboard loses what the console put there, and nothing else', async ({ start, twilio }) => {
  const { console, window, id } = await openWithTyped(start, twilio.origin);
  const clipboard = (text?: string) =>
    console.app.evaluate(async ({ clipboard }, set) => {
      if (set !== null) await clipboard.writeText(set);
      return clipboard.readText();
    }, text ?? null);
  const copy = (text: string) =>
    window.evaluate((value) => globalThis.window.voxanne.app.copyText({ text: value, kind: 'value' }), text);

  await withDisplayClipboard(console.app, async () => {
    await copy(`AC-${id}`);
    await expect.poll(() => clipboard()).toBe(`AC-${id}`);
    await emit(console, 'lock-screen');
    await expectLocked(window);
    await expect.poll(() => clipboard()).toBe('');
    await new LockPage(window).unlock();

    await new ConsolePage(window).button('Lock').waitFor();
    await copy(`AC-${id}`);
    await clipboard('a shopping list');
    await emit(console, 'suspend');
    await expectLocked(window);
    expect(await clipboard()).toBe('a shopping list');
  });
});

test('a test that runs ends as by Stop; a text whose answer never came is looked up, not sent again', async ({
  start,
  twilio,
}) => {
  const console = await start({ VOXANNE_TWILIO_URL: twilio.origin });
  const { window } = console;
  const running = await atSmsTest(window);
  await running.runTest(practicePhone('answer-never'));
  await expect.poll(() => twilio.control.messages().length).toBe(1);
  await expect(running.state('Test SMS')).toHaveText('Running');
  await emit(console, 'lock-screen');
  await expect(new LockPage(window).title()).toBeVisible();
  expect(await pageHolds(window)).not.toMatch(aNumber);
  await new LockPage(window).unlock();

  const setup = new SetupPage(window);
  const [message] = twilio.control.messages();
  await expect(setup.copySid('Test SMS')).toHaveAccessibleName(`Copy Message SID ${message?.sid}`);
  await expect(setup.state('Hot-lead SMS')).toHaveText('Skipped');
  expect(twilio.control.messages()).toHaveLength(1);
});

test('a sign-in that waits for the browser ends, and its port closes', async ({ startAtGoogle }) => {
  const { console, window, setup, opened } = await startAtGoogle({ client: 'full' });
  await setup.button('Connect Google').click();
  const address = await opened.next();
  expect(await isPortOpen(address)).toBe(true);
  await emit(console, 'suspend');
  await expect(new LockPage(window).title()).toBeVisible();
  await expect.poll(() => isPortOpen(address)).toBe(false);
});

test('a page that hangs is taken away as well', async ({ start, twilio }) => {
  const { console, window } = await openWithTyped(start, twilio.origin);
  // Asked of the main process: the page that is driven answers nothing, and loses its process.
  const title = () =>
    console.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getTitle());
  // For ever: no answer of the page is waited for.
  void window
    .evaluate(() => {
      document.title = 'hangs';
      for (;;);
    })
    .catch(() => undefined);
  // The lock would come first otherwise, and the page after it hang, which nothing takes away.
  await expect.poll(title).toBe('hangs');
  await chooseLock(console);
  await expect.poll(title).toBe('Locked – Voxanne Console');
});

test('in practice it locks and unlocks into practice', async ({ start }) => {
  const console = await start();
  const shell = new ConsolePage(console.window);
  await shell.practise();
  await emit(console, 'suspend');
  await expect(console.window.getByText('in practice with simulated accounts')).toBeVisible();
  await new LockPage(console.window).unlock();
  await expect(shell.practiceBanner()).toBeVisible();
});

test('on Linux the desktop’s own word locks it, and Settings promise no more than is heard', async ({ start }) => {
  test.skip(process.platform !== 'linux', 'Electron tells of it on the other systems');
  const folder = mkdtempSync(join(tmpdir(), 'voxanne-bus-'));
  // A bus of its own: what is said on the desktop’s would lock the consoles of other tests.
  const bus = await startMessageBus(folder);
  const session = '/org/freedesktop/login1/session/_32';
  const login = await startBusService(bus.socket, 'org.freedesktop.login1', (member) => {
    if (member === 'GetSession') return { type: 'o', values: [session] };
    return member === 'GetAll' ? { type: 'a{sv}', values: [[]] } : null;
  });
  const changed = (name: string, value: boolean) =>
    login.signal(session, 'org.freedesktop.DBus.Properties.PropertiesChanged', {
      type: 'sa{sv}as',
      values: ['org.freedesktop.login1.Session', [[name, variant('b', value)]], []],
    });
  try {
    const { window } = await start({ DBUS_SYSTEM_BUS_ADDRESS: bus.address, XDG_SESSION_ID: '2' });
    const shell = new ConsolePage(window);
    const lock = new LockPage(window);
    await shell.goTo('Settings');
    await expect(window.getByText('Sleep, a locked screen and another user lock it too.')).toBeVisible();
    for (const [name, value, reason] of [
      ['LockedHint', true, 'The computer’s screen was locked.'],
      ['Active', false, 'Somebody else came to the computer.'],
    ] as const) {
      await expect
        .poll(() => {
          changed(name, value);
          // Told again only where it came before the listener heard: a second one would lock after the unlocking.
          return lock
            .title()
            .waitFor({ timeout: 20_000 })
            .then(
              () => true,
              () => false,
            );
        })
        .toBe(true);
      await expect(window.getByText(reason)).toBeVisible();
      await lock.unlock();
      await shell.goTo('Settings');
    }
    await login.close();
    await expect(window.getByText('Sleep locks it too; a locked screen does not.')).toBeVisible();
  } finally {
    await bus.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
