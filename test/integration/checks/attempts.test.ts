/** The last attempt, successful or not, is kept with its time beside the last answer. A check can be stopped. */
import { afterEach, expect, test } from 'vitest';
import { createCredentialHandlers } from '../../../src-main/ipc/handlers/credentials';
import { openMany, startManyTwilio } from './many-twilio';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
const once = { attempts: 1, pauseMs: 1, maxPauseMs: 1, deadlineMs: 60_000 };

async function open() {
  const twilio = await startManyTwilio();
  const many = await openMany(twilio.origin, 1, once);
  closing.push(() => twilio.close(), many.close);
  const [organizationId = ''] = many.ids;
  const { signal } = new AbortController();
  const connection = async () => (await many.credentials.list(organizationId))[0];
  return { twilio, many, organizationId, signal, connection };
}

test('a failed attempt after a proof: both times are there, and the proof’s stays', async () => {
  const { twilio, many, organizationId, signal, connection } = await open();
  await many.credentials.check(organizationId, 'twilio', signal);
  const proved = await connection();
  expect(proved?.attemptedAt).toBe(proved?.verifiedAt);
  twilio.behave(() => 'resets');
  await expect(many.credentials.check(organizationId, 'twilio', signal)).rejects.toThrow();
  const failed = await connection();
  expect(failed?.problem?.code).toBe('network.reset');
  expect(failed?.verifiedAt).toBe(proved?.verifiedAt);
  expect(Date.parse(failed?.attemptedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(proved?.attemptedAt ?? ''));
});

test('a check that the window stops ends with “stopped” and leaves the connection as it was', async () => {
  const { twilio, many, organizationId, connection } = await open();
  twilio.behave(() => 'hangs');
  const handlers = createCredentialHandlers(
    { connections: async () => many, signal: new AbortController().signal } as never,
    {} as never,
  );
  const before = await connection();
  const check = Promise.resolve(handlers['credentials.check']({ organizationId, provider: 'twilio' }));
  const code = check.then(
    () => 'passed',
    (thrown: { data?: { code: string } }) => thrown.data?.code,
  );
  await expect.poll(() => twilio.hanging.size).toBe(1);
  await handlers['credentials.cancelCheck']({ organizationId, provider: 'twilio' });
  expect(await code).toBe('call.stopped');
  expect(await connection()).toEqual(before);
});
