/**
 * Follows what others do in a shared vault: at each hint of the server, and by asking now and then as well, because a
 * hint may be lost. Where the server is away, it goes on asking until it is back.
 */
import type { Listener } from '../storage/postgres/listener';

export type Pace = {
  /** Between two looks without a hint, in milliseconds: with a connection that hears, and without. */
  hearingMs: number;
  deafMs: number;
  /** Between two looks at hints: many of them become few looks. */
  calmMs: number;
};
const followingPace: Pace = { hearingMs: 15_000, deafMs: 5_000, calmMs: 250 };

export type Following = { close(): Promise<void> };

export function createFollowing({
  listen,
  look,
  pace = followingPace,
}: {
  /** Opens a connection that hears. @throws what keeps it from being opened */
  listen: (heard: () => void, lost: () => void) => Promise<Listener>;
  /** Looks at what changed, at a hint or by the clock. What goes wrong is known there. */
  look: (isRound: boolean) => Promise<void>;
  pace?: Pace;
}): Following {
  let isClosed = false;
  let listener: Listener | null = null;
  let opening: Promise<unknown> = Promise.resolve();
  let round: ReturnType<typeof setTimeout> | null = null;
  let hint: ReturnType<typeof setTimeout> | null = null;
  let looking: Promise<void> | null = null;

  function lookNow(isRound: boolean): Promise<void> {
    looking ??= look(isRound)
      .catch(() => undefined)
      .finally(() => {
        looking = null;
      });
    return looking;
  }
  function heard(): void {
    if (isClosed || hint !== null) return;
    hint = setTimeout(async () => {
      // One that is under way may have read before this hint.
      await looking;
      hint = null;
      if (!isClosed) void lookNow(false);
    }, pace.calmMs);
  }
  function again(afterMs: number): void {
    if (round !== null) clearTimeout(round);
    round = isClosed ? null : setTimeout(() => void goRound(), afterMs);
  }
  const lost = () => {
    listener = null;
    again(pace.calmMs);
  };

  async function hearing(): Promise<boolean> {
    if (listener !== null) {
      if (await listener.hears()) return true;
      const deaf = listener;
      listener = null;
      void deaf?.close();
    }
    if (isClosed) return false;
    const opened = listen(heard, lost).catch(() => null);
    opening = opened;
    const made = await opened;
    if (made === null) return false;
    if (isClosed) {
      await made.close();
      return false;
    }
    listener = made;
    return made.hears();
  }
  async function goRound(): Promise<void> {
    const hears = await hearing();
    // One at a hint does not look at all that a round does.
    while (looking !== null) await looking;
    if (isClosed) return;
    await lookNow(true);
    again(hears ? pace.hearingMs : pace.deafMs);
  }
  void goRound();

  return {
    async close() {
      isClosed = true;
      for (const timer of [round, hint]) if (timer !== null) clearTimeout(timer);
      await opening;
      await listener?.close();
      await looking;
    },
  };
}
