/** When the bounds of a window are saved. */

/** What is needed of a window. */
type SavedWindow = Pick<NodeJS.EventEmitter, 'on' | 'once'>;

/** After the last move or change of size, in milliseconds: a drag is one change. */
export const saveAfterMs = 500;

/**
 * Saves a moment after each move and change of size, so that a killed program loses nothing, and when the window
 * closes. A window that was never shown is not saved: its bounds say nothing about what a person wants.
 */
export function saveBounds(window: SavedWindow, save: () => void): void {
  let timer: NodeJS.Timeout | undefined;
  const saveSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(save, saveAfterMs);
  };
  window.once('show', () => {
    for (const change of ['move', 'resize', 'maximize', 'unmaximize']) window.on(change, saveSoon);
    window.on('close', () => {
      clearTimeout(timer);
      save();
    });
  });
  window.once('closed', () => clearTimeout(timer));
}
