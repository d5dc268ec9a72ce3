/** A key from a passphrase by scrypt, which costs an attacker memory as well as time. */
import { createSecretKey, type KeyObject, randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';

/** How hard the derivation is: memory is 128 × N × r bytes. */
export type KdfCost = { N: number; r: number; p: number };

/** 128 MiB and about a third of a second on a desktop of today (OWASP's first choice for scrypt). */
export const defaultKdfCost: KdfCost = { N: 2 ** 17, r: 8, p: 1 };

/** The stored recipe. Bounded, because it is also read from files that anybody may have written. */
export const kdfSchema = z
  .strictObject({
    name: z.literal('scrypt'),
    N: z
      .number()
      .int()
      .min(2)
      .refine((n) => Number.isInteger(Math.log2(n))),
    r: z.number().int().min(1),
    p: z.number().int().min(1).max(4),
    salt: z.base64().min(22).max(88),
  })
  .refine(({ N, r }) => 128 * N * r <= 512 * 2 ** 20);
export type Kdf = z.infer<typeof kdfSchema>;

export const newKdf = (cost: KdfCost): Kdf => ({ name: 'scrypt', ...cost, salt: randomBytes(32).toString('base64') });

/**
 * The 32-byte key of a passphrase. NFKC first, since one typed text may reach us composed in two ways. Runs off the
 * main thread.
 */
export function passphraseKey(passphrase: string, { N, r, p, salt }: Kdf): Promise<KeyObject> {
  return new Promise((resolve, reject) => {
    scrypt(
      passphrase.normalize('NFKC'),
      Buffer.from(salt, 'base64'),
      32,
      { N, r, p, maxmem: 256 * N * r + 2 ** 20 },
      (error, key) => {
        if (error) return reject(error);
        const object = createSecretKey(key);
        key.fill(0);
        resolve(object);
      },
    );
  });
}
