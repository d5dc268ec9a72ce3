/** Work that several callers may ask for at the same time is done once for all of them. */
import { stoppedError } from '../providers/http/call-error';

type Entry<T> = { work: Promise<T>; abort: AbortController; callers: number };

/**
 * Runs one piece of work for each key at a time; whoever asks meanwhile shares its result.
 * A caller that stops waiting leaves the work to the others; it is stopped with the last of them.
 */
export function createSharedWork<T>() {
  const running = new Map<string, Entry<T>>();

  function begin(key: string, start: (signal: AbortSignal) => Promise<T>): Entry<T> {
    const abort = new AbortController();
    const entry: Entry<T> = { work: start(abort.signal), abort, callers: 0 };
    const forget = () => {
      if (running.get(key) === entry) running.delete(key);
    };
    entry.work.then(forget, forget);
    running.set(key, entry);
    return entry;
  }

  /** @throws AppError `call.stopped` when `signal` ends before the work; what the work itself throws */
  return async function share(
    key: string,
    signal: AbortSignal,
    start: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    if (signal.aborted) throw stoppedError();
    const entry = running.get(key) ?? begin(key, start);
    entry.callers += 1;
    return new Promise<T>((resolve, reject) => {
      const leave = () => {
        entry.callers -= 1;
        if (entry.callers > 0) return reject(stoppedError());
        // The last one waits for the end of the work: nothing of it goes on behind its back.
        running.delete(key);
        entry.abort.abort();
      };
      signal.addEventListener('abort', leave, { once: true });
      entry.work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
    });
  };
}
