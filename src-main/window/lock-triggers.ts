/** What the system and the window say, as reasons to lock. */
import { app, BrowserWindow, powerMonitor, type WebContents } from 'electron';
import type { LockReason } from '../../src-shared/vault/console-lock';

/** Call when the app is ready. @param lock is called during the event: the system does not delay its sleep */
export function lockWithSystem(lock: (reason: LockReason) => void): void {
  powerMonitor.on('suspend', () => lock('suspend'));
  // Where the system sleeps without a word before it.
  powerMonitor.on('resume', () => lock('suspend'));
  powerMonitor.on('lock-screen', () => lock('screen-lock'));
  powerMonitor.on('user-did-resign-active', () => lock('user-switch'));
}

/** @param used is called when a person presses a key or moves the pointer in a window */
export function watchUse(used: () => void): void {
  const watch = (contents: WebContents) => contents.on('input-event', () => used());
  for (const { webContents } of BrowserWindow.getAllWindows()) watch(webContents);
  app.on('web-contents-created', (_event, contents) => watch(contents));
}

/** Milliseconds that a page has to go away by itself. */
const patience = 3_000;

/** Loads every page anew. One that does not let go, because it hangs, loses its process. */
export function renewPages(): void {
  for (const { webContents } of BrowserWindow.getAllWindows()) {
    const timer = setTimeout(() => {
      // What watches the page's process loads it again.
      if (!webContents.isDestroyed()) webContents.forcefullyCrashRenderer();
    }, patience);
    webContents.once('did-navigate', () => clearTimeout(timer));
    webContents.once('destroyed', () => clearTimeout(timer));
    webContents.reload();
  }
}
