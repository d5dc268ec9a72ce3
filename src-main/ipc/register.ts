/** The only door in the main process: every channel of the contract, and nothing else, is registered here. */
import { ipcMain, type WebFrameMain } from 'electron';
import { callChannels } from '../../src-shared/ipc/channels';
import { appOrigin } from '../window/app-protocol';
import { isOwnPage } from '../window/guards';
import type { Answer } from './answer';
import { crossing } from './crossing';

/**
 * True for the top frame of one of our windows showing our own page.
 * The frame is asked, not its WebContents, which a sub-frame shares; a frame that is gone is null and gets nothing.
 */
export function isTrustedFrame(frame: WebFrameMain | null): boolean {
  if (!frame) return false;
  try {
    return frame.parent === null && frame.origin === appOrigin && isOwnPage(frame.url);
  } catch {
    // A frame that went away while it was asked has no properties to read.
    return false;
  }
}

/**
 * Registers all calls before the page loads. The sender is checked at once; answers may wait until the console is open.
 * @param answer what answers, once there is something to answer with
 */
export function registerCalls(answer: Promise<Answer>): void {
  for (const channel of callChannels) {
    ipcMain.handle(channel, async (event, raw: unknown) => {
      const trusted = isTrustedFrame(event.senderFrame);
      return crossing(channel, await (await answer)(channel, trusted, raw));
    });
  }
}
