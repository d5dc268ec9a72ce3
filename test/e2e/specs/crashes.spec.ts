/**
 * The page's process ends by itself: it comes back; where it ends again and again, a page says so and offers a way on.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { type Console, launchConsole } from '../driver';

let folder: string;
let console_: Console;
test.beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'voxanne-crashes-'));
  console_ = await launchConsole(folder);
  await console_.window.getByRole('heading').first().waitFor();
});
test.afterEach(async () => {
  await console_.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});

/** Asked of the main process: a crashed page answers no call. */
const address = () =>
  console_.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    return window?.webContents.isCrashed() || window?.webContents.isLoading() ? null : window?.webContents.getURL();
  });
const inPage = <T>(script: string): Promise<T> =>
  console_.app.evaluate(
    ({ BrowserWindow }, code) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(code),
    script,
  );
/** Waits for a page with a process: while it starts again it has the same address, and none that could be ended. */
const crash = () =>
  console_.app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents === undefined) throw new Error('no window');
    if (contents.getOSProcessId() === 0 || contents.isCrashed() || contents.isLoading())
      await new Promise<void>((resolve) => contents.once('did-finish-load', () => resolve()));
    await new Promise<void>((resolve) => {
      contents.once('render-process-gone', () => resolve());
      contents.forcefullyCrashRenderer();
    });
  });
const page = 'app://console/index.html';
const press = (name: string) =>
  inPage(`[...document.querySelectorAll('button')].find((one) => one.textContent === ${JSON.stringify(name)}).click()`);
const log = () => readFileSync(path.join(folder, 'logs/console.log'), 'utf8');

test('it restarts by itself three times; the fourth time a page offers a report and a restart', async () => {
  for (let count = 1; count <= 3; count += 1) {
    await crash();
    await expect.poll(address).toBe(page);
  }
  await crash();
  await expect.poll(address).toMatch(/crashed\.html/);
  expect(await inPage<string>('document.querySelector("h1").textContent')).toBe('The window stopped working');

  await press('Copy report');
  await expect
    .poll(() => console_.app.evaluate(({ clipboard }) => clipboard.readText()))
    .toMatch(/Voxanne Console .*\nThe page ended 4 times in ten minutes, last with: \S+ \(\d+\)/);

  await press('Start again');
  await expect.poll(address).toBe(page);
  await expect.poll(() => inPage<string>('document.title')).toContain('Voxanne');
  await expect.poll(() => inPage<number>('document.querySelectorAll("h1, h2").length')).toBeGreaterThan(0);

  // Starting again forgets what was before: the next crash is a first one.
  await crash();
  await expect.poll(address).toBe(page);
  await expect.poll(() => log().match(/the page ended: /g)?.length).toBe(5);
  expect(log()).toMatch(/the page ended: \S+ \(\d+\), 4 in ten minutes/);
});

test('the static page may go nowhere but back', async () => {
  for (let count = 1; count <= 4; count += 1) {
    await crash();
    await expect.poll(address).not.toBeNull();
  }
  await expect.poll(address).toMatch(/crashed\.html/);
  await inPage('void (location.href = "https://example.com/")');
  await inPage('void window.open("https://example.com/")');
  await expect.poll(address).toMatch(/crashed\.html/);
  expect(await console_.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

const reports = () => {
  const crashes = path.join(folder, 'crashes');
  return existsSync(crashes)
    ? readdirSync(crashes)
        // One that is still being written is not there yet.
        .filter((name) => name.endsWith('.json'))
        .map((name) => JSON.parse(readFileSync(path.join(crashes, name), 'utf8')) as Record<string, string>)
    : [];
};
const wheres = () => reports().map(({ where }) => where);

test('what ends by itself and what nobody handled leaves a report in the profile, without secrets', async () => {
  await crash();
  await expect.poll(wheres).toEqual(['page-process']);
  await expect.poll(address).toBe(page);
  await inPage('void setTimeout(() => { throw new Error("broken with auth_token=0123456789abcdef") })');
  await expect.poll(wheres).toContain('page');
  await inPage('void Promise.reject(new Error("not handled for +14155550123"))');
  await expect.poll(() => reports().length).toBe(3);

  await console_.app.evaluate(({ dialog }) => {
    dialog.showMessageBox = (async () => new Promise(() => undefined)) as never;
    void Promise.reject(new Error('a rejection'));
    setTimeout(() => {
      throw new Error('an exception');
    });
  });
  await expect.poll(() => wheres().filter((where) => where === 'main').length).toBe(2);
  const all = JSON.stringify(reports());
  expect(all).toContain('an exception');
  expect(all).not.toMatch(/0123456789abcdef|\+14155550123/);
  expect(log()).toContain('uncaught exception: Error: an exception');
});

test('a fault of the main process is told once, and the console ends by a person’s word', async () => {
  await console_.app.evaluate(({ dialog }) => {
    const shownMessages: string[] = [];
    Object.assign(globalThis, { shownMessages });
    dialog.showMessageBox = (async (options: { message: string }) => {
      shownMessages.push(options.message);
      return new Promise((resolve) => {
        Object.assign(globalThis, { answerDialog: () => resolve({ response: 2 }) });
      });
    }) as never;
    for (const text of ['first', 'second'])
      setTimeout(() => {
        throw new Error(text);
      });
  });
  await expect.poll(() => wheres().filter((where) => where === 'main').length).toBe(2);
  await expect
    .poll(() => console_.app.evaluate(() => (globalThis as unknown as { shownMessages: string[] }).shownMessages))
    .toEqual(['The console stopped working']);
  const ended = console_.app.waitForEvent('close');
  await console_.app
    .evaluate(() => (globalThis as unknown as { answerDialog(): void }).answerDialog())
    .catch(() => undefined);
  await ended;
});
