/**
 * Whether a locked screen and another user lock the console. On macOS and Windows Electron tells of them
 * (`lockWithSystem`); on Linux a program of the desktop is listened to, from a while after the start on.
 */
import type { LockReason } from '../../src-shared/vault/console-lock';
import type { Environment } from '../environment';
import { type Heard, hearsNothing, type ScreenWatch } from './linux-screen/heard';

/** What Electron tells of. Of sleep it tells everywhere. */
const told: Partial<Record<NodeJS.Platform, Heard>> = {
  darwin: { screenLock: true, userSwitch: true },
  win32: { screenLock: true, userSwitch: false },
};

export function watchScreenLater({
  env,
  lock,
  changed,
  report,
  delayMs,
  platform = process.platform,
}: {
  env: Environment;
  lock: (reason: LockReason) => void;
  changed: () => void;
  report: (thrown: unknown) => void;
  /** From the start on: the window comes first. */
  delayMs: number;
  platform?: NodeJS.Platform;
}): ScreenWatch {
  let watch: ScreenWatch | null = null;
  const begin = async () => {
    const { watchScreen } = await import('./linux-screen/watch-screen');
    if (timer !== null) watch = watchScreen({ env, lock, changed });
  };
  let timer = platform === 'linux' ? setTimeout(() => void begin().catch(report), delayMs) : null;
  return {
    hears: () => watch?.hears() ?? told[platform] ?? hearsNothing,
    stop() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      watch?.stop();
    },
  };
}
