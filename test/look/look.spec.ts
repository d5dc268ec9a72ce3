/**
 * What the window looks like: a picture of every screen and its states, compared with the one that is kept. The page is
 * the built one, in the console's Electron, with fixed answers; so that nothing but a change of the page changes a
 * picture.
 *
 * `npm test -- look` compares; `npm test -- look --update-snapshots` keeps the new pictures: look at them.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ElectronApplication, _electron as electron, expect, type Page, test } from '@playwright/test';
import { launchArguments, resolveElectron } from '../../scripts/setup/runtime.mjs';
import { openPage, preparePage, settle, unansweredOf } from './page';
import { compact, differenceOf } from './pictures';
import { states } from './states';

const { executablePath, version, env } = resolveElectron();
// Each draws text in its own way.
const folder = path.join(import.meta.dirname, 'pictures', `electron-${version.split('.')[0]}`);
const isNewHere = !existsSync(folder);
const sizes = { small: [800, 560], usual: [1024, 700], large: [1440, 900] } as const;
const themes = ['light', 'dark'] as const;

let app: ElectronApplication;
let page: Page;
let profile: string;

test.beforeAll(async () => {
  profile = mkdtempSync(path.join(tmpdir(), 'voxanne-look-'));
  app = await electron.launch({
    executablePath,
    args: [...launchArguments(), `--user-data-dir=${profile}`, path.join(import.meta.dirname, 'window.cjs')],
    env: { ...(process.env as Record<string, string>), ...env, TZ: 'America/Los_Angeles', LANG: 'en_US.UTF-8' },
    timeout: 120_000,
  });
  page = await app.firstWindow({ timeout: 120_000 });
  await preparePage(page);
});
test.afterAll(async () => {
  await app.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});

async function resize([width, height]: readonly [number, number]): Promise<void> {
  await app.evaluate(async ({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h), [
    width,
    height,
  ] as const);
  await page.waitForFunction(([w, h]) => innerWidth === w && innerHeight === h, [width, height] as const);
}

async function show(theme: (typeof themes)[number], size: readonly [number, number]): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  await resize(size);
  await page.locator(`html[data-mantine-color-scheme="${theme}"]`).waitFor();
  await settle(page);
}

for (const { name, answers, go, everySize } of states)
  test(name, async () => {
    const testInfo = test.info();
    await page.mouse.move(0, 0);
    // How far a state scrolls must not hang on the one before it.
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await resize(sizes.usual);
    await openPage(page, answers);
    await go?.(page);
    const updates = testInfo.config.updateSnapshots === 'all' || testInfo.config.updateSnapshots === 'changed';
    for (const [size, bounds] of Object.entries(sizes)) {
      if (!everySize && size !== 'usual') continue;
      for (const theme of themes) {
        await show(theme, bounds);
        const taken = await page.screenshot({ animations: 'disabled', caret: 'hide', scale: 'css' });
        const file = path.join(folder, `${name}-${bounds[0]}-${theme}.png`);
        if (updates || isNewHere) {
          mkdirSync(folder, { recursive: true });
          writeFileSync(file, await compact(taken));
          continue;
        }
        if (!existsSync(file)) {
          writeFileSync(file, await compact(taken));
          expect.soft(false, `${path.basename(file)} is new: it was made, look at it`).toBe(true);
          continue;
        }
        const { isSame, faint, clear, picture } = await differenceOf(readFileSync(file), taken);
        if (isSame) continue;
        await testInfo.attach(`${path.basename(file)} as it is now`, { body: taken, contentType: 'image/png' });
        await testInfo.attach(`${path.basename(file)}, what changed`, { body: picture, contentType: 'image/png' });
        mkdirSync(testInfo.outputDir, { recursive: true });
        writeFileSync(testInfo.outputPath(`now-${path.basename(file)}`), taken);
        writeFileSync(testInfo.outputPath(`changed-${path.basename(file)}`), picture);
        expect.soft(isSame, `${path.basename(file)}: ${clear} pixels differ, and ${faint} faintly`).toBe(true);
      }
    }
    expect(await unansweredOf(page)).toEqual([]);
    test.skip(
      isNewHere,
      `There were no pictures for Electron ${version}: they were made. Look at them, then keep them.`,
    );
  });
