/**
 * A menu item and a second start bring the window to the front, also where the last window was closed and the program
 * goes on.
 */
import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { createFrontWindow } from '../../../../src-main/window/front-window';

function fakeWindow(minimized = false) {
  const done: string[] = [];
  return {
    done,
    isMinimized: () => minimized,
    restore: () => void done.push('restored'),
    show: () => void done.push('shown'),
    focus: () => void done.push('focused'),
    webContents: new EventEmitter(),
  };
}

test('the open window comes to the front, and is told at once', () => {
  const window = fakeWindow(true);
  const show = createFrontWindow(
    () => [window],
    () => expect.unreachable(),
  );
  show(() => window.done.push('told'));
  expect(window.done).toEqual(['restored', 'shown', 'focused', 'told']);
});

test('without a window one is opened, and told once its first screen stands', () => {
  const window = fakeWindow();
  const show = createFrontWindow<typeof window>(
    () => [],
    () => window,
  );
  show(() => window.done.push('told'));
  // The title of the page's file comes before anything hears.
  window.webContents.emit('page-title-updated', {}, 'Voxanne Console');
  expect(window.done).toEqual([]);
  window.webContents.emit('page-title-updated', {}, 'Clinics – Voxanne Console');
  expect(window.done).toEqual(['told']);
  window.webContents.emit('page-title-updated', {}, 'Settings – Voxanne Console');
  expect(window.done).toEqual(['told']);
});

test('a second start without a window opens one', () => {
  let opened = 0;
  const show = createFrontWindow(
    () => [],
    () => {
      opened += 1;
      return fakeWindow();
    },
  );
  show();
  expect(opened).toBe(1);
});
