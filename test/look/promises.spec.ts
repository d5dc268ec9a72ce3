/**
 * What is promised of every screen and state, in both languages and at each size of the window: nothing is cut, nothing
 * overlaps, nothing scrolls sideways, and whoever goes through it by keyboard sees where they are.
 */
import path from 'node:path';
import { type Browser, chromium, expect, type Page, test } from '@playwright/test';
import { requireBrowser } from '../../scripts/setup/browser.mjs';
import { furtherStates } from './further-states';
import { spoken } from './in-language';
import { openPage, preparePage, settle } from './page';
import { brokenPromises, unseenStops } from './promises';
import { states } from './states';

const sizes = { small: [800, 560], usual: [1024, 700], large: [1440, 900] } as const;

let browser: Browser;
let page: Page;
test.beforeAll(async () => {
  browser = await chromium.launch({ executablePath: requireBrowser(), args: ['--no-sandbox'] });
  const context = await browser.newContext({ locale: 'en-US', timezoneId: 'America/Los_Angeles' });
  page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await preparePage(page);
});
test.afterAll(() => browser?.close());

const resize = ([width, height]: readonly [number, number]) => page.setViewportSize({ width, height });

/** A folder for pictures of what is looked at, to look at them oneself. */
const { LOOK_PICTURES: pictures } = process.env;

for (const language of ['en', 'es'] as const)
  for (const { name, answers, go } of [...states, ...furtherStates])
    test(`${name} in ${language === 'en' ? 'English' : 'Spanish'}`, async () => {
      await page.mouse.move(0, 0);
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      await resize(sizes.usual);
      await openPage(page, answers, language === 'en' ? 'index.html' : `index.${language}.html`);
      await go?.(language === 'en' ? page : spoken(page));
      for (const [size, bounds] of Object.entries(sizes)) {
        await resize(bounds);
        await settle(page);
        if (pictures !== undefined)
          await page.screenshot({ path: path.join(pictures, `${name}-${language}-${size}.png`) });
        expect.soft(await brokenPromises(page), `${size} window`).toEqual([]);
      }
      if (language === 'en') expect.soft(await unseenStops(page), 'by Tab').toEqual([]);
    });
