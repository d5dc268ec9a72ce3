import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { requestLock, watchLockRequests } from '../../../../src-main/lock/lock-requests';
import { newProfileDir } from '../vault/profile';

const { signal } = new AbortController();
const patience = 60_000;

test('the command is answered once the window has locked, and not before', async () => {
  const dir = newProfileDir();
  const order: string[] = [];
  const watching = watchLockRequests(
    dir,
    async () => {
      order.push('locking');
      await new Promise((resolve) => setImmediate(resolve));
      order.push('locked');
    },
    (thrown) => {
      throw thrown;
    },
  );
  expect(await requestLock(dir, patience, signal)).toBe(true);
  expect(order).toEqual(['locking', 'locked']);
  expect(await requestLock(dir, patience, signal)).toBe(true);
  expect(order).toHaveLength(4);
  watching.stop();
});

test('two commands at once are both answered', async () => {
  const dir = newProfileDir();
  const watching = watchLockRequests(
    dir,
    async () => undefined,
    () => undefined,
  );
  expect(await Promise.all([requestLock(dir, patience, signal), requestLock(dir, patience, signal)])).toEqual([
    true,
    true,
  ]);
  watching.stop();
});

test('a window that does not answer leaves no request behind, for the next window to follow', async () => {
  const dir = newProfileDir();
  expect(await requestLock(dir, 1, signal)).toBe(false);
  expect(existsSync(path.join(dir, 'requests', 'lock'))).toBe(false);
});

test('a request of an earlier run locks nothing', async () => {
  const dir = newProfileDir();
  mkdirSync(path.join(dir, 'requests'));
  writeFileSync(path.join(dir, 'requests', 'lock'), '');
  let locks = 0;
  const watching = watchLockRequests(
    dir,
    async () => {
      locks += 1;
    },
    () => undefined,
  );
  expect(existsSync(path.join(dir, 'requests', 'lock'))).toBe(false);
  expect(await requestLock(dir, patience, signal)).toBe(true);
  expect(locks).toBe(1);
  watching.stop();
});

test('a lock that fails is told, and asked for again', async () => {
  const dir = newProfileDir();
  const told: unknown[] = [];
  let tries = 0;
  const watching = watchLockRequests(
    dir,
    async () => {
      tries += 1;
      if (tries === 1) throw new Error('not now');
    },
    (thrown) => told.push(thrown),
  );
  expect(await requestLock(dir, patience, signal)).toBe(true);
  expect([tries, told.length]).toEqual([2, 1]);
  watching.stop();
});
