/** Walks Twilio's lists, page by page, with an end to it: a server may page for ever, repeat itself, or point elsewhere. */
import { asObject } from './answers';
import { nextPagePath } from './hosts';
import type { TwilioList } from './twilio-api';

export type ListBounds = { pages: number; items: number };

export const listBounds: ListBounds = { pages: 50, items: 10_000 };

export type Walk<T> = {
  /** Fetches one page: a path under the API's host. */
  get: (path: string) => Promise<unknown>;
  firstPath: string;
  /** `/2010-04-01/Accounts/AC…`, or the list's own path: pages outside it are not followed. */
  under: string;
  /** The host's origin; the API's when left out. */
  origin?: string;
  redirect: string | null;
  /** Name of the array in the body: `incoming_phone_numbers`. */
  key: string;
  read: (item: unknown) => T | null;
  /** What tells two items apart, for noticing a page that came before. */
  identity: (item: T) => string;
  /** Ends the walk early, for example when the wanted item was among them. */
  enough?: (items: readonly T[]) => boolean;
  bounds?: ListBounds;
  /** The error of a first answer that holds no list, for a list whose mere reading proves something. */
  unreadable?: () => Error;
};

/**
 * @returns what was read, with the reason in words when the list did not come to its own end. Errors of `get` pass through.
 * @throws what `unreadable` makes
 */
export async function walkList<T>(walk: Walk<T>): Promise<TwilioList<T>> {
  const bounds = walk.bounds ?? listBounds;
  const items: T[] = [];
  const seenItems = new Set<string>();
  const seenPages = new Set<string>();
  const cut = (reason: string): TwilioList<T> => ({
    items,
    incompleteReason: `${reason} The first ${items.length} are shown.`,
  });
  let path = walk.firstPath;
  for (let page = 0; page < bounds.pages; page += 1) {
    seenPages.add(path);
    const body = asObject(await walk.get(path));
    const listed = body?.[walk.key];
    if (body === null || !Array.isArray(listed)) {
      if (page === 0 && walk.unreadable !== undefined) throw walk.unreadable();
      return cut('Twilio’s answer held no list.');
    }
    const before = seenItems.size;
    for (const raw of listed) {
      const item = walk.read(raw);
      if (item === null) continue;
      const identity = walk.identity(item);
      if (seenItems.has(identity)) continue;
      if (items.length >= bounds.items) return cut(`The list is longer than ${bounds.items} entries.`);
      seenItems.add(identity);
      items.push(item);
    }
    if (walk.enough?.(items) === true) return { items, incompleteReason: null };
    // The older API writes it at the top, the newer ones under `meta`.
    const next = body.next_page_uri ?? asObject(body.meta)?.next_page_url;
    if (typeof next !== 'string' || next === '') return { items, incompleteReason: null };
    const nextPath = nextPagePath(next, walk.under, walk.redirect, walk.origin);
    if (nextPath === null) return cut('The list’s next page is somewhere else than at Twilio, so it was not fetched.');
    if (seenPages.has(nextPath) || seenItems.size === before) return cut('The list repeats itself.');
    path = nextPath;
  }
  return cut(`The list does not end after ${bounds.pages} pages.`);
}
