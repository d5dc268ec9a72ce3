/** The desk of a real desktop: native dialogs on the console's window, the system's clipboard and browser. */
import { BrowserWindow, dialog, nativeTheme, systemPreferences } from 'electron';
import type { Desk, PersonPrompt } from '../desk';
import type { CopiedText } from './copied-text';
import { openHelpPage, openSignInPage } from './external-links';

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

export function createElectronDesk(copied: CopiedText): Desk {
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
    applyTheme: (theme) => {
      nativeTheme.themeSource = theme;
    },
  };
}
