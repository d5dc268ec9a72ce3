/**
 * Brings the console's window to the front, and opens one where there is none: on macOS the program goes on without a
 * window.
 */
import type { BrowserWindow } from 'electron';

type Front = Pick<BrowserWindow, 'isMinimized' | 'restore' | 'show' | 'focus'> & {
  readonly webContents: { once(event: 'page-title-updated', listener: () => void): unknown };
};

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
      // A page names itself when its first screen stands; before that it hears nothing.
      if (then !== undefined) opened.webContents.once('page-title-updated', then);
      return;
    }
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    then?.();
  };
}
