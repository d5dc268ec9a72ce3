/**
 * The only file that reads `window.voxanne`, the one way from the window to the main process. Lint and a test keep it
 * so.
 */
import type { Bridge } from '../src-shared/ipc/contract';

declare global {
  interface Window {
    readonly voxanne: Bridge;
  }
}

export const voxanne: Bridge = window.voxanne;
