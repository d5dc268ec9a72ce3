/** Checks are taken up when the computer wakes and when its network returns, and nothing else asks for them. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchWaking } from '../../../../src-main/window/wake';

const system = vi.hoisted(() => ({ isOnline: true, listeners: new Map<string, Set<() => void>>() }));
vi.mock('electron', () => ({
  net: { isOnline: () => system.isOnline },
  powerMonitor: {
    on: (event: string, listener: () => void) =>
      void system.listeners.set(event, (system.listeners.get(event) ?? new Set()).add(listener)),
    off: (event: string, listener: () => void) => void system.listeners.get(event)?.delete(listener),
  },
}));

beforeEach(() => {
  vi.useFakeTimers();
  system.isOnline = true;
  system.listeners.clear();
});
afterEach(() => vi.useRealTimers());

function watching() {
  const state = { woken: 0, isMissing: false };
  const stop = watchWaking({
    woke: () => {
      state.woken += 1;
    },
    isMissing: () => state.isMissing,
  });
  const wake = () => {
    for (const listener of system.listeners.get('resume') ?? []) listener();
  };
  return { state, stop, wake };
}
const minute = () => vi.advanceTimersByTime(60_000);

test('when the computer wakes', () => {
  const { state, stop, wake } = watching();
  wake();
  expect(state.woken).toBe(1);
  stop();
  wake();
  expect(state.woken).toBe(1);
});

test('when the network returns and checks wait for it, once', () => {
  const { state, stop } = watching();
  state.isMissing = true;
  minute();
  expect(state.woken).toBe(0);
  system.isOnline = false;
  minute();
  system.isOnline = true;
  minute();
  minute();
  expect(state.woken).toBe(1);
  stop();
  system.isOnline = false;
  minute();
  system.isOnline = true;
  minute();
  expect(state.woken).toBe(1);
});

test('a network that comes and goes while nothing waits for it asks for nothing', () => {
  const { state, stop } = watching();
  for (let round = 0; round < 5; round += 1) {
    system.isOnline = !system.isOnline;
    minute();
  }
  expect(state.woken).toBe(0);
  stop();
});
