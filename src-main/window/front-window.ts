/**
 * Brings the console's window to the front, and opens one where there is none: on macOS the program goes on without a
 * window.
 */
import type { BrowserWindow } from 'electron';

type Front = Pick<BrowserWindow, 'isMinimized' | 'restore' | 'show' | 'focus'> & {
  readonly webContents: {
    on(event: 'page-title-updated', listener: TitleListener): unknown;
    off(event: 'page-title-updated', listener: TitleListener): unknown;
  };
};
type TitleListener = (event: unknown, title: string) => void;

/** The title of the page's file, before its first screen stands. */
const titleOfFile = 'Voxanne Console';

/**
 * @param then run once the window's page can be told something: at once for one that is open, after its first screen
 * for a new one
 */
export function createFrontWindow<Window extends Front>(
  windows: () => readonly Window[],
  open: () => Window,
): (then?: () => void) => void {
  return (then) => {
    const [window] = windows();
    if (window === undefined) {
      const opened = open();
      if (then === undefined) return;
      // A page names itself when its first screen stands; before that it hears nothing.
      const onTitle: TitleListener = (_event, title) => {
        if (title === titleOfFile) return;
        opened.webContents.off('page-title-updated', onTitle);
        then();
      };
      opened.webContents.on('page-title-updated', onTitle);
      return;
    }
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    then?.();
  };
}
