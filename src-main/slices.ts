/** A long list read piece by piece: what else the process has to do comes in between. */
import { setImmediate as nextTurn } from 'node:timers/promises';

/** `next`: where the following slice begins; null after the last one. */
export type Slice<Item> = { items: Item[]; next: string | null };

/** @param read the slice after the place that the one before named; the first after an empty one */
export async function* inSlices<Item>(read: (after: string) => Promise<Slice<Item>>): AsyncGenerator<Item[]> {
  for (let after: string | null = ''; after !== null; ) {
    const slice: Slice<Item> = await read(after);
    yield slice.items;
    after = slice.next;
    if (after !== null) await nextTurn();
  }
}
