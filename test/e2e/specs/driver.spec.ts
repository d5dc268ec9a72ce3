/** The fixtures themselves: what a test asks of the main process is answered, however busy that process is. */
import { expect, test } from '../driver';

test('a busy main process answers each question', async ({ start }) => {
  const { app } = await start();
  await app.evaluate(() => {
    // Makes garbage most of the time, so that each question arrives in the middle of a task and is followed by a
    // collection.
    const makeGarbage = () => {
      const end = performance.now() + 60;
      for (let held: unknown[] = []; performance.now() < end; held = held.length > 5000 ? [] : held)
        held.push({ list: new Array(10) });
    };
    setInterval(makeGarbage, 1);
  });
  for (let count = 0; count < 30; count += 1) expect(await app.evaluate((_electron, sent) => sent, count)).toBe(count);
});
