/** The desk of a real desktop: native dialogs on the console's window, the system's clipboard and browser. */

import { BrowserWindow, dialog, nativeTheme, systemPreferences } from 'electron';
import { t } from '../../src-shared/texts/translate';
import type { Desk, PersonPrompt } from '../desk';
import type { CopiedText } from './copied-text';
import { openHelpPage, openSignInPage } from './external-links';
import { speak } from './window-language';

/** Windows and Linux have no such question that a program without code of its own for them could ask. */
function touchId(): PersonPrompt | null {
  if (process.platform !== 'darwin' || !systemPreferences.canPromptTouchID()) return null;
  return {
    name: 'Touch ID',
    ask: (reason) =>
      systemPreferences.promptTouchID(reason).then(
        () => true,
        () => false,
      ),
  };
}

/** In inches. The foot has room for its line. */
const paperMargins = { top: 0.6, bottom: 0.75, left: 0.7, right: 0.7 };

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Chromium fills in the numbers by the names of the classes. */
const footerTemplate = (text: string): string =>
  '<div style="width:100%;margin:0 0.7in;display:flex;justify-content:space-between;gap:24px;' +
  'font:7.5pt sans-serif;color:#58696d">' +
  `<span>${escaped(text)}</span>` +
  `<span style="white-space:nowrap">${t('Page {page} of {pages}', {
    page: '<span class="pageNumber"></span>',
    pages: '<span class="totalPages"></span>',
  })}</span></div>`;

/** The margins of a sheet have the colour that its window is painted in before its page. */
async function onWhite<T>(window: BrowserWindow, print: (window: BrowserWindow) => Promise<T>): Promise<T> {
  const own = window.getBackgroundColor();
  window.setBackgroundColor('#ffffff');
  try {
    return await print(window);
  } finally {
    if (!window.isDestroyed()) window.setBackgroundColor(own);
  }
}

export function createElectronDesk(copied: CopiedText): Desk {
  const requireWindow = (): BrowserWindow => {
    const window = parent();
    if (window === undefined) throw new Error('no window is open');
    return window;
  };
  const parent = () => BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  return {
    async chooseFile({ title, button, filters }) {
      const options = {
        title,
        buttonLabel: button,
        filters,
        properties: ['openFile' as const, 'showHiddenFiles' as const],
      };
      const window = parent();
      const { canceled, filePaths } = window
        ? await dialog.showOpenDialog(window, options)
        : await dialog.showOpenDialog(options);
      return canceled ? null : (filePaths[0] ?? null);
    },
    async chooseSaveFile({ title, button, suggestedName, filters }) {
      const options = { title, buttonLabel: button, defaultPath: suggestedName, filters };
      const window = parent();
      const { canceled, filePath } = window
        ? await dialog.showSaveDialog(window, options)
        : await dialog.showSaveDialog(options);
      return canceled || filePath === '' ? null : filePath;
    },
    copyText: copied.copy,
    personPrompt: touchId,
    openHelpPage,
    openSignInPage,
    pageAsPdf: ({ size, footer }) =>
      onWhite(requireWindow(), ({ webContents }) =>
        webContents.printToPDF({
          pageSize: size,
          printBackground: true,
          generateTaggedPDF: true,
          margins: paperMargins,
          displayHeaderFooter: true,
          headerTemplate: '<span></span>',
          footerTemplate: footerTemplate(footer),
        }),
      ),
    printPage: ({ size, footer }) =>
      onWhite(
        requireWindow(),
        ({ webContents }) =>
          new Promise((resolve) => {
            const options = { pageSize: size, printBackground: true, header: '', footer };
            webContents.print(options, (success, reason) => {
              if (success) resolve({ outcome: 'printed' });
              else if (/cancel/i.test(reason)) resolve({ outcome: 'cancelled' });
              else resolve({ outcome: 'failed', reason });
            });
          }),
      ),
    applyAppearance: ({ theme, language }) => {
      nativeTheme.themeSource = theme;
      void speak(language);
    },
  };
}
