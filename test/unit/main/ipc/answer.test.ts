import { expect, test } from 'vitest';
import { createAnswer } from '../../../../src-main/ipc/answer';
import type { Handlers } from '../../../../src-main/ipc/handlers';
import { AppError } from '../../../../src-shared/errors';
import { callChannels } from '../../../../src-shared/ipc/channels';

const secret = 'a-secret-that-must-not-leave';

/** Handlers that all behave the same way, whatever the channel. */
function answerWith(behave: () => unknown) {
  const faults: string[] = [];
  const handlers = Object.fromEntries(callChannels.map((channel) => [channel, behave])) as unknown as Handlers;
  const answer = createAnswer({
    handlers: () => handlers,
    reportFault: (channel, thrown) => faults.push(`${channel} ${String(thrown)}`),
  });
  return { answer, faults };
}

test('a call from a page that is not ours is refused before anything is read', async () => {
  let called = false;
  const { answer } = answerWith(() => {
    called = true;
  });
  for (const channel of callChannels) {
    const result = await answer(channel, false, {});
    expect(result).toMatchObject({ ok: false, error: { code: 'ipc.sender-refused' } });
  }
  expect(called).toBe(false);
});

test('a malformed request never reaches a handler', async () => {
  let called = false;
  const { answer } = answerWith(() => {
    called = true;
  });
  for (const raw of [undefined, null, 1, 'x', [], { unexpected: true }]) {
    for (const channel of callChannels) {
      const result = await answer(channel, true, raw);
      expect(result.ok ? null : result.error.code).toBe('ipc.request-invalid');
    }
  }
  expect(called).toBe(false);
});

test('an expected failure arrives as a typed error', async () => {
  const data = { code: 'x.y', message: 'm', cause: 'c', fix: 'f', retryable: false };
  const { answer, faults } = answerWith(() => {
    throw new AppError(data);
  });
  expect(await answer('settings.get', true, {})).toEqual({ ok: false, error: data });
  expect(faults).toEqual([]);
});

test('an unexpected failure tells the window nothing of itself', async () => {
  const { answer, faults } = answerWith(() => {
    throw new Error(secret);
  });
  const result = await answer('settings.get', true, {});
  expect(result).toMatchObject({ ok: false, error: { code: 'internal' } });
  expect(JSON.stringify(result)).not.toContain(secret);
  expect(faults).toHaveLength(1);
});

test('a reply that holds more than the contract names does not leave, and its values are not reported', async () => {
  const { answer, faults } = answerWith(() => ({ organizations: [], authToken: secret }));
  const result = await answer('organizations.list', true, {});
  expect(result).toMatchObject({ ok: false, error: { code: 'internal' } });
  expect(JSON.stringify([result, faults])).not.toContain(secret);
});
