/**
 * What the window looks like: pictures of every screen and its states, at each size and in both themes, compared with
 * those that are kept. The page is the built one, in the console's Electron, with fixed answers; so that nothing but a
 * change of the page changes a picture.
 *
 * `npm test -- look` compares; `npm test -- look --update-snapshots` keeps the new pictures: look at them.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type TestInfo } from '@playwright/test';
import { electronVersion, test } from './electron-window';
import { inSpanishToo, spoken } from './in-language';
import { openPage, settle, sizes, unansweredOf } from './page';
import { differenceOf, onOneSheet } from './pictures';
import { mainStates, states } from './states';

/** Each major version of Electron draws text in its own way, and so does each system. */
const folder = path.join(
  import.meta.dirname,
  'pictures',
  `electron-${electronVersion.split('.')[0]}-${process.platform}`,
);
/** The list, as the README shows it. */
const inReadme = path.join(import.meta.dirname, '../../docs/clinics.png');
/** A folder for single pictures, for whoever looks at them. */
const { LOOK_PICTURES: alone } = process.env;
const themes = ['light', 'dark'] as const;

for (const language of ['en', 'es'] as const)
  for (const { name, answers, go } of language === 'en' ? states : mainStates)
    test(language === 'en' ? name : `${name} in Spanish`, async ({ window }) => {
      const testInfo = test.info();
      const updates = testInfo.config.updateSnapshots === 'all' || testInfo.config.updateSnapshots === 'changed';
      test.skip(
        !updates && !existsSync(folder),
        `There are no pictures for Electron ${electronVersion} on ${process.platform}. Make them with ` +
          '`npm test -- look --update-snapshots`, look at them, and keep them.',
      );
      const { page, server, resize } = window;
      await page.mouse.move(0, 0);
      // How far a state scrolls must not hang on the one before it.
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      await resize(sizes.usual);
      await openPage(page, server, language === 'en' ? answers : inSpanishToo(answers), language);
      await go?.(language === 'en' ? page : spoken(page));
      // Whatever was clicked last is not what the pointer is on.
      await page.mouse.move(0, 0);
      const taken: Record<(typeof themes)[number], Buffer[]> = { light: [], dark: [] };
      for (const size of Object.values(sizes).toReversed()) {
        await resize(size);
        // A window of another size comes to lie under the pointer of the display, which is told a moment later.
        await settle(page);
        await page.mouse.move(0, 0);
        for (const theme of themes) {
          await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
          await page.locator(`html[data-mantine-color-scheme="${theme}"]`).waitFor();
          await settle(page);
          const picture = await page.screenshot({ animations: 'disabled', caret: 'hide', scale: 'css' });
          taken[theme].push(picture);
          if (alone !== undefined)
            writeFileSync(path.join(alone, `${name}-${language}-${theme}-${size[0]}.png`), picture);
        }
      }
      expect(await unansweredOf(page)).toEqual([]);
      for (const theme of themes) {
        const file = path.join(folder, `${name}-${theme}${language === 'en' ? '' : `-${language}`}.webp`);
        const isNew = await compare(testInfo, file, await onOneSheet(taken[theme]), updates);
        if (isNew && path.basename(file) === 'clinics-light.webp') writeFileSync(inReadme, taken.light[1] ?? '');
      }
    });

/** Keeps a sheet that is new or changed where that was asked for (true); elsewhere such a sheet fails the test. */
async function compare(testInfo: TestInfo, file: string, taken: Buffer, updates: boolean): Promise<boolean> {
  const name = path.basename(file);
  const kept = existsSync(file) ? readFileSync(file) : null;
  const difference = kept === null ? null : await differenceOf(kept, taken);
  if (difference?.isSame) return false;
  if (updates) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, taken);
    return true;
  }
  mkdirSync(testInfo.outputDir, { recursive: true });
  writeFileSync(testInfo.outputPath(`now-${name}`), taken);
  if (difference === null) {
    expect.soft(false, `${name} is not kept yet: look at it, and keep it`).toBe(true);
    return false;
  }
  const { faint, clear, picture } = difference;
  writeFileSync(testInfo.outputPath(`changed-${name.replace('.webp', '.png')}`), picture);
  await testInfo.attach(`${name}, what changed`, { body: picture, contentType: 'image/png' });
  expect.soft(false, `${name}: ${clear} pixels differ, and ${faint} faintly`).toBe(true);
  return false;
}
