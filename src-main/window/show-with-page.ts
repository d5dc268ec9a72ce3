/** When a new window is shown. */

/** What of a window its showing needs. */
type ShownWindow = NodeJS.EventEmitter & { readonly webContents: NodeJS.EventEmitter; getTitle(): string };

/** A window is not kept back longer than this for its page, in milliseconds. */
export const shownAtLatest = 800;

/**
 * Shows a new window when its first screen stands, which the page says by naming itself after it, and not empty before. A page that is seen asks for the
 * right to draw at once and waits for the graphics process with everything else; unseen it reads its first data meanwhile.
 */
export function showWithPage(window: ShownWindow, showNow: () => void): void {
  const done = () => {
    clearTimeout(timer);
    window.webContents.off('page-title-updated', onTitle);
    window.off('show', done);
  };
  const show = () => {
    done();
    showNow();
  };
  const onTitle = (_event: unknown, title: string) => {
    if (title !== window.getTitle()) show();
  };
  const timer = setTimeout(show, shownAtLatest);
  window.webContents.on('page-title-updated', onTitle);
  // Somebody who starts the console a second time need not wait.
  window.once('show', done);
  window.once('closed', () => clearTimeout(timer));
}
