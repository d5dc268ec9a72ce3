/**
 * Arrays that stay sorted. Items are put in and taken out without walking the others: each is looked for by halves, and
 * what lies between two of them is copied as a whole. Only where most items are new does it cost a pass.
 */
export type Compare<Item> = (a: Item, b: Item) => number;

/** Up to here each item is put in by itself. */
const few = 8;
/** Up to this part of an array, and up to so many, the pieces between items are fewer than the items. */
const isSmallPart = (items: number, sorted: number) => items * 8 <= sorted && items <= 4_000;
const joined = <Item>(pieces: readonly Item[][]): Item[] => ([] as Item[]).concat(...pieces);

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
  let done = 0;
  if (isSmallPart(items.length, sorted.length)) {
    const pieces: Item[][] = [];
    for (const item of items.toSorted(compare)) {
      const place = placeOf(sorted, item, compare, done);
      pieces.push(sorted.slice(done, place), [item]);
      done = place;
    }
    return joined([...pieces, sorted.slice(done)]);
  }
  const both: Item[] = [];
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
    const places = isSmallPart(items.length, sorted.length) ? placesOf(sorted, items, compare) : null;
    if (places === null) {
      const gone = new Set(items);
      return sorted.filter((item) => !gone.has(item));
    }
    return joined([...places, sorted.length].map((place, at) => sorted.slice((places[at - 1] ?? -1) + 1, place)));
  }
  for (const item of items) {
    const place = placeOf(sorted, item, compare);
    if (sorted[place] === item) sorted.splice(place, 1);
  }
  return sorted;
}

/** Where the items stand, in order; null where one is not at its place. */
function placesOf<Item>(sorted: readonly Item[], items: readonly Item[], compare: Compare<Item>): number[] | null {
  const places = new Set<number>();
  for (const item of items) {
    const place = placeOf(sorted, item, compare);
    if (sorted[place] !== item) return null;
    places.add(place);
  }
  return [...places].sort((a, b) => a - b);
}
