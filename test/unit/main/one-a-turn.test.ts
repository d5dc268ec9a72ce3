import { expect, test } from 'vitest';
import { createOneATurn } from '../../../src-main/one-a-turn';

test('between two pieces the event loop takes a turn, whatever a piece goes on with', async () => {
  const oneATurn = createOneATurn();
  const order: string[] = [];
  const piece = (name: string) =>
    oneATurn(async () => {
      order.push(name);
      await Promise.resolve();
      order.push(`rest of ${name}`);
    });
  const all = [piece('a'), piece('b'), piece('c')];
  await all[0];
  // What came while the first piece was at work is taken before the second.
  setImmediate(() => order.push('another'));
  await Promise.all(all);
  expect(order.slice(0, 2)).toEqual(['a', 'rest of a']);
  expect(order.indexOf('another')).toBeLessThan(order.indexOf('c'));
  expect(order.at(-1)).toBe('rest of c');
});

test('a piece that fails is its own, and the next ones have their turns', async () => {
  const oneATurn = createOneATurn();
  const failing = oneATurn(() => {
    throw new Error('disk full');
  });
  const next = oneATurn(() => 'done');
  await expect(failing).rejects.toThrow('disk full');
  expect(await next).toBe('done');
  expect(await oneATurn(() => 'later')).toBe('later');
});
