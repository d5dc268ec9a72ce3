import { describe, expect, test } from 'vitest';
import { createConsoleLock, type Lockable } from '../../../../src-main/lock/console-lock';
import type { VaultState } from '../../../../src-shared/vault/vault-state';

const ready: VaultState = { state: 'ready', protection: 'keychain', createdNow: false };

function lockWith(failing: Partial<Record<'keys' | 'pages' | 'clipboard', boolean>> = {}) {
  const did: string[] = [];
  const faults: string[] = [];
  const act = (what: 'keys' | 'pages' | 'clipboard') => {
    did.push(what);
    if (failing[what]) throw new Error(what);
  };
  const workspace: Lockable = {
    lock: async () => act('keys'),
    vault: { state: () => ready, retry: async () => ready, unlockWithPassphrase: async () => ready },
  };
  const lock = createConsoleLock({
    withWorkspace: (work) => work(workspace),
    now: () => new Date('2026-11-29T12:00:00Z'),
    renewPages: () => act('pages'),
    clearClipboard: async () => act('clipboard'),
    opened: () => void did.push('opened'),
    report: (where) => void faults.push(where),
    info: () => undefined,
  });
  return { lock, did, faults };
}

describe('the lock', () => {
  test('closes in the moment in which it is asked for, and begins every part of it then', () => {
    const { lock, did } = lockWith();
    void lock.lock('suspend');
    expect(lock.current()).toEqual({ reason: 'suspend', since: '2026-11-29T12:00:00.000Z' });
    expect(did).toEqual(['keys', 'pages', 'clipboard']);
  });

  test('keeps its first reason, and does nothing twice', async () => {
    const { lock, did } = lockWith();
    await Promise.all([lock.lock('screen-lock'), lock.lock('suspend')]);
    await lock.lock('idle');
    expect(lock.current()?.reason).toBe('screen-lock');
    expect(did).toHaveLength(3);
  });

  for (const part of ['keys', 'pages', 'clipboard'] as const)
    test(`does its other parts where ${part} fail, and says so`, async () => {
      const { lock, did, faults } = lockWith({ [part]: true });
      await lock.lock('person');
      expect(did).toEqual(['keys', 'pages', 'clipboard']);
      expect(faults).toHaveLength(1);
      expect(lock.current()).not.toBeNull();
    });

  test('opens for an open vault alone; the page starts anew then, and what was stopped is taken up', async () => {
    const { lock, did } = lockWith();
    await lock.lock('person');
    for (const state of [
      { state: 'locked' },
      { state: 'denied' },
      { state: 'passphrase-needed', wrong: true },
    ] as const)
      expect(lock.openFor(state)).toEqual(state);
    expect(lock.current()).not.toBeNull();
    lock.openFor(ready);
    expect(lock.current()).toBeNull();
    expect(did).toEqual(['keys', 'pages', 'clipboard', 'pages', 'opened']);
  });

  test('is not opened by a vault that opens while nothing is locked', () => {
    const { lock, did } = lockWith();
    lock.openFor(ready);
    expect(did).toEqual([]);
  });
});
