/** Long work takes turns with the page: what somebody does, and what they see of it, comes between two pieces. */
import { inSlices } from './clinic-finder';

/** For so long after somebody did something, in milliseconds, each frame counts. */
const watchedMs = 200;
/** Frames stop where the window is covered. */
const noFrameMs = 100;

/** Resolves when the next piece may begin. */
export type Turn = () => Promise<void>;

/** While somebody scrolls or types, one piece a frame, after it was drawn; otherwise as soon as nothing else waits. */
export function turnsOf(page: Pick<Window, 'addEventListener' | 'requestAnimationFrame'>): Turn {
  let last = Number.NEGATIVE_INFINITY;
  const note = () => {
    last = performance.now();
  };
  for (const kind of ['scroll', 'wheel', 'keydown', 'input', 'pointerdown'])
    page.addEventListener(kind, note, { capture: true, passive: true });
  return () =>
    new Promise((resolve) => {
      if (performance.now() - last > watchedMs) return inSlices.later(resolve);
      const noFrame = setTimeout(resolve, noFrameMs);
      page.requestAnimationFrame(() => {
        clearTimeout(noFrame);
        inSlices.later(resolve);
      });
    });
}
