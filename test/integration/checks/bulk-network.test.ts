/** `Check all now` over networks and servers that hang, are gone, come back, or ask to wait: over real connections. */
import { afterEach, expect, test } from 'vitest';
import type { RetryPolicy } from '../../../src-main/providers/http/retry';
import { openMany, startManyTwilio } from './many-twilio';

const once: RetryPolicy = { attempts: 1, pauseMs: 1, maxPauseMs: 1, deadlineMs: 60_000 };

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function open(count: number, retry: RetryPolicy = once, lookUpTimeoutMs?: number) {
  const twilio = await startManyTwilio();
  const many = await openMany(twilio.origin, count, retry, lookUpTimeoutMs);
  closing.push(
    () => twilio.close(),
    many.close,
    () => many.checkAll.cancel(),
  );
  return { twilio, many };
}

test('servers that hang for more accounts than there are slots delay nobody, and a cancel ends it', async () => {
  const { twilio, many } = await open(110);
  twilio.behave((index) => (index < 40 ? 'hangs' : 'answers'));
  const ended = many.checkAll.run(null, {});
  await expect.poll(() => many.progress.at(-1)?.done, { timeout: 60_000 }).toBe(70);
  expect(twilio.hanging.size).toBe(40);
  expect(many.progress.at(-1)).toMatchObject({ failed: 0, notChecked: 0, silent: [] });
  many.checkAll.cancel();
  expect(await ended).toMatchObject({ state: 'cancelled', done: 70, failed: 0 });
  expect(await many.withProblem()).toEqual([]);
});

test('a pause before a retry holds no slot: accounts that are busy are asked again after the others', async () => {
  const { twilio, many } = await open(90, { ...once, attempts: 3 });
  let isBusy = true;
  twilio.behave((index) => (index < 30 && isBusy ? 'busy' : 'answers'));
  const ended = many.checkAll.run(null, {
    ended: () => {
      // All others are through before the first of the busy ones.
      decided += 1;
      if (decided === 60) isBusy = false;
    },
  });
  let decided = 0;
  expect(await ended).toMatchObject({ state: 'finished', done: 90, failed: 0, notChecked: 0 });
});

test('a network that goes away pauses the run; when it is back, all are checked and nothing is red', async () => {
  const { twilio, many } = await open(80);
  let pauses = 0;
  let back: Awaited<ReturnType<typeof startManyTwilio>> | null = null;
  let closed: Promise<void> | null = null;
  const ended = await many.checkAll.run(null, {
    ended: () => {
      closed ??= twilio.close();
    },
    pause: async () => {
      await closed;
      pauses += 1;
      if (pauses === 3) {
        back = await startManyTwilio(twilio.port);
        closing.push(() => back?.close());
      }
      return true;
    },
  });
  expect(ended).toMatchObject({ state: 'finished', total: 80, done: 80, failed: 0, notChecked: 0, silent: [] });
  expect(many.progress).toContainEqual(expect.objectContaining({ silent: ['twilio'], isPaused: true }));
  expect(await many.withProblem()).toEqual([]);
});

test('a network that stays away ends the run; nothing turns red, and few requests were made', async () => {
  const { twilio, many } = await open(80);
  twilio.behave(() => 'resets');
  const ended = await many.checkAll.run(null, { pause: async (round) => round < 2 });
  expect(ended).toMatchObject({ state: 'finished', done: 80, failed: 0, notChecked: 80, silent: [], isPaused: false });
  expect(new Set(twilio.requests).size).toBeLessThan(40);
  expect(await many.withProblem()).toEqual([]);
});

test('one account without an answer among others “could not be checked”, and is not failed', async () => {
  const { twilio, many } = await open(30, once, 2000);
  twilio.behave((index) => (index === 7 ? 'hangs' : 'answers'));
  const ended = await many.checkAll.run(null, { pause: async () => true });
  expect(ended).toMatchObject({ done: 30, failed: 0, notChecked: 1 });
  expect(await many.withProblem()).toEqual([7]);
});
