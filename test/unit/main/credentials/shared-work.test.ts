import { expect, test } from 'vitest';
import { createSharedWork } from '../../../../src-main/credentials/shared-work';
import { codeOf } from '../vault/profile';

/** Work that ends when it is told to, or when its signal does. */
function workInHand() {
  const begun: AbortSignal[] = [];
  let finish: (value: string) => void = () => undefined;
  const start = (signal: AbortSignal) =>
    new Promise<string>((resolve, reject) => {
      begun.push(signal);
      finish = resolve;
      signal.addEventListener('abort', () => reject(new Error('stopped')), { once: true });
    });
  return { start, begun, finish: (value: string) => finish(value) };
}

test('two callers share one piece of work', async () => {
  const share = createSharedWork<string>();
  const { start, begun, finish } = workInHand();
  const both = [share('a', new AbortController().signal, start), share('a', new AbortController().signal, start)];
  await Promise.resolve();
  finish('done');
  expect(await Promise.all(both)).toEqual(['done', 'done']);
  expect(begun).toHaveLength(1);
});

test.each([
  ['the one who began it', 0],
  ['the one who joined it', 1],
])('when %s stops waiting, the other one still gets the result', async (_who, index) => {
  const share = createSharedWork<string>();
  const { start, begun, finish } = workInHand();
  const callers = [new AbortController(), new AbortController()];
  const answers = callers.map(({ signal }) => share('a', signal, start));
  await Promise.resolve();
  callers[index]?.abort();
  expect(await codeOf(answers[index] as Promise<string>)).toBe('call.stopped');
  expect(begun[0]?.aborted).toBe(false);
  finish('done');
  expect(await answers[1 - index]).toBe('done');
});

test('with the last caller the work is stopped, and the next one begins anew', async () => {
  const share = createSharedWork<string>();
  const { start, begun, finish } = workInHand();
  const caller = new AbortController();
  const stopped = share('a', caller.signal, start);
  await Promise.resolve();
  caller.abort();
  await expect(stopped).rejects.toThrow('stopped');
  expect(begun[0]?.aborted).toBe(true);
  const again = share('a', new AbortController().signal, start);
  await Promise.resolve();
  finish('done');
  expect(await again).toBe('done');
});

test('a caller that has stopped already begins nothing', async () => {
  const share = createSharedWork<string>();
  const { start, begun } = workInHand();
  expect(await codeOf(share('a', AbortSignal.abort(), start))).toBe('call.stopped');
  expect(begun).toHaveLength(0);
});
