/** Events to the windows. Each is parsed first: an event that carries more than the contract says never leaves. */
import { BrowserWindow } from 'electron';
import { events } from '../../src-shared/ipc/events';
import type { Publish } from '../events';
import { isTrustedFrame } from './register';

export function createPublish(): Publish {
  return (event, payload) => {
    const parsed = events[event].parse(payload);
    for (const window of BrowserWindow.getAllWindows()) {
      if (window.isDestroyed() || window.webContents.isDestroyed()) continue;
      if (isTrustedFrame(window.webContents.mainFrame)) window.webContents.send(event, parsed);
    }
  };
}
