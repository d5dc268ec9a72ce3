/** The desk of a real desktop: native dialogs on the console's window, the system's clipboard and browser. */
import { BrowserWindow, clipboard, dialog, nativeTheme } from 'electron';
import type { Desk } from '../desk';
import { openHelpPage, openSignInPage } from './external-links';

export function createElectronDesk(): Desk {
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
    copyText: (text) => clipboard.writeText(text),
    openHelpPage,
    openSignInPage,
    applyTheme: (theme) => {
      nativeTheme.themeSource = theme;
    },
  };
}
