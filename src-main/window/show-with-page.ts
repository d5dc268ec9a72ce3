/** When a new window is shown. */

/** What of a window its showing needs. */
type ShownWindow = NodeJS.EventEmitter & { readonly webContents: NodeJS.EventEmitter; getTitle(): string };

/** A window is not kept back longer than this for its page, in milliseconds. */
export const shownAtLatest = 800;

/**
 * Shows a new window when its first screen stands, which the page says by naming itself after it, and not empty before. A page that is seen asks for the
 * right to draw at once and waits for the graphics process with everything else; unseen it reads its first data meanwhile.
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
