/** How often something is told, also by a program that is started again and again. */
import { expect, test } from 'vitest';
import { createPace } from '../../../../src-main/background/pace';

const hour = 3_600_000;

test('after three notices in an hour the next wait an hour, then two', () => {
  let now = 0;
  const pace = createPace({ elapsed: () => now });
  const after = (ms: number) => {
    now += ms;
    return pace.mayTell();
  };
  expect(after(0)).toBe(true);
  pace.told(3);
  expect(after(hour / 2)).toBe(false);
  expect(after(hour / 2)).toBe(true);
  pace.told(3);
  expect(after(1.5 * hour)).toBe(false);
  expect(after(hour / 2)).toBe(true);
});

test('a restart goes on with the wait, and with its length', () => {
  // Three two hours and a half ago, three when that wait was over, one and a half hours ago: two hours from then.
  const earlier = [2.5, 2.5, 2.5, 1.5, 1.5, 1.5].map((hours) => hours * hour);
  let now = 0;
  const pace = createPace({ elapsed: () => now }, earlier);
  expect(pace.mayTell()).toBe(false);
  now = hour / 2;
  expect(pace.mayTell()).toBe(true);
  pace.told(3);
  now += 3.5 * hour;
  expect(pace.mayTell()).toBe(false);
});

test('after a quiet time the wait is short again', () => {
  const earlier = [40, 40, 40, 39, 39, 39].map((hours) => hours * hour);
  let now = 0;
  const pace = createPace({ elapsed: () => now }, earlier);
  expect(pace.mayTell()).toBe(true);
  pace.told(3);
  now = hour;
  expect(pace.mayTell()).toBe(true);
});

test('notices that lie ahead, of a clock that was set back, hold back for an hour and no longer', () => {
  let now = 0;
  const pace = createPace({ elapsed: () => now }, [-900 * hour, -900 * hour, -900 * hour]);
  expect(pace.mayTell()).toBe(false);
  now = hour;
  expect(pace.mayTell()).toBe(true);
});
