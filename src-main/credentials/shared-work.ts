/** Shares one execution of a piece of work among concurrent callers. */
import { stoppedError } from '../providers/http/call-error';

type Entry<T> = { work: Promise<T>; abort: AbortController; callers: number };

/**
 * One execution for each key at a time; concurrent callers share its result. The work is aborted when the last caller
 * has stopped waiting.
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
        // The last caller waits until the aborted work has ended.
        running.delete(key);
        entry.abort.abort();
      };
      signal.addEventListener('abort', leave, { once: true });
      entry.work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
    });
  };
}
