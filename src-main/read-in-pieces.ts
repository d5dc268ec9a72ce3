import { setTimeout as wait } from 'node:timers/promises';

/**
 * What the page asks for goes back and forth between the main thread and others several times. With one turn of the
 * event loop after each piece, every time would wait for a piece; in three milliseconds it is through.
 */
const pause = (): Promise<void> => wait(3);

/** Reads code in pieces, with a pause before each: whatever is asked meanwhile waits for one piece at most. */
export async function readInPieces(
  pieces: readonly (() => Promise<unknown>)[],
  pauseBefore: () => Promise<void> = pause,
): Promise<void> {
  for (const read of pieces) {
    await pauseBefore();
    await read();
  }
  await pauseBefore();
}
