/**
 * A person logs out, the computer shuts down, or a signal asks the program to end: it ends as from its menu. Windows
 * are closed, so that their place is kept; running tests are stopped, as by `Stop`; the database is closed.
 */
import { app, BrowserWindow, powerMonitor } from 'electron';

/** Sent by Ctrl-C, by a service manager, and by a terminal that is closed. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export function quitOnSignals(): void {
  for (const signal of signals) process.on(signal, () => app.quit());
}

/** Call when the app is ready. */
export function quitWithSession(): void {
  // Windows gives the program a moment after this and asks no more.
  const watch = (window: BrowserWindow) => window.on('session-end', () => app.quit());
  if (process.platform === 'win32') {
    for (const window of BrowserWindow.getAllWindows()) watch(window);
    app.on('browser-window-created', (_event, window) => watch(window));
  }
  // Linux and macOS wait for the program, as long as it asks for it and is quick.
  powerMonitor.on('shutdown', ((event?: { preventDefault(): void }) => {
    event?.preventDefault();
    app.quit();
  }) as () => void);
}
