import { setImmediate as nextTurn } from 'node:timers/promises';

/** Reads code, one piece in each turn of the event loop: whatever is asked meanwhile waits for one piece only. */
export async function readInPieces(pieces: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const read of pieces) {
    await nextTurn();
    await read();
  }
  await nextTurn();
}
