/** Keeps a connection that hears of changes, and makes it again where it ended or went deaf. */
import type { Limits } from './limits';
import type { Listener, VaultDatabase } from './vault-database';

/** How long until a lost connection is made again, in milliseconds. */
const againMs = 1_000;

/** @param changed something may have changed; also called for what nobody heard of while nothing listened */
export function createHearing(
  database: Pick<VaultDatabase, 'listen'>,
  changed: () => void,
  { hearingMs }: Pick<Limits, 'hearingMs'>,
) {
  let isClosed = false;
  let listener: Listener | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let round: Promise<void> | null = null;

  function again(afterMs: number): void {
    if (timer !== null) clearTimeout(timer);
    timer = isClosed ? null : setTimeout(goRound, afterMs).unref();
  }
  function lost(): void {
    listener = null;
    again(againMs);
  }
  async function look(): Promise<void> {
    const asked = listener;
    if (asked !== null && !(await asked.hears())) {
      if (listener === asked) listener = null;
      void asked.close();
    }
    if (!isClosed && listener === null) {
      listener = await database.listen(changed, lost).catch(() => null);
      if (listener !== null) changed();
    }
    again(listener === null ? againMs : hearingMs);
  }
  function goRound(): void {
    // One that is under way comes back by itself.
    round ??= look().finally(() => {
      round = null;
    });
  }
  goRound();

  return {
    async close(): Promise<void> {
      isClosed = true;
      if (timer !== null) clearTimeout(timer);
      await round;
      await listener?.close();
    },
  };
}
