import { describe, expect, it } from 'vitest';
import { passphraseProblem, protectionWords, vaultWords } from '../../../../src-renderer/console/vault/vault-words';
import { type VaultState, vaultStateSchema } from '../../../../src-shared/vault/vault-state';

type Blocked = Exclude<VaultState, { state: 'ready' }>;

const blocked: Blocked[] = [
  { state: 'locked' },
  { state: 'denied' },
  { state: 'unavailable', hasCredentials: false },
  { state: 'unavailable', hasCredentials: true },
  { state: 'key-missing' },
  { state: 'wrong-key' },
  { state: 'timed-out' },
  { state: 'passphrase-needed', wrong: false },
  { state: 'database-newer', found: 9, supported: 4 },
  { state: 'database-damaged', file: '/home/a/console.db' },
  { state: 'database-missing', file: '/home/a/console.db', found: 'missing' },
  { state: 'database-missing', file: '/home/a/console.db', found: 'empty' },
  { state: 'database-unavailable', reason: 'The disk is full.' },
];
const wordsOf = (vault: Blocked) => vaultWords(vault, 'login keyring');

describe('the screens of a vault that is not open', () => {
  it('cover every state there is', () => {
    const states = vaultStateSchema.options
      .map((option) => option.shape.state.value)
      .filter((state) => state !== 'ready');
    expect(new Set(blocked.map(({ state }) => state))).toEqual(new Set(states));
  });

  it.each(blocked)('$state is no dead end', (vault) => {
    const words = wordsOf(vault);
    expect(words.ways.length).toBeGreaterThan(0);
    expect(words.what).not.toBe('');
    expect(words.data).not.toBe('');
  });

  it('each say something of their own', () => {
    expect(new Set(blocked.map((vault) => wordsOf(vault).title)).size).toBe(blocked.length);
  });

  it.each(blocked)('$state offers nothing that could destroy or abandon data', (vault) => {
    const words = wordsOf(vault);
    const all = [words.title, words.what, words.data, words.retryLabel, ...words.steps].join(' ');
    expect(all).not.toMatch(/delete|erase|start over|start fresh|reset the/i);
  });

  it('offer a new key only when there is nothing that an old one sealed', () => {
    const makesKey = blocked.filter((vault) =>
      wordsOf(vault).ways.some((way) => way === 'create-passphrase' || way === 'use-memory'),
    );
    expect(makesKey).toEqual([{ state: 'unavailable', hasCredentials: false }]);
  });

  it('name the keychain as the system does, the file, the reason and both formats', () => {
    expect(wordsOf({ state: 'locked' }).title).toContain('login keyring');
    expect(wordsOf({ state: 'database-damaged', file: '/home/a/console.db' }).file).toBe('/home/a/console.db');
    expect(wordsOf({ state: 'database-unavailable', reason: 'The disk is full.' }).what).toBe('The disk is full.');
    expect(wordsOf({ state: 'database-newer', found: 9, supported: 4 }).what).toMatch(/9.*4/);
  });

  it('say of memory only that nothing is kept', () => {
    expect(protectionWords('memory', 'Keychain').promise).toMatch(/gone/);
    expect(protectionWords('keychain', 'Credential Manager').title).toContain('Credential Manager');
  });
});

describe('a new passphrase', () => {
  it('is refused when it is short, or typed differently the second time, each beside its field', () => {
    expect(passphraseProblem('short', 'short')?.field).toBe('passphrase');
    expect(passphraseProblem('long enough now', 'long enough not')?.field).toBe('repeated');
    expect(passphraseProblem('x'.repeat(1025), 'x'.repeat(1025))?.field).toBe('passphrase');
    expect(passphraseProblem('long enough now', 'long enough now')).toBeNull();
  });
});
