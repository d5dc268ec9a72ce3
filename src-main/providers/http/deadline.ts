/** A signal that aborts with another one or after some time. */
export type Deadline = { readonly signal: AbortSignal; readonly isOver: boolean; release(): void };

/** Made by hand and released: `AbortSignal.any` leaks memory on a signal that lives as long as the program. */
export function createDeadline(signal: AbortSignal, ms: number): Deadline {
  const controller = new AbortController();
  let isOver = false;
  const stop = () => controller.abort();
  const timer = setTimeout(
    () => {
      isOver = true;
      stop();
    },
    Math.max(1, Math.ceil(ms)),
  );
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  return {
    signal: controller.signal,
    get isOver() {
      return isOver;
    },
    release() {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    },
  };
}

/** Rejects as soon as the signal aborts. `work` continues, and a late result is passed to `discard`. */
export function endedBy<T>(signal: AbortSignal, work: Promise<T>, discard: (late: T) => void = () => undefined) {
  return new Promise<T>((resolve, reject) => {
    let hasEnded = false;
    const stop = () => {
      hasEnded = true;
      reject(signal.reason);
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    work
      .then((done) => (hasEnded ? discard(done) : resolve(done)), reject)
      .finally(() => signal.removeEventListener('abort', stop));
  });
}
