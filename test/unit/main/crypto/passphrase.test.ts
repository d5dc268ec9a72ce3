import { describe, expect, test } from 'vitest';
import { defaultKdfCost, kdfSchema, newKdf, passphraseKey } from '../../../../src-main/crypto/passphrase';

// Of its own: the one of other tests lowers what is looked at here.
const testKdf = { N: 2 ** 4, r: 8, p: 1 };

describe('a key from a passphrase', () => {
  test('costs 128 MiB of memory unless a test asks for less', () => {
    expect(128 * defaultKdfCost.N * defaultKdfCost.r).toBe(128 * 2 ** 20);
  });

  test('is the same for the same recipe and another with another salt', async () => {
    const kdf = newKdf(testKdf);
    const [one, two, other] = await Promise.all([
      passphraseKey('one', kdf),
      passphraseKey('one', kdf),
      passphraseKey('one', newKdf(testKdf)),
    ]);
    expect(one.equals(two)).toBe(true);
    expect(one.equals(other)).toBe(false);
  });

  test('a recipe out of a file cannot ask for gigabytes', () => {
    const kdf = newKdf(testKdf);
    expect(kdfSchema.safeParse(kdf).success).toBe(true);
    expect(kdfSchema.safeParse({ ...kdf, N: 2 ** 24 }).success).toBe(false);
    expect(kdfSchema.safeParse({ ...kdf, N: 1000 }).success).toBe(false);
    expect(kdfSchema.safeParse({ ...kdf, r: 2 ** 20 }).success).toBe(false);
  });
});
