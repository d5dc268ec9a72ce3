/**
 * Does one piece of work in each turn of the event loop. The answers of many connections come at the same moment. If
 * they were taken in one after another, the window and the timers would wait for the last of them. So would the next
 * questions, whose answers would then come at the same moment again.
 */
// By name: tests that set the clock leave it alone.
import { setImmediate } from 'node:timers';

export type OneATurn = <T>(piece: () => T | Promise<T>) => Promise<T>;

export function createOneATurn(): OneATurn {
  const waiting: (() => void)[] = [];
  let isDue = false;

  function go(): void {
    waiting.shift()?.();
    isDue = waiting.length > 0;
    if (isDue) setImmediate(go);
  }

  return (piece) =>
    new Promise((resolve, reject) => {
      waiting.push(() => {
        try {
          resolve(piece());
        } catch (thrown) {
          reject(thrown);
        }
      });
      if (isDue) return;
      isDue = true;
      setImmediate(go);
    });
}
