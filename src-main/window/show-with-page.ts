/** When a new window is shown. */

/** The part of a window that showing it needs. */
type ShownWindow = NodeJS.EventEmitter & { readonly webContents: NodeJS.EventEmitter; getTitle(): string };

/** The window is shown after this time at the latest, in milliseconds. */
export const shownAtLatest = 800;

/**
 * Shows a new window once its first screen is rendered, which the page signals by setting its title. A visible page
 * would wait for the graphics process first; a hidden one loads its data meanwhile.
 */
export function showWithPage(window: ShownWindow, show: () => void): void {
  const showNow = () => {
    clearTimeout(timer);
    window.webContents.off('page-title-updated', onTitle);
    show();
  };
  const onTitle = (_event: unknown, title: string) => {
    if (title !== window.getTitle()) showNow();
  };
  const timer = setTimeout(showNow, shownAtLatest);
  window.webContents.on('page-title-updated', onTitle);
  window.once('closed', () => clearTimeout(timer));
}
