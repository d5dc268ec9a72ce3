/**
 * What happens when a process behind the window ends by itself. The page comes back as it was, since its state is in
 * the main process. Where it ends again and again, a static page says so in its place, with a report to copy and a way
 * to start again.
 */

import { app, type BrowserWindow, dialog } from 'electron';
import { t } from '../../src-shared/texts/translate';
import type { CrashReports } from '../logging/crash-reports';
import type { Logger } from '../logging/logger';
import type { CopiedText } from './copied-text';
import { createCrashCount } from './crash-count';
import { consolePage, crashPage } from './guards';

export type CrashDeps = { logger: Pick<Logger, 'warn'>; crashes: CrashReports; version: string; copied: CopiedText };

type Ended = { reason: string; exitCode: number };

/** The page is loaded again this often before the static page takes its place. */
const reloads = 3;
/** From this many on, the graphics process is named as a likely reason. */
const manyGraphicsCrashes = 3;

const graphics = createCrashCount();

/**
 * Chromium restarts its helpers by itself. The log says how often, and names the remedy where the graphics don't hold.
 */
export function watchHelperProcesses({ logger, crashes }: Pick<CrashDeps, 'logger' | 'crashes'>): void {
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    crashes.record('helper-process', `the ${type} process ended: ${reason} (${exitCode})`);
    if (type !== 'GPU') return logger.warn(`the ${type} process ended: ${reason} (${exitCode})`);
    const count = graphics.add();
    const advice = count < manyGraphicsCrashes ? '' : '. Update the graphics driver, or start with --disable-gpu';
    logger.warn(`the graphics process ended: ${reason} (${exitCode}), ${count} in ten minutes${advice}`);
  });
}

/** Restores the page of a window after a crash. */
export function watchPage(window: BrowserWindow, { logger, crashes, version, copied }: CrashDeps): void {
  const { webContents } = window;
  const pages = createCrashCount();
  let last: Ended = { reason: 'unknown', exitCode: 0 };

  const report = () =>
    [
      `Voxanne Console ${version}, Electron ${process.versions.electron}, ${process.platform} ${process.arch}`,
      `The page ended ${pages.lately()} times in ten minutes, last with: ${last.reason} (${last.exitCode})`,
      `The graphics process ended ${graphics.lately()} times in ten minutes`,
      `At ${new Date().toISOString()}`,
    ].join('\n');
  const startAgain = () => {
    pages.forget();
    void window.loadURL(consolePage);
  };
  const showCrashPage = () =>
    void window.loadURL(graphics.lately() < manyGraphicsCrashes ? crashPage : `${crashPage}?graphics`);

  webContents.on('render-process-gone', (_event, ended) => {
    if (ended.reason === 'clean-exit' || window.isDestroyed()) return;
    last = ended;
    const count = pages.add();
    const words = `the page ended: ${ended.reason} (${ended.exitCode}), ${count} in ten minutes`;
    logger.warn(words);
    crashes.record('page-process', words);
    if (count <= reloads) webContents.reload();
    else if (count === reloads + 1) showCrashPage();
    else void ask();
  });

  // The static page has no way to the main process but its address.
  webContents.on('did-navigate-in-page', (_event, url) => {
    if (url.startsWith(crashPage) && url.endsWith('#copy-report')) copied.copy(report(), 'document');
  });
  webContents.on('did-navigate', (_event, url) => {
    if (url === consolePage && pages.lately() > reloads) {
      logger.warn('the page was started again by a person');
      pages.forget();
    }
  });

  /** Even the static page ended: nothing of Chromium is left to ask with. */
  async function ask(): Promise<void> {
    const { response } = await dialog.showMessageBox({
      type: 'error',
      message: t('The window stopped working'),
      detail: t('The console’s page ended by itself several times. Nothing that was stored is lost.'),
      buttons: [t('Start again'), t('Copy report'), t('Quit')],
      cancelId: 2,
    });
    if (response === 1) copied.copy(report(), 'document');
    if (response === 2) app.quit();
    else if (!window.isDestroyed()) startAgain();
  }
}
