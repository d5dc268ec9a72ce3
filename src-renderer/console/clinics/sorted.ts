/** Arrays that stay sorted. One item is put in or taken out without walking the others; many cost one pass. */
export type Compare<Item> = (a: Item, b: Item) => number;

/** Up to here each item is put in by itself. */
const few = 8;

/** The first place whose item is not before `item`. */
function placeOf<Item>(sorted: readonly Item[], item: Item, compare: Compare<Item>, from = 0): number {
  let [low, high] = [from, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(sorted[middle] as Item, item) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Returns the array with `items` in their places; the one that was given may have been changed. */
export function putIn<Item>(sorted: Item[], items: readonly Item[], compare: Compare<Item>): Item[] {
  if (items.length <= few) {
    for (const item of items) sorted.splice(placeOf(sorted, item, compare), 0, item);
    return sorted;
  }
  const both: Item[] = [];
  let done = 0;
  for (const item of items.toSorted(compare)) {
    const place = placeOf(sorted, item, compare, done);
    while (done < place) both.push(sorted[done++] as Item);
    both.push(item);
  }
  while (done < sorted.length) both.push(sorted[done++] as Item);
  return both;
}

/** Returns the array without `items`, which must compare as they did when they were put in. */
export function takeOut<Item>(sorted: Item[], items: readonly Item[], compare: Compare<Item>): Item[] {
  if (items.length > few) {
    const gone = new Set(items);
    return sorted.filter((item) => !gone.has(item));
  }
  for (const item of items) {
    const place = placeOf(sorted, item, compare);
    if (sorted[place] === item) sorted.splice(place, 1);
  }
  return sorted;
}
