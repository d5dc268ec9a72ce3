/** What every end-to-end test may ask for. Only what a test names is started, and all of it is ended with the test. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { startGoogleSimulator } from '../../../src-main/simulator/google';
import { startTwilioSimulator } from '../../../src-main/simulator/twilio';
import { catchBrowser, type Opened, startBrowser } from './browser';
import { atGoogleStep, typeClient } from './google';
import { type Console, launchConsole } from './launch';
import { SetupPage } from './pages/setup';

type TwilioSimulator = Awaited<ReturnType<typeof startTwilioSimulator>>;
type GoogleSimulator = Awaited<ReturnType<typeof startGoogleSimulator>>;

type AtGoogle = { console: Console; window: Page; setup: SetupPage; opened: Opened };

type Fixtures = {
  /** A folder that is empty at first, and removed at the end. */
  profileDir: string;
  twilio: TwilioSimulator;
  google: GoogleSimulator;
  /** Starts the console on this test's profile; what was started is closed when the test ends. */
  start: (env?: Record<string, string>) => Promise<Console>;
  /** A page of the person's browser. */
  browserPage: Page;
  /** Starts a console whose Google is the simulator, with a new clinic at the step of its calendar; with `client`, that one is typed already. */
  startAtGoogle: (options?: { client?: string; browserOpens?: boolean }) => Promise<AtGoogle>;
};

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
  profileDir: async ({}, use) => {
    const dir = mkdtempSync(path.join(tmpdir(), 'voxanne-e2e-'));
    await use(dir);
    rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  twilio: async ({}, use) => {
    const simulator = await startTwilioSimulator({ clockSpeed: 8 });
    await use(simulator);
    await simulator.close();
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  google: async ({}, use) => {
    const simulator = await startGoogleSimulator();
    await use(simulator);
    await simulator.close();
  },
  start: async ({ profileDir }, use) => {
    const started: Console[] = [];
    await use(async (env) => {
      const console = await launchConsole(profileDir, env);
      started.push(console);
      return console;
    });
    for (const console of started) await console.close().catch(() => undefined);
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  browserPage: async ({}, use) => {
    const browser = await startBrowser();
    await use(await browser.newPage());
    await browser.close();
  },
  startAtGoogle: async ({ start, google }, use) => {
    await use(async ({ client, browserOpens = true } = {}) => {
      const console = await start({ VOXANNE_GOOGLE_URL: google.origin });
      const setup = new SetupPage(console.window);
      const opened = await catchBrowser(console, browserOpens);
      await atGoogleStep(setup);
      if (client !== undefined) await typeClient(setup, client);
      return { console, window: console.window, setup, opened };
    });
  },
});

export { expect };
