/**
 * Whose calls are answered, frame by frame. The same is proven with real windows in
 * `test/e2e/specs/security/ipc.spec.ts`.
 */
import { expect, test, vi } from 'vitest';

vi.mock('electron', () => ({ ipcMain: {}, protocol: {}, app: {} }));
const { isTrustedFrame } = await import('../../../../src-main/ipc/register');
type Frame = Parameters<typeof isTrustedFrame>[0];

const frame = (changes: Record<string, unknown> = {}) =>
  ({ parent: null, origin: 'app://console', url: 'app://console/index.html', ...changes }) as unknown as Frame;

test('the top frame of our own page is answered', () => {
  expect(isTrustedFrame(frame())).toBe(true);
  expect(isTrustedFrame(frame({ url: 'app://console/index.html#/clinics' }))).toBe(true);
});

test.each<[string, Frame]>([
  ['a frame that is gone', null],
  ['a sub-frame, at our own address too', frame({ parent: frame() })],
  ['another origin', frame({ origin: 'https://console' })],
  ['an opaque origin', frame({ origin: 'null' })],
  ['a look-alike host', frame({ origin: 'app://console.evil', url: 'app://console.evil/index.html' })],
  ['a look-alike that hides behind ours as a user name', frame({ url: 'app://console@evil/index.html' })],
  ['an empty page that inherits our origin', frame({ url: 'about:blank' })],
  ['a blob that inherits our origin', frame({ url: 'blob:app://console/1' })],
  ['our file from the disk', frame({ origin: 'file://', url: 'file:///app/index.html' })],
])('%s is refused', (_who, sender) => {
  expect(isTrustedFrame(sender)).toBe(false);
});

test('a frame that goes away while it is asked is refused', () => {
  const gone = {
    get parent(): never {
      throw new Error('Render frame was disposed before WebFrameMain could be accessed');
    },
  } as unknown as Frame;
  expect(isTrustedFrame(gone)).toBe(false);
});
