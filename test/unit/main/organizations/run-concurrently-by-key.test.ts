/** Many at a time, one of an account at a time, and no account in another one's way. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runConcurrentlyByKey } from '../../../../src-main/organizations/run-concurrently-by-key';

const never = new AbortController().signal;
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

test('whatever there is: each piece once, never two of a key at once, never more than the limit', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 40 }),
      fc.integer({ min: 1, max: 6 }),
      async (keys, limit) => {
        const pieces = keys.map((key, index) => ({ key: String(key), index }));
        const running = new Set<string>();
        const done: number[] = [];
        await runConcurrentlyByKey(
          pieces,
          ({ key }) => key,
          limit,
          async ({ key, index }) => {
            expect(running.has(key)).toBe(false);
            running.add(key);
            expect(running.size).toBeLessThanOrEqual(limit);
            for (let i = 0; i <= index % 3; i += 1) await turn();
            running.delete(key);
            done.push(index);
          },
          never,
        );
        expect(done.toSorted((a, b) => a - b)).toEqual(pieces.map(({ index }) => index));
      },
    ),
    { numRuns: 60 },
  );
});

test('an account with very many keeps nobody waiting', async () => {
  const pieces = [...Array(200).fill('big'), ...Array.from({ length: 50 }, (_, index) => `own ${index}`)];
  const order: string[] = [];
  await runConcurrentlyByKey(
    pieces,
    (piece) => piece,
    8,
    async (piece) => {
      await turn();
      order.push(piece);
    },
    never,
  );
  const lastOfTheOthers = order.findLastIndex((piece) => piece !== 'big');
  expect(order.slice(0, lastOfTheOthers).filter((piece) => piece === 'big').length).toBeLessThan(10);
  expect(order).toHaveLength(250);
});

test('after the end nothing begins', async () => {
  const ending = new AbortController();
  let begun = 0;
  await runConcurrentlyByKey(
    Array.from({ length: 100 }, (_, index) => index),
    String,
    4,
    async () => {
      begun += 1;
      if (begun === 6) ending.abort();
      await turn();
    },
    ending.signal,
  );
  expect(begun).toBeLessThan(12);
});
