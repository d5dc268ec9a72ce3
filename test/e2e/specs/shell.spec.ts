/**
 * The program around the screens: one instance, one window that stays where it was put, and a keychain that may not be
 * there.
 */

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { resolveElectron } from '../../../scripts/setup/runtime.mjs';
import { shownAtLatest } from '../../../src-main/window/show-with-page';
import {
  atSmsTest,
  ClinicsPage,
  ConsolePage,
  expect,
  labelled,
  practiceAccount,
  resize,
  root,
  SetupPage,
  seedClinic,
  test,
} from '../driver';

/** Starts the program without Playwright, as a double click does, and waits until it ends. */
function runToItsEnd(env: Record<string, string>): Promise<{ code: number | null; stderr: string }> {
  const runtime = resolveElectron();
  return new Promise((resolve, reject) => {
    const child = spawn(runtime.executablePath, [...runtime.args, root], {
      cwd: root,
      env: { ...process.env, ...runtime.env, ...env },
    });
    let stderr = '';
    child.stderr.on('data', (piece) => {
      stderr += String(piece);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stderr }));
  });
}

test('a second start brings the first window to the front and ends', async ({ start, profileDir }) => {
  const { app, window } = await start();
  await new SetupPage(window).button('Set up a clinic').waitFor();
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  expect((await runToItsEnd({ VOXANNE_PROFILE_DIR: profileDir })).code).toBe(0);
  await expect
    .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((each) => each.isVisible())))
    .toEqual([true]);
  await seedClinic(window, { name: 'Sunrise Dental', account: null });
});

test('an address that leads off this computer stops the program before it shows anything', async ({ profileDir }) => {
  const { code, stderr } = await runToItsEnd({
    VOXANNE_PROFILE_DIR: profileDir,
    VOXANNE_TWILIO_URL: 'http://example.com',
  });
  expect(code).toBe(2);
  expect(stderr).toContain('VOXANNE_TWILIO_URL does not lead to this computer.');
  expect(stderr).toContain('Unset VOXANNE_TWILIO_URL, or set it to an address like http://127.0.0.1:4010.');
});

test('a profile folder that is no whole path is refused by name, and leaves nothing behind', async ({ profileDir }) => {
  for (const [chosen, whole] of [
    ['~/clinics', path.join(homedir(), 'clinics')],
    ['clinics', path.join(root, 'clinics')],
  ] as const) {
    const temporary = { TMPDIR: profileDir, XDG_CACHE_HOME: path.join(profileDir, 'cache') };
    const { code, stderr } = await runToItsEnd({ VOXANNE_PROFILE_DIR: chosen, ...temporary });
    expect(code).toBe(2);
    expect(readdirSync(profileDir), 'left in the temporary folder').toEqual(['cache']);
    expect(stderr).toContain(`“${chosen}” is not a whole path`);
    expect(stderr).toContain(`VOXANNE_PROFILE_DIR=${whole}`);
    expect(existsSync(path.join(root, chosen.split('/')[0] ?? ''))).toBe(false);
  }
});

test('a profile folder on a drive that is not there, or that can’t hold the window’s lock, is named', async ({
  profileDir,
}) => {
  test.skip(process.platform === 'win32', 'links need rights of their own there');
  const link = path.join(profileDir, 'drive');
  symlinkSync(path.join(profileDir, 'absent'), link);
  const absent = await runToItsEnd({ VOXANNE_PROFILE_DIR: path.join(link, 'clinics') });
  expect(absent.code).toBe(3);
  expect(absent.stderr).toContain(`${link} is a link to ${path.join(profileDir, 'absent')}, which does not exist.`);
  expect(existsSync(path.join(profileDir, 'absent'))).toBe(false);

  const file = path.join(profileDir, 'file');
  writeFileSync(file, '');
  const noFolder = await runToItsEnd({ VOXANNE_PROFILE_DIR: path.join(file, 'clinics') });
  expect(noFolder.code).toBe(3);
  expect(noFolder.stderr).toContain('Part of its path is a file and not a folder.');

  const locked = path.join(profileDir, 'locked');
  mkdirSync(path.join(locked, 'SingletonLock', 'in the way'), { recursive: true });
  const noLock = await runToItsEnd({ VOXANNE_PROFILE_DIR: locked });
  expect(noLock.code).toBe(3);
  expect(noLock.stderr).toContain(`can’t lock the profile folder ${locked}`);
});

test('a page is shown by the process that its window began with, so a driver that attaches does not lose it', async ({
  start,
}) => {
  const { app } = await start();
  const [before, after] = await app.evaluate(async ({ BrowserWindow }) => {
    const { webContents } = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
    const frame = () => `${webContents.mainFrame.processId}/${webContents.mainFrame.routingId}`;
    const began = frame();
    await webContents.loadURL('app://console/index.html');
    const shown = frame();
    webContents.close();
    return [began, shown];
  });
  expect(after).toBe(before);
});

test('a window is shown with its first screen in it, and not empty before, unless that takes long', async ({
  start,
}) => {
  const { app, window } = await start();
  await new SetupPage(window).button('Set up a clinic').waitFor();
  const opened = await app.evaluate(async ({ app: program, BrowserWindow }) => {
    // A click on the dock's icon makes a new window where the program goes on without one.
    program.removeAllListeners('window-all-closed');
    BrowserWindow.getAllWindows()[0]?.destroy();
    const began = performance.now();
    program.emit('activate');
    const [next] = BrowserWindow.getAllWindows();
    if (next === undefined) throw new Error('no window');
    const atFirst = next.isVisible();
    const title = await new Promise((resolve) => next.once('show', () => resolve(next.webContents.getTitle())));
    return { atFirst, title, tookMs: performance.now() - began };
  });
  expect(opened.atFirst).toBe(false);
  if (opened.tookMs < shownAtLatest) expect(opened.title).toBe('Welcome – Voxanne Console');
});

test('window size, last screen and theme are as they were left', async ({ start }) => {
  const first = await start();
  const shell = new ConsolePage(first.window);
  await resize(first, 1100, 720);
  await shell.pickTheme('Dark');
  await expect(shell.drawnTheme()).toHaveAttribute('data-mantine-color-scheme', 'dark');
  const kept = () => first.window.evaluate(async () => globalThis.window.voxanne.settings.get({}));
  await expect.poll(kept).toMatchObject({ ok: true, value: { theme: 'dark', lastScreen: '/settings' } });
  await first.close();

  const { app, window } = await start();
  await expect(new ConsolePage(window).title('Settings')).toBeVisible();
  await expect(new ConsolePage(window).drawnTheme()).toHaveAttribute('data-mantine-color-scheme', 'dark');
  expect(
    await app.evaluate(({ BrowserWindow, nativeTheme }) => [
      BrowserWindow.getAllWindows()[0]?.getContentSize(),
      nativeTheme.shouldUseDarkColors,
    ]),
  ).toEqual([[1100, 720], true]);
});

test('a place that is left at once is where the window comes back', async ({ start }) => {
  const { window } = await start();
  const shell = new ConsolePage(window);
  await new SetupPage(window).button('Set up a clinic').waitFor();
  for (const place of ['Activity', 'Settings', 'Activity'] as const) {
    const button = shell.place(place);
    await button.evaluate((element: HTMLElement) => {
      element.click();
      Object.assign(globalThis, { leaving: true });
      location.reload();
    });
    await expect(async () => expect(await window.evaluate(() => 'leaving' in globalThis)).toBe(false)).toPass();
    await expect(shell.title(place)).toBeVisible();
  }
});

test('each place of the menu leads there', async ({ start }) => {
  const { app, window } = await start();
  const shell = new ConsolePage(window);
  await new SetupPage(window).button('Set up a clinic').waitFor();
  const choose = (label: string) =>
    app.evaluate(({ Menu, BrowserWindow }, wanted) => {
      const items = Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items ?? []) ?? [];
      const item = items.find((each) => each.label === wanted);
      if (item === undefined) throw new Error(`The menu has no ${wanted}.`);
      item.click(undefined, BrowserWindow.getAllWindows()[0]);
    }, label);
  for (const [label, title] of [
    ['Activity', 'Activity'],
    ['Settings', 'Settings'],
    ['Documentation', 'Documentation'],
    ['Set up a clinic', 'Set up a clinic'],
    ['Clinics', /Connect a clinic’s own accounts/],
  ] as const) {
    await choose(label);
    await expect(shell.title(title)).toBeFocused();
  }
  await choose('Command palette');
  await expect(shell.palette()).toBeVisible();
  await window.keyboard.press('Escape');
  await choose('Restore from a recovery kit…');
  await expect(shell.dialog('Restore from a recovery kit')).toBeVisible();
  await window.keyboard.press('Escape');
  await choose('Practice with simulated accounts');
  await expect(shell.title('Practice setting up a clinic')).toBeVisible();
});

test.describe('without a keychain', () => {
  const noKeychain = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/voxanne' };

  test('nothing is kept, when that is what was picked', async ({ start, twilio }) => {
    const env = { ...noKeychain, VOXANNE_TWILIO_URL: twilio.origin };
    const first = await start(env);
    const shell = new ConsolePage(first.window);
    await expect(shell.title('This computer has no keychain')).toBeFocused();
    await shell.button('Use for this run only').click();
    const setup = new SetupPage(first.window);
    await setup.button('Set up a clinic').click();
    await setup.nameClinic('Sunrise Dental');
    await setup.fillCredentials(labelled(practiceAccount('full')));
    await setup.verifyAndSave(/Front desk/);
    await expect(setup.heading('Test text messages')).toBeVisible();
    await shell.goTo('Settings');
    await expect(first.window.getByText('Credentials entered now are gone when the console closes')).toBeVisible();
    await first.close();

    const { window } = await start(env);
    const again = new ConsolePage(window);
    await again.button('Use for this run only').click();
    await expect(window.getByText('Sunrise Dental')).toBeHidden();
  });

  test('a passphrase keeps the key, and opens it again', async ({ start, twilio }) => {
    const env = { ...noKeychain, VOXANNE_TWILIO_URL: twilio.origin };
    const passphrase = 'four unrelated words here';
    const first = await start(env);
    const choice = first.window.getByRole('region', { name: 'Use a passphrase' });
    const [typed, repeated] = [
      choice.getByLabel('Passphrase', { exact: true }),
      choice.getByLabel('Repeat passphrase'),
    ];
    await typed.fill('short');
    await repeated.fill('short');
    await choice.getByRole('button', { name: 'Protect with this passphrase' }).click();
    await expect(choice).toContainText('Use at least 10 characters');
    await typed.fill(passphrase);
    await repeated.fill(passphrase);
    await repeated.press('Enter');
    await new SetupPage(first.window).button('Set up a clinic').waitFor({ timeout: 60_000 });
    await seedClinic(first.window, {
      name: 'Sunrise Dental',
      account: practiceAccount('full'),
      number: '+12125550123',
    });
    await first.close();

    const { window } = await start(env);
    const shell = new ConsolePage(window);
    await expect(shell.title('Enter your passphrase')).toBeVisible();
    const field = window.getByLabel('Passphrase', { exact: true });
    await expect(field).toBeFocused();
    await field.fill('not the passphrase');
    await field.press('Enter');
    await expect(window.getByText('That passphrase does not open this console.')).toBeVisible({ timeout: 60_000 });
    await field.fill(passphrase);
    await field.press('Enter');
    await new ClinicsPage(window).row('Sunrise Dental').click({ timeout: 60_000 });
    await shell.button('Check now').click();
    await expect(window.getByRole('status').filter({ hasText: 'Checked.' })).toHaveCount(1);
  });
});

test('at 200 % everything is still reached: nothing is cut off at the side', async ({ start, twilio }) => {
  const console = await start({ VOXANNE_TWILIO_URL: twilio.origin });
  const { window } = console;
  await resize(console, 1024, 700);
  const shell = new ConsolePage(window);
  const setup = await atSmsTest(window);
  await shell.goTo('Settings');
  await window.getByRole('combobox', { name: 'Text size' }).selectOption('200');
  await expect.poll(() => window.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('32px');
  await nothingIsCutOff(window, 'Settings');
  await shell.goTo('Activity');
  await nothingIsCutOff(window, 'Activity');
  await shell.goTo('Clinics');
  await new ClinicsPage(window).row('Sunrise Dental').waitFor();
  await nothingIsCutOff(window, 'Clinics');
  await new ClinicsPage(window).row('Sunrise Dental').click();
  await shell.button('Check now').waitFor();
  await nothingIsCutOff(window, 'Clinic');
  await shell.button('Continue set-up').click();
  await setup.heading('Test text messages').waitFor();
  await nothingIsCutOff(window, 'SMS test');
  for (const step of ['Twilio', 'Handoff', 'Clinic']) {
    await setup.stepButton(step).click();
    await setup.button(/^(Continue|Finish|Save and continue)$/).waitFor();
    await nothingIsCutOff(window, step);
    await setup.button(/^(Continue|Finish|Save and continue)$/).click({ trial: true });
  }
});

/**
 * Nothing that can be pressed or typed into reaches beyond the sides of the window, and the page does not scroll
 * sideways.
 */
async function nothingIsCutOff(window: Page, where: string): Promise<void> {
  const cut = await window.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const beyond = [...document.querySelectorAll('button, input, select, textarea, h1, h2, h3')].filter((element) => {
      const { left, right, width: own } = element.getBoundingClientRect();
      const hidden = element.closest('.vx-hidden') !== null || getComputedStyle(element).visibility === 'hidden';
      return own > 1 && !hidden && (right > width + 1 || left < -1);
    });
    const sideways = [...document.querySelectorAll('main, main *')].filter((element) => {
      const { overflowX } = getComputedStyle(element);
      return (overflowX === 'auto' || overflowX === 'scroll') && element.scrollWidth > element.clientWidth + 1;
    });
    return [...beyond, ...sideways].map((element) => element.outerHTML.slice(0, 120));
  });
  expect(cut, where).toEqual([]);
}
