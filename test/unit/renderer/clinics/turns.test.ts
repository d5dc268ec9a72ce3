/** Long work in the page, and what somebody does meanwhile. */
import { afterEach, expect, it, vi } from 'vitest';
import { turnsOf } from '../../../../src-renderer/console/clinics/turns';

function page() {
  const frames: FrameRequestCallback[] = [];
  const events = new EventTarget();
  const turn = turnsOf({
    addEventListener: events.addEventListener.bind(events),
    requestAnimationFrame: (frame: FrameRequestCallback) => frames.push(frame),
  });
  return { frames, turn, does: (kind: string) => events.dispatchEvent(new Event(kind)) };
}

afterEach(() => void vi.useRealTimers());

it('asks for no frame while nobody does anything', async () => {
  const { frames, turn } = page();
  await turn();
  expect(frames).toHaveLength(0);
});

it.each(['scroll', 'wheel', 'keydown', 'input', 'pointerdown'])('waits for a frame after a %s', async (kind) => {
  const { frames, turn, does } = page();
  does(kind);
  let goesOn = false;
  const next = turn().then(() => {
    goesOn = true;
  });
  await Promise.resolve();
  expect([frames.length, goesOn]).toEqual([1, false]);
  frames[0]?.(0);
  await next;
});

it('goes on where no frame comes, and no longer waits for any a moment later', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  const { frames, turn, does } = page();
  does('scroll');
  const next = turn();
  await vi.advanceTimersByTimeAsync(100);
  await next;
  await vi.advanceTimersByTimeAsync(200);
  await turn();
  expect(frames).toHaveLength(1);
});
