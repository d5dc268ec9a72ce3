/** Every state that keeps the vault shut has words of its own, which say what happened, why, and what to do. */
import { describe, expect, test } from 'vitest';
import { vaultError } from '../../../../src-main/vault/vault-errors';
import { appErrorSchema } from '../../../../src-shared/errors';
import { type BlockedVaultState, vaultErrorData } from '../../../../src-shared/vault/vault-errors';
import { vaultStateSchema } from '../../../../src-shared/vault/vault-state';

const states: BlockedVaultState[] = [
  { state: 'locked' },
  { state: 'denied' },
  { state: 'unavailable', hasCredentials: true },
  { state: 'unavailable', hasCredentials: false },
  { state: 'key-missing' },
  { state: 'wrong-key' },
  { state: 'timed-out' },
  { state: 'passphrase-needed', wrong: false },
  { state: 'passphrase-needed', wrong: true },
  { state: 'database-newer', found: 3, supported: 1 },
  { state: 'database-damaged', file: '/profile/console.db' },
  { state: 'database-missing', file: '/profile/console.db', found: 'missing' },
  { state: 'database-missing', file: '/profile/console.db', found: 'empty' },
  { state: 'database-unavailable', reason: 'The disk is full.' },
];

describe('a vault that is shut', () => {
  test('is covered in every state there is', () => {
    const known = vaultStateSchema.options
      .map((option) => option.shape.state.value)
      .filter((state) => state !== 'ready');
    expect([...new Set(states.map(({ state }) => state))].sort()).toEqual([...known].sort());
  });

  test.each(states)('$state', (state) => {
    const data = vaultErrorData(state);
    expect(appErrorSchema.parse(data)).toEqual(data);
    expect(data.code).toBe(`vault.${state.state}`);
    for (const text of [data.message, data.cause, data.fix]) expect(text).toMatch(/\.$/);
    expect(vaultError(state).data).toEqual(data);
  });

  test('says different things in different states', () => {
    expect(new Set(states.map((state) => JSON.stringify(vaultErrorData(state)))).size).toBe(states.length);
  });

  test('offers a passphrase or memory only where no sealed data waits for a key', () => {
    expect(vaultErrorData({ state: 'unavailable', hasCredentials: false }).fix).toMatch(/passphrase.*memory/);
    expect(vaultErrorData({ state: 'unavailable', hasCredentials: true }).fix).not.toMatch(/memory/);
  });
});
