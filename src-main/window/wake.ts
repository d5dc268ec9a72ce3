/** When the computer wakes, and when its network returns. */
import { net, powerMonitor } from 'electron';

/** How often to look whether the network is back, in milliseconds. Makes no request. */
const lookEveryMs = 15_000;

/** @param isMissing true while something waits for the network */
export function watchWaking({ woke, isMissing }: { woke: () => void; isMissing: () => boolean }): () => void {
  let wasOnline = net.isOnline();
  powerMonitor.on('resume', woke);
  const timer = setInterval(() => {
    const isOnline = net.isOnline();
    if (isOnline && !wasOnline && isMissing()) woke();
    wasOnline = isOnline;
  }, lookEveryMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    powerMonitor.off('resume', woke);
  };
}
