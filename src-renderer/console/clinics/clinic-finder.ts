/**
 * Searches clinics in slices, so that a long list delays neither input nor frames. A short list is searched at once; a
 * new search cancels the older one.
 */
import type { ListedClinic } from './listed-clinic';

export type Slicing = {
  /** The longest slice, in milliseconds. */
  budgetMs: number;
  now: () => number;
  /** Calls back after pending input and frames. */
  later: (work: () => void) => void;
};

const channel = typeof MessageChannel === 'undefined' ? null : new MessageChannel();
const waiting: (() => void)[] = [];
if (channel) channel.port1.onmessage = () => waiting.shift()?.();

export const inSlices: Slicing = {
  budgetMs: 8,
  now: () => performance.now(),
  // A timer of zero waits four milliseconds once it follows others.
  later: (work) => {
    if (channel === null) return void setTimeout(work, 0);
    waiting.push(work);
    channel.port2.postMessage(null);
  },
};

/** The number of items between two readings of the clock. */
const stride = 512;

/** Does `work` on each item, then calls `done`. Returns how to stop; null when it is done already. */
function walk<Item>(
  items: readonly Item[],
  work: (item: Item) => void,
  done: () => void,
  { budgetMs, now, later }: Slicing,
): (() => void) | null {
  let at = 0;
  let ended = false;
  const go = () => {
    if (ended) return;
    const until = now() + budgetMs;
    while (at < items.length) {
      const end = Math.min(at + stride, items.length);
      while (at < end) work(items[at++] as Item);
      if (at < items.length && now() > until) return later(go);
    }
    ended = true;
    done();
  };
  go();
  if (ended) return null;
  return () => {
    ended = true;
  };
}

/** The place of a clinic among the answers, nearest first; null where it is none. */
export type PlaceOf = (clinic: ListedClinic) => number | null;

/**
 * The answers, nearest first; those equally near stay in the order in which they came. Beside them the same ones, all
 * in the order in which they came.
 */
export function findClinics(
  clinics: readonly ListedClinic[],
  placeOf: PlaceOf,
  found: (answers: ListedClinic[], asTheyCame: ListedClinic[]) => void,
  slicing: Slicing,
): (() => void) | null {
  const near: ListedClinic[][] = [];
  const asTheyCame: ListedClinic[] = [];
  return walk(
    clinics,
    (clinic) => {
      const place = placeOf(clinic);
      if (place === null) return;
      near[place] ??= [];
      near[place].push(clinic);
      asTheyCame.push(clinic);
    },
    () => found(near.flat(), asTheyCame),
    slicing,
  );
}
