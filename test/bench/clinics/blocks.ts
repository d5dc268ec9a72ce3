/** The longest time for which the page, or the main process, could do nothing else. */

import type { Opened } from './open-console';

type Blocks = { page: number; main: number };
/** `none`: the same of a process that does nothing meanwhile. On a busy computer, that is how long anybody waits. */
type Blocked = Blocks & { none: number };

declare global {
  var benchBlocks: { longest: number; last: number } | undefined;
}

/** A task that comes around as often as it can; what lies between two of them beyond its own pause was a block. */
const watch = async () => {
  const watching = globalThis.benchBlocks ?? { longest: 0, last: performance.now() };
  const first = globalThis.benchBlocks === undefined;
  Object.assign(watching, { longest: 0, last: performance.now() });
  globalThis.benchBlocks = watching;
  if (!first) return;
  const look = () => {
    const now = performance.now();
    watching.longest = Math.max(watching.longest, now - watching.last - 4);
    watching.last = now;
    const next = setTimeout(look, 4);
    // Where it is the benchmark's own process, that has to end.
    if (typeof next === 'object') next.unref();
  };
  look();
};
const longest = async () => globalThis.benchBlocks?.longest ?? Number.NaN;

/** The longest block of each while `work` runs, in milliseconds. */
export async function blocksDuring({ app, window }: Opened, work: () => Promise<unknown>): Promise<Blocked> {
  await Promise.all([app.evaluate(watch), window.evaluate(watch), watch()]);
  await work();
  const [main, page, none] = await Promise.all([app.evaluate(longest), window.evaluate(longest), longest()]);
  return { page, main, none };
}

/** Memory of the page, of what it still uses, and of the main process, in MB. */
export async function memoryOf({ app, window }: Opened): Promise<Blocks> {
  const session = await app.context().newCDPSession(window);
  // When it is collected is chance.
  await session.send('HeapProfiler.collectGarbage');
  await session.detach();
  const page = await window.evaluate(
    async () =>
      ((performance as unknown as { memory?: { usedJSHeapSize: number } }).memory?.usedJSHeapSize ?? 0) / 2 ** 20,
  );
  const main = await app.evaluate(async () => process.memoryUsage().rss / 2 ** 20);
  return { page, main };
}
