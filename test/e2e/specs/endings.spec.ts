/** However the console is asked to end, it ends as from its menu, and comes back as it was. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { type Console, launchConsole } from '../driver';

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'voxanne-endings-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));

const bounds = { x: 40, y: 30, width: 1100, height: 760 };
const ways: Record<string, (console: Console) => Promise<unknown> | unknown> = {
  'SIGTERM, as a service manager sends it': ({ app }) => app.process().kill('SIGTERM'),
  'SIGHUP, as a closed terminal sends it': ({ app }) => app.process().kill('SIGHUP'),
  'the computer shuts down': ({ app }) =>
    app
      .evaluate(({ powerMonitor }) => {
        (powerMonitor as unknown as NodeJS.EventEmitter).emit('shutdown', { preventDefault: () => undefined });
      })
      .catch(() => undefined),
};

for (const [way, end] of Object.entries(ways))
  test(`${way}: it ends by itself, and the window opens where it was`, async () => {
    test.skip(process.platform === 'win32', 'Windows knows no such signals');
    const first = await launchConsole(folder);
    await first.window.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Settings' }).click();
    await first.window.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    await first.app.evaluate(
      ({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]?.setBounds(wanted),
      bounds,
    );
    // The window system moves and sizes it when it comes to that.
    await expect
      .poll(() => first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds()))
      .toMatchObject({ width: bounds.width, height: bounds.height });
    const ended = new Promise<number | null>((resolve) => first.app.process().once('exit', (code) => resolve(code)));
    await end(first);
    expect(await ended).toBe(0);
    expect(JSON.parse(readFileSync(path.join(folder, 'window-state.json'), 'utf8'))).toMatchObject({
      width: bounds.width,
      height: bounds.height,
    });

    const second = await launchConsole(folder);
    await second.window.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    await second.close();
  });
