/** Code is read in pieces: what comes meanwhile waits for one of them, not for all. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { readInPieces } from '../../../src-main/read-in-pieces';

test('each piece has a turn of its own, and what comes between is done in between', async () => {
  const done: string[] = [];
  const piece = (name: string) => async () => void done.push(name);
  let isRead = false;
  const reading = readInPieces([piece('first'), piece('second'), piece('third')]).then(() => {
    isRead = true;
  });
  for (let turn = 1; !isRead; turn += 1) {
    await nextTurn();
    done.push(`turn ${turn}`);
  }
  await reading;
  expect(done.slice(0, 6)).toEqual(['first', 'turn 1', 'second', 'turn 2', 'third', 'turn 3']);
});
