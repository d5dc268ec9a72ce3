/** Logging out, shutting down and signals end the console as its menu does. */
import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { quitWithSession } from '../../../../src-main/window/session-end';

const fake = vi.hoisted(() => ({
  app: null as unknown as EventEmitter & { quit: () => void },
  powerMonitor: null as unknown as EventEmitter,
  windows: [] as EventEmitter[],
}));
vi.mock('electron', () => ({
  get app() {
    return fake.app;
  },
  get powerMonitor() {
    return fake.powerMonitor;
  },
  BrowserWindow: { getAllWindows: () => fake.windows },
}));

const quit = vi.fn();
beforeEach(() => {
  quit.mockClear();
  fake.app = Object.assign(new EventEmitter(), { quit });
  fake.powerMonitor = new EventEmitter();
  fake.windows = [new EventEmitter()];
});
afterEach(() => vi.unstubAllGlobals());

test.each(['before', 'after'])('on Windows the end of the session quits, by a window that was opened %s', (when) => {
  vi.stubGlobal('process', { ...process, platform: 'win32' });
  quitWithSession();
  const later = new EventEmitter();
  fake.app.emit('browser-window-created', {}, later);
  (when === 'before' ? fake.windows[0] : later)?.emit('session-end');
  expect(quit).toHaveBeenCalledOnce();
});

test('Linux and macOS are asked to wait until the console has ended', () => {
  quitWithSession();
  const preventDefault = vi.fn();
  fake.powerMonitor.emit('shutdown', { preventDefault });
  expect([preventDefault.mock.calls.length, quit.mock.calls.length]).toEqual([1, 1]);
});
