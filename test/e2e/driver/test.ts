/** What every end-to-end test may ask for. Only what a test names is started, and all of it is ended with the test. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { type GoogleSimulator, startGoogleSimulator } from '../../../src-main/simulator/google';
import { type StripeSimulator, startStripeSimulator } from '../../../src-main/simulator/stripe';
import { startTwilioSimulator, type TwilioSimulator } from '../../../src-main/simulator/twilio';
import type { ProviderId } from '../../../src-shared/providers/ids';
import { catchBrowser, type Opened, startBrowser } from './browser';
import { atStepOf, typeAccount } from './flows';
import { type Console, launchConsole } from './launch';
import type { SetupPage } from './pages/setup';
import { type Look, takePicture } from './pictures';
import { practiceAccount } from './scenarios';

type AtGoogle = { console: Console; window: Page; setup: SetupPage; opened: Opened };

type Options = {
  /** A folder whose copy is the test's profile; null for an empty one. Set with `test.use({ profile: … })`. */
  profile: string | null;
};

type Fixtures = {
  /** The test's own profile folder, removed at the end. */
  profileDir: string;
  /** The simulators: `control` says what they received, and makes them fail. */
  twilio: TwilioSimulator;
  google: GoogleSimulator;
  stripe: StripeSimulator;
  /** Starts the console on this test's profile; what was started is closed when the test ends. */
  start: (env?: Record<string, string>) => Promise<Console>;
  /** A page of the person's browser. */
  browserPage: Page;
  /**
   * Starts a console whose Google is the simulator, with a new clinic at the step of its calendar; with `client`, that
   * one is typed already.
   */
  startAtGoogle: (options?: { client?: string; browserOpens?: boolean }) => Promise<AtGoogle>;
  /** Puts a picture into the report of `npm run qa`, under this name. `npm test` takes none. */
  photograph: (console: Console, name: string, look?: Look) => Promise<void>;
};

/** The environment of a console that asks these simulators in the place of the providers. */
export const pointedAt = (simulators: Partial<Record<ProviderId, { origin: string }>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(simulators).map(([provider, { origin }]) => [`VOXANNE_${provider.toUpperCase()}_URL`, origin]),
  );

/** True under `npm run qa`. */
const isQa = process.env.VOXANNE_QA !== undefined;

export const test = base.extend<Options & Fixtures>({
  profile: [null, { option: true }],
  profileDir: async ({ profile }, use) => {
    const dir = mkdtempSync(path.join(tmpdir(), 'voxanne-e2e-'));
    if (profile !== null) cpSync(profile, dir, { recursive: true });
    await use(dir);
    rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
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
  // biome-ignore lint/correctness/noEmptyPattern: as above
  stripe: async ({}, use) => {
    const simulator = await startStripeSimulator();
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
      const console = await start(pointedAt({ google }));
      const opened = await catchBrowser(console, browserOpens);
      const setup = await atStepOf(console.window, 'google');
      if (client !== undefined) await typeAccount(setup, practiceAccount(client, 'google'));
      return { console, window: console.window, setup, opened };
    });
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  photograph: async ({}, use, testInfo) => {
    await use(async (console, name, look) => {
      if (isQa) await testInfo.attach(name, { body: await takePicture(console, look), contentType: 'image/png' });
    });
  },
});

export { expect };
