import { expect, test } from 'vitest';
import { crashWindowMs, createCrashCount } from '../../../../src-main/window/crash-count';

test('crashes of the last ten minutes are counted, older ones are forgotten', () => {
  let now = 0;
  const count = createCrashCount(() => now);
  expect([count.add(), count.add()]).toEqual([1, 2]);
  now = crashWindowMs - 1;
  expect(count.add()).toBe(3);
  now = crashWindowMs;
  expect(count.lately()).toBe(1);
  count.forget();
  expect(count.lately()).toBe(0);
});
