/** Twilio's lists, which name their next page by its address. */
import { elsewhere, type ListBounds, type Walk, type WalkedList, walkPages } from '../http/paging';
import { nextPagePath } from '../http/target';
import { asObject } from './answers';
import { twilioApiOrigin } from './hosts';

const usualBounds: ListBounds = { pages: 50, items: 10_000 };

export type TwilioWalk<T> = Pick<Walk<T>, 'read' | 'identity' | 'enough' | 'unreadable'> & {
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
  bounds?: ListBounds;
};

/** Errors of `get` pass through. @throws what `unreadable` makes */
export function walkList<T>(walk: TwilioWalk<T>): Promise<WalkedList<T>> {
  const { get, firstPath, under, origin = twilioApiOrigin, redirect, key, bounds = usualBounds, ...rest } = walk;
  return walkPages({
    ...rest,
    provider: 'Twilio',
    first: firstPath,
    bounds,
    async page(path) {
      const body = asObject(await get(path));
      const listed = body?.[key];
      if (body === null || !Array.isArray(listed)) return null;
      // The older API writes it at the top, the newer ones under `meta`.
      const next = body.next_page_uri ?? asObject(body.meta)?.next_page_url;
      if (typeof next !== 'string' || next === '') return { listed, next: null };
      return { listed, next: nextPagePath(next, { under, origin, redirect }) ?? elsewhere };
    },
  });
}
