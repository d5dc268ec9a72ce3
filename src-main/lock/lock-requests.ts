/**
 * How the command line locks a window that is open on the same profile: it leaves a file in a folder that the window
 * watches, and the window removes the file once it is locked. Whoever can write there can lock, and nothing else.
 */
import { closeSync, existsSync, rmSync, watch } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createPrivateFile, ensurePrivateFolder } from '../private-files';

const folderOf = (profileDir: string) => path.join(profileDir, 'requests');
const requestOf = (profileDir: string) => path.join(folderOf(profileDir), 'lock');

/** Milliseconds between two looks, where the system tells nothing of the folder by itself. */
const lookEvery = 2_000;

/**
 * Watches for requests, until `stop`.
 * @param lock ends once the console is locked
 */
export function watchLockRequests(
  profileDir: string,
  lock: () => Promise<void>,
  report: (thrown: unknown) => void,
): { stop(): void } {
  const request = requestOf(profileDir);
  let isBusy = false;
  const look = async () => {
    if (isBusy || !existsSync(request)) return;
    isBusy = true;
    try {
      await lock();
      rmSync(request, { force: true });
    } finally {
      isBusy = false;
    }
  };
  const lookSafely = () => void look().catch(report);
  let watcher: ReturnType<typeof watch> | null = null;
  try {
    ensurePrivateFolder(folderOf(profileDir));
    // A request of an earlier run asked another window.
    rmSync(request, { force: true });
    watcher = watch(folderOf(profileDir), { persistent: false }, lookSafely);
    watcher.on('error', () => watcher?.close());
  } catch (thrown) {
    report(thrown);
  }
  const timer = setInterval(lookSafely, lookEvery);
  timer.unref();
  return {
    stop() {
      clearInterval(timer);
      watcher?.close();
    },
  };
}

/**
 * Asks the window that is open on `profileDir` to lock.
 * @returns whether it did within `patienceMs`
 */
export async function requestLock(profileDir: string, patienceMs: number, signal: AbortSignal): Promise<boolean> {
  const request = requestOf(profileDir);
  ensurePrivateFolder(folderOf(profileDir));
  try {
    closeSync(createPrivateFile(request));
  } catch (thrown) {
    // Another command has asked already; both see the answer.
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST')) throw thrown;
  }
  const until = performance.now() + patienceMs;
  while (existsSync(request) && performance.now() < until) await wait(50, undefined, { signal });
  const isDone = !existsSync(request);
  if (!isDone) rmSync(request, { force: true });
  return isDone;
}
