import { describe, expect, test } from 'vitest';
import { answeredUnproven, createAnswer, openWhileLocked } from '../../../../src-main/ipc/answer';
import type { Handlers } from '../../../../src-main/ipc/handlers';
import { AppError } from '../../../../src-shared/errors';
import { type CallChannel, callChannels } from '../../../../src-shared/ipc/channels';
import { consoleLockedError } from '../../../../src-shared/vault/console-lock';

/** Requests of the calls that are open to a locked page. */
const requests: Partial<Record<CallChannel, object>> = {
  'app.reportFault': { name: 'Error', message: 'm', stack: '' },
  'vault.unlockWithPassphrase': { passphrase: 'p' },
  'recovery.restore': { passphrase: 'p' },
};

const secret = 'a-secret-that-must-not-leave';

/** Handlers that all behave the same way, whatever the channel. */
function answerWith(
  behave: (channel: CallChannel) => unknown,
  isLocked: () => boolean = () => false,
  proven: () => Promise<void> = async () => undefined,
) {
  const faults: string[] = [];
  const handlers = Object.fromEntries(
    callChannels.map((channel) => [channel, () => behave(channel)]),
  ) as unknown as Handlers;
  const answer = createAnswer({
    handlers: () => handlers,
    isLocked,
    proven,
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

describe('while the console is locked', () => {
  test('only what says whose console it is, and what unlocks it, reaches a handler', async () => {
    const reached: string[] = [];
    const handlers = Object.fromEntries(
      callChannels.map((channel) => [channel, () => reached.push(channel)]),
    ) as unknown as Handlers;
    const answer = createAnswer({
      handlers: () => handlers,
      isLocked: () => true,
      proven: async () => undefined,
      reportFault: () => undefined,
    });
    for (const channel of callChannels) {
      const result = await answer(channel, true, requests[channel] ?? {});
      if (!openWhileLocked.has(channel)) {
        // Every call gets the same code.
        const code = result.ok ? null : result.error.code;
        expect([channel, code === 'ipc.request-invalid' ? consoleLockedError.code : code]).toEqual([
          channel,
          consoleLockedError.code,
        ]);
      }
    }
    expect(reached.toSorted()).toEqual([
      'app.reportFault',
      'app.status',
      'recovery.restore',
      'vault.lock',
      'vault.retry',
      'vault.unlockWithPassphrase',
    ]);
  });

  test('what was asked before the lock is not answered after it', async () => {
    let locked = false;
    const { answer } = answerWith(
      () => {
        locked = true;
        return { organizations: [] };
      },
      () => locked,
    );
    expect(await answer('organizations.list', true, {})).toEqual({ ok: false, error: consoleLockedError });
  });

  test('what failed meanwhile says nothing of itself', async () => {
    let locked = false;
    const { answer } = answerWith(
      () => {
        locked = true;
        throw new AppError({ code: 'x.y', message: 'Sunrise Dental', cause: 'c', fix: 'f', retryable: false });
      },
      () => locked,
    );
    expect(await answer('settings.get', true, {})).toEqual({ ok: false, error: consoleLockedError });
  });
});

test('while the database is looked at for damage, only what writes nothing reaches a handler', async () => {
  const asked: Partial<Record<CallChannel, object>> = {
    'app.openHelp': { url: 'https://www.twilio.com/docs' },
    'app.reportFault': { name: 'Error', message: 'm', stack: '' },
  };
  const reached: CallChannel[] = [];
  let prove: () => void = () => undefined;
  const proven = new Promise<void>((resolve) => {
    prove = resolve;
  });
  const { answer } = answerWith(
    (channel) => void reached.push(channel),
    () => false,
    () => proven,
  );
  const waiting = [answer('settings.update', true, { theme: 'dark' }), answer('vault.retry', true, {})];
  for (const channel of [
    'app.status',
    'settings.get',
    'organizations.list',
    'notices.list',
    'app.reportFault',
  ] as const)
    await answer(channel, true, asked[channel] ?? {});
  expect(reached.filter((channel) => !answeredUnproven.has(channel))).toEqual([]);
  expect(reached).toHaveLength(5);
  prove();
  await Promise.all(waiting);
  expect(reached.slice(5)).toEqual(['settings.update', 'vault.retry']);
});
