/** Code is read in pieces: what comes meanwhile waits for one of them, not for all. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { readInPieces } from '../../../src-main/read-in-pieces';

test('between two pieces, and after the last, there is time for what was asked meanwhile', async () => {
  const done: string[] = [];
  const piece = (name: string) => async () => void done.push(name);
  await readInPieces([piece('first'), piece('second'), piece('third')], async () => {
    // As a request of the page, of which each turn asks for the next.
    for (let turn = 0; turn < 3; turn += 1) await nextTurn();
    done.push('request');
  });
  expect(done).toEqual(['request', 'first', 'request', 'second', 'request', 'third', 'request']);
});
