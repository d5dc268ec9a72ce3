/** Slots for work that runs at once: a limit for what is busy, and a wider one for what only waits. */
import type { Slot } from '../providers/http/slot';

/** Bounds of the time after which a request counts as waiting, in milliseconds. */
const patience = { shortest: 250, longest: 2000 };
/** A request that takes so many times longer than usual counts as waiting. */
const slowFactor = 4;

export type Slots = {
  hasFree(): boolean;
  /** Takes a free slot. */
  open(): Slot & { close(): void };
};

/**
 * @param busy how many pieces may work at once
 * @param waiting how many more may wait at once; beyond it, a piece that waits keeps its slot
 * @param freed called when a slot becomes free and no piece waits for one
 */
export function createSlots({ busy, waiting, freed }: { busy: number; waiting: number; freed: () => void }): Slots {
  let used = 0;
  let released = 0;
  let usualMs = 0;
  // Pieces that go on come before new ones.
  const returning: (() => void)[] = [];

  function free(): void {
    const next = returning.shift();
    if (next !== undefined) next();
    else {
      used -= 1;
      freed();
    }
  }

  return {
    hasFree: () => used < busy,
    open() {
      used += 1;
      let state: 'held' | 'released' | 'closed' = 'held';
      /** Shared by parallel requests of one piece. */
      let taking: Promise<void> | null = null;
      const held = () => {
        state = 'held';
        released -= 1;
        taking = null;
      };
      return {
        release() {
          if (state !== 'held' || released >= waiting) return;
          state = 'released';
          released += 1;
          free();
        },
        take() {
          if (state !== 'released') return Promise.resolve();
          if (taking !== null) return taking;
          if (used < busy) {
            used += 1;
            held();
            return Promise.resolve();
          }
          taking = new Promise((resolve) => {
            returning.push(() => {
              // A piece that ended while it was in the queue passes the slot on.
              if (state === 'closed') free();
              else held();
              resolve();
            });
          });
          return taking;
        },
        patienceMs: () => Math.min(patience.longest, Math.max(patience.shortest, usualMs * slowFactor)),
        answeredAfter(ms) {
          usualMs = usualMs === 0 ? ms : usualMs * 0.9 + ms * 0.1;
        },
        close() {
          if (state === 'released') released -= 1;
          const wasHeld = state === 'held';
          state = 'closed';
          if (wasHeld) free();
        },
      };
    },
  };
}
