/** The console's Electron with an empty window, which shows the built page: one for each worker. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base, _electron as electron, type Page } from '@playwright/test';
import { launchArguments, resolveElectron } from '../../scripts/setup/runtime.mjs';
import { type PageServer, preparePage, type Size, servePage } from './page';

const { executablePath, version, env } = resolveElectron();
export const electronVersion: string = version;

type PageWindow = { page: Page; server: PageServer; resize: (size: Size) => Promise<void> };

export const test = base.extend<object, { window: PageWindow }>({
  window: [
    async ({ browserName: _ }, use) => {
      const profile = mkdtempSync(path.join(tmpdir(), 'voxanne-look-'));
      const server = await servePage();
      const app = await electron.launch({
        executablePath,
        args: [...launchArguments(), `--user-data-dir=${profile}`, path.join(import.meta.dirname, 'window.cjs')],
        env: { ...(process.env as Record<string, string>), ...env, TZ: 'America/Los_Angeles', LANG: 'en_US.UTF-8' },
        timeout: 120_000,
      });
      const page = await app.firstWindow({ timeout: 120_000 });
      await preparePage(page);
      const resize = async ([width, height]: Size) => {
        await app.evaluate(
          async ({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h),
          [width, height] as const,
        );
        await page.waitForFunction(([w, h]) => innerWidth === w && innerHeight === h, [width, height] as const);
      };
      await use({ page, server, resize });
      await app.close();
      await server.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
    { scope: 'worker', timeout: 240_000 },
  ],
});
