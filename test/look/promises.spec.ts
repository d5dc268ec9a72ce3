/**
 * What is promised of every screen and state, in both languages and at each size of the window: nothing is cut, nothing
 * overlaps, nothing scrolls sideways, and whoever goes through it by keyboard sees where they are. The same of the main
 * states with text at 200 %. It keeps no pictures and needs no font of this computer, so it runs with every `npm test`.
 */
import path from 'node:path';
import { type Browser, test as base, chromium, expect, type Page } from '@playwright/test';
import { requireBrowser } from '../../scripts/setup/browser.mjs';
import { ok } from '../../src-shared/result';
import { inSpanishToo, spoken } from './in-language';
import { type Answers, openPage, type PageServer, preparePage, servePage, settle, sizes, unansweredOf } from './page';
import { brokenPromises, unseenStops } from './promises';
import { mainStates, states } from './states';

/** One window for all that a worker looks at. */
const test = base.extend<object, { window: { page: Page; server: PageServer } }>({
  window: [
    async ({ browserName: _ }, use) => {
      const server = await servePage();
      const browser: Browser = await chromium.launch({ executablePath: requireBrowser(), args: ['--no-sandbox'] });
      const context = await browser.newContext({ locale: 'en-US', timezoneId: 'America/Los_Angeles' });
      const page = await context.newPage();
      page.setDefaultTimeout(Number(process.env.LOOK_TIMEOUT ?? 60_000));
      await preparePage(page);
      await use({ page, server });
      await browser.close();
      await server.close();
    },
    { scope: 'worker', timeout: 240_000 },
  ],
});

/** A folder for pictures of what is looked at, to look at them oneself. */
const { LOOK_PICTURES: pictures } = process.env;

for (const language of ['en', 'es'] as const)
  for (const { name, answers, go } of states)
    test(`${name} in ${language === 'en' ? 'English' : 'Spanish'}`, async ({ window: { page, server } }) => {
      const resize = ([width, height]: readonly [number, number]) => page.setViewportSize({ width, height });
      await page.mouse.move(0, 0);
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      await resize(sizes.usual);
      await openPage(page, server, language === 'en' ? answers : inSpanishToo(answers), language);
      await go?.(language === 'en' ? page : spoken(page));
      // Whatever was clicked last is not what the pointer is on.
      await page.mouse.move(0, 0);
      for (const [size, bounds] of Object.entries(sizes)) {
        await resize(bounds);
        await settle(page);
        if (pictures !== undefined)
          await page.screenshot({ path: path.join(pictures, `${name}-${language}-${size}.png`) });
        expect.soft(await brokenPromises(page), `${size} window`).toEqual([]);
      }
      if (language === 'en') expect.soft(await unseenStops(page), 'by Tab').toEqual([]);
      expect(await unansweredOf(page)).toEqual([]);
    });

/** With the text size that Settings offer as the largest. */
const atTwice = (answers: Answers): Answers => {
  const status = answers['app.status'];
  if (status === undefined || status === 'never' || !status.ok) return answers;
  const { value } = status;
  return { ...answers, 'app.status': ok({ ...value, settings: { ...value.settings, textScale: 200 } }) };
};

for (const { name, answers, go } of mainStates)
  test(`${name} with text at 200 %`, async ({ window: { page, server } }) => {
    await page.mouse.move(0, 0);
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    const [width, height] = sizes.usual;
    await page.setViewportSize({ width, height });
    await openPage(page, server, atTwice(answers));
    await go?.(page);
    await page.mouse.move(0, 0);
    await settle(page);
    if (pictures !== undefined) await page.screenshot({ path: path.join(pictures, `${name}-200.png`) });
    expect.soft(await brokenPromises(page)).toEqual([]);
    expect.soft(await unseenStops(page), 'by Tab').toEqual([]);
    expect(await unansweredOf(page)).toEqual([]);
  });
