import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { saveAfterMs, saveBounds } from '../../../../src-main/window/save-bounds';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function open({ shown }: { shown: boolean }) {
  const window = new EventEmitter();
  const save = vi.fn();
  saveBounds(window, save);
  if (shown) window.emit('show');
  return { window, save };
}

test.each(['move', 'resize', 'maximize', 'unmaximize'])('a %s is saved without a close', (change) => {
  const { window, save } = open({ shown: true });
  window.emit(change);
  expect(save).not.toHaveBeenCalled();
  vi.advanceTimersByTime(saveAfterMs);
  expect(save).toHaveBeenCalledOnce();
});

test('a drag is saved once, when it is over', () => {
  const { window, save } = open({ shown: true });
  for (let step = 0; step < 20; step += 1) {
    window.emit('move');
    vi.advanceTimersByTime(saveAfterMs / 2);
  }
  expect(save).not.toHaveBeenCalled();
  vi.advanceTimersByTime(saveAfterMs);
  expect(save).toHaveBeenCalledOnce();
});

test('closing saves at once, and nothing is saved after it', () => {
  const { window, save } = open({ shown: true });
  window.emit('resize');
  window.emit('close');
  window.emit('closed');
  expect(save).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(10 * saveAfterMs);
  expect(save).toHaveBeenCalledOnce();
});

test('a window that was destroyed without a close saves nothing afterwards', () => {
  const { window, save } = open({ shown: true });
  window.emit('move');
  window.emit('closed');
  vi.advanceTimersByTime(10 * saveAfterMs);
  expect(save).not.toHaveBeenCalled();
});

test('a window that was never shown is not saved', () => {
  const { window, save } = open({ shown: false });
  window.emit('resize');
  window.emit('close');
  vi.advanceTimersByTime(10 * saveAfterMs);
  expect(save).not.toHaveBeenCalled();
});
