import { expect, test } from 'vitest';
import { createIdleWatch } from '../../../../src-main/lock/idle-watch';

const minute = 60_000;

/** A watch with a fake clock; it checks only when the test says so. */
function watchWith(setting: number) {
  const state = { now: 0, minutes: setting, locked: false, locks: 0 };
  const watch = createIdleWatch({
    minutes: async () => state.minutes,
    isLocked: () => state.locked,
    lock: () => {
      state.locks += 1;
      state.locked = true;
    },
    clock: () => state.now,
    every: 2 ** 30,
  });
  const after = (minutes: number) => {
    state.now += minutes * minute;
    return watch.look();
  };
  return { state, watch, after };
}

test('locks once nobody has used the window for as long as was set, and not a moment before', async () => {
  const { state, watch, after } = watchWith(15);
  await after(14.9);
  expect(state.locks).toBe(0);
  await after(0.1);
  expect(state.locks).toBe(1);
  watch.stop();
});

test('any use begins a new span', async () => {
  const { state, watch, after } = watchWith(15);
  await after(14);
  watch.touch();
  await after(14);
  expect(state.locks).toBe(0);
  await after(1);
  expect(state.locks).toBe(1);
  watch.stop();
});

test('an unlocked console has its whole span again', async () => {
  const { state, watch, after } = watchWith(5);
  await after(5);
  await after(60);
  expect(state.locks).toBe(1);
  state.locked = false;
  await after(4);
  expect(state.locks).toBe(1);
  await after(1);
  expect(state.locks).toBe(2);
  watch.stop();
});

test('never means never, and a new setting counts at the next look', async () => {
  const { state, watch, after } = watchWith(0);
  await after(100_000);
  expect(state.locks).toBe(0);
  state.minutes = 30;
  await after(0);
  expect(state.locks).toBe(1);
  watch.stop();
});
