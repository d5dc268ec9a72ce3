import fc from 'fast-check';
import { expect, test } from 'vitest';
import { putIn, takeOut } from '../../../../src-renderer/console/clinics/sorted';

const numbers = (count: number) => Array.from({ length: count }, (_, at) => at * 10);
const compare = (a: number, b: number) => a - b;
/** Counts how often two items are compared. */
function counted() {
  let comparisons = 0;
  const count = (a: number, b: number) => {
    comparisons += 1;
    return a - b;
  };
  return { count, comparisons: () => comparisons };
}

test('items come and go as if all of them were sorted again', () => {
  const distinct = fc.uniqueArray(fc.integer({ min: 0, max: 2_000 }), { maxLength: 400 });
  fc.assert(
    fc.property(distinct, distinct, (before, coming) => {
      const sorted = before.toSorted(compare);
      const added = coming.filter((item) => !before.includes(item));
      const both = putIn([...sorted], added, compare);
      expect(both).toEqual([...before, ...added].toSorted(compare));
      expect(takeOut(both, added, compare)).toEqual(sorted);
    }),
  );
});

test('what is not there takes nothing with it', () => {
  const gone = [5, 10, 15, 20, 25, 30, 35, 40, 45, 50];
  expect(takeOut(numbers(1_000), gone, compare)).toEqual(numbers(1_000).filter((item) => !gone.includes(item)));
});

test.each([1, 8, 9, 40, 250])('%i items among a hundred thousand are looked for by halves', (count) => {
  const items = Array.from({ length: count }, (_, at) => at * 1_000 + 5);
  const halves = Math.ceil(Math.log2(100_000)) + 1;
  const coming = counted();
  const both = putIn(numbers(100_000), items, coming.count);
  expect(coming.comparisons()).toBeLessThanOrEqual(count * (halves + 2));
  const going = counted();
  expect(takeOut(both, items, going.count)).toHaveLength(100_000);
  expect(going.comparisons()).toBeLessThanOrEqual(count * halves);
});
