import { expect, test } from 'vitest';
import { lockWords } from '../../../../src-renderer/screens/lock/lock-words';
import { defaultSettings } from '../../../../src-shared/settings/settings';
import type { VaultState } from '../../../../src-shared/vault/vault-state';

const since = '2026-11-29T12:00:00.000Z';
const words = (
  vault: VaultState,
  over: { unlockPrompt?: string; checksWhileLocked?: boolean; practice?: boolean } = {},
) =>
  lockWords(
    { reason: 'idle', since },
    {
      actor: 'maria',
      computer: 'front-desk',
      keychainName: 'login keyring',
      unlockPrompt: over.unlockPrompt ?? null,
      practice: over.practice ?? false,
      vault,
      settings: { ...defaultSettings, checksWhileLocked: over.checksWhileLocked ?? false },
    },
  );

test('it says whose console it is, and that it is in practice', () => {
  expect(words({ state: 'locked' }).owner).toBe('This is the console of maria on front-desk.');
  expect(words({ state: 'locked' }, { practice: true }).owner).toContain('in practice with simulated accounts');
});

test('it says who can unlock: no door is claimed where there is none', () => {
  expect(words({ state: 'passphrase-needed', wrong: false }).how).toBe('Unlocking asks for your passphrase.');
  expect(words({ state: 'locked' }, { unlockPrompt: 'Touch ID' }).how).toBe('Unlocking asks for Touch ID.');
  expect(words({ state: 'locked' }).how).toContain('whoever sits here can unlock');
  expect(words({ state: 'ready', protection: 'memory', createdNow: false }).how).toContain('stays there');
});

test('keys are called dropped only where they are', () => {
  expect(words({ state: 'locked' }).data).toContain('The keys were dropped');
  expect(words({ state: 'locked' }, { checksWhileLocked: true }).data).not.toContain('dropped');
  expect(words({ state: 'ready', protection: 'memory', createdNow: false }).data).not.toContain('dropped');
});
