import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { shownAtLatest, showWithPage } from '../../../../src-main/window/show-with-page';

/** When the window is shown; its title stays the product's name, whatever the page's title is. */
class Window extends EventEmitter {
  readonly webContents = new EventEmitter();
  shown = 0;
  getTitle = () => 'Voxanne Console';
  readonly show = () => {
    this.shown += 1;
  };
  titled(title: string): void {
    this.webContents.emit('page-title-updated', {}, title);
  }
}

let window: Window;
beforeEach(() => {
  vi.useFakeTimers();
  window = new Window();
  showWithPage(window, window.show);
});
afterEach(() => vi.useRealTimers());

test('it is shown when its page names itself after a screen, once', () => {
  window.titled('Voxanne Console');
  expect(window.shown).toBe(0);
  window.titled('Clinics – Voxanne Console');
  window.titled('Activity – Voxanne Console');
  vi.advanceTimersByTime(shownAtLatest);
  expect(window.shown).toBe(1);
});

test('a page that takes long, or never comes, does not keep it back', () => {
  vi.advanceTimersByTime(shownAtLatest - 1);
  expect(window.shown).toBe(0);
  vi.advanceTimersByTime(1);
  expect(window.shown).toBe(1);
  window.titled('Clinics – Voxanne Console');
  expect(window.shown).toBe(1);
});

test('one that was closed before is left alone', () => {
  window.emit('closed');
  vi.advanceTimersByTime(shownAtLatest);
  expect(window.shown).toBe(0);
});
