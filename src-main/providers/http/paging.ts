/** Reads a list page by page, within limits: a server may page for ever, repeat itself, or point elsewhere. */
import { t } from '../../../src-shared/texts/translate';

/** `incompleteReason`: why the walk stopped before the list's end, in words. */
export type WalkedList<T> = { items: T[]; incompleteReason: string | null };

export type ListBounds = { pages: number; items: number };

/** `next`: what to ask for the next page with; null at the end, `elsewhere` where it leads away from the provider. */
export type ListPage = { listed: readonly unknown[]; next: string | null | typeof elsewhere };
export const elsewhere = Symbol('elsewhere');

export type Walk<T> = {
  /** The provider's name. */
  provider: string;
  /** What to ask for the first page with. */
  first: string;
  /** Fetches one page; null when the answer holds no list. */
  page: (cursor: string) => Promise<ListPage | null>;
  read: (item: unknown) => T | null;
  /** Identity of an item, to detect a repeated page. */
  identity: (item: T) => string;
  /** Ends the walk early, for example when the wanted item was among them. */
  enough?: ((items: readonly T[]) => boolean) | undefined;
  bounds: ListBounds;
  /** Error to throw when the first answer holds no list; left out where an empty result will do. */
  unreadable?: (() => Error) | undefined;
};

/** Errors of `page` pass through. @throws what `unreadable` makes */
export async function walkPages<T>({ provider, first, page, read, identity, enough, bounds, unreadable }: Walk<T>) {
  const items: T[] = [];
  const seenItems = new Set<string>();
  const seenPages = new Set<string>();
  const cut = (reason: string): WalkedList<T> => ({
    items,
    incompleteReason: `${reason} ${t('The first {count} are shown.', { count: items.length })}`,
  });
  const whole = (): WalkedList<T> => ({ items, incompleteReason: null });
  let cursor = first;
  for (let number = 0; number < bounds.pages; number += 1) {
    seenPages.add(cursor);
    const fetched = await page(cursor);
    if (fetched === null) {
      if (number === 0 && unreadable !== undefined) throw unreadable();
      return cut(t('{provider}’s answer held no list.', { provider }));
    }
    const { listed, next } = fetched;
    const before = seenItems.size;
    for (const raw of listed) {
      const item = read(raw);
      if (item === null || seenItems.has(identity(item))) continue;
      if (items.length >= bounds.items)
        return cut(t('The list is longer than {count} entries.', { count: bounds.items }));
      seenItems.add(identity(item));
      items.push(item);
    }
    if (enough?.(items) === true || next === null) return whole();
    if (next === elsewhere)
      return cut(t('The list’s next page is somewhere else than at {provider}, so it was not fetched.', { provider }));
    // An empty page need not be the last. A page that repeats earlier items ends the walk.
    if (seenPages.has(next) || (listed.length > 0 && seenItems.size === before))
      return cut(t('The list repeats itself.'));
    cursor = next;
  }
  return cut(t('The list does not end after {count} pages.', { count: bounds.pages }));
}
