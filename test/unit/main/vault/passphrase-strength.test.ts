import { describe, expect, test } from 'vitest';
import { estimatePassphrase, requireStrongPassphrase } from '../../../../src-main/vault/passphrase-strength';
import { strengthWords } from '../../../../src-shared/vault/passphrase-strength';
import { codeOf } from './profile';

describe('a passphrase that is easy to guess is refused, with words', () => {
  test.each([
    ['aaaaaaaaaa', /one character again and again/],
    ['          ', /one character again and again/],
    ['abcabcabcabcabc', /a few characters again and again/],
    ['qwertyuiop', /common password|row of the keyboard/],
    ['password123', /common password/],
    ['1234567890', /common password/],
    ['abcdefghijklmnop', /in their order|common password/],
    ['12.12.1990', /a date/],
    ['Passw0rd2026', /common password|recent year/],
    ['voxanne console', /./],
    ['VoxanneConsole2026', /./],
    ['Twilio12345', /./],
    ['contraseña123', /./],
    ['clinica dental', /./],
    ['hola hola hola', /./],
    ['buenosdias2026', /./],
  ])('%s', async (passphrase, reason) => {
    expect(await codeOf(requireStrongPassphrase(passphrase))).toBe('vault.passphrase-weak');
    expect(strengthWords(await estimatePassphrase(passphrase))).toMatch(reason);
    expect(strengthWords(await estimatePassphrase(passphrase))).toMatch(/Four or five unrelated words/);
  });
});

test.each(['four words for a kit', 'correct horse battery staple', 'Bv7#qLm2!xTz', 'vier wörter für den koffer'])(
  '%s is taken',
  async (passphrase) => {
    expect(await requireStrongPassphrase(passphrase)).toBe(passphrase);
    expect(strengthWords(await estimatePassphrase(passphrase))).toMatch(/^(Hard|Very hard) to guess\.$/);
  },
);

test('the longest one is judged as well, in bounded time', async () => {
  const { level } = await estimatePassphrase('unrelated words '.repeat(64));
  expect(['weak', 'fair', 'good', 'strong']).toContain(level);
  expect((await estimatePassphrase('x'.repeat(1024))).level).toBe('weak');
});
