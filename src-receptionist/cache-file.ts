/** What the machine read last, encrypted under a key that follows from its private keys. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { z } from 'zod';
import { AppError } from '../src-shared/errors';
import { idSchema, providerIdSchema, timeSchema } from '../src-shared/primitives';
import type { Identity } from '../src-shared/shared-vault/identity';
import { headSchema, logEntrySchema } from '../src-shared/shared-vault/membership';
import { statement } from '../src-shared/shared-vault/statement';
import { deliveredRowSchema } from './delivered-rows';
import { inTurn, whyUnreadable, whyUnwritable, writeOwnFile } from './private-file';
import { cacheFileUnusable } from './receptionist-errors';

const pinSchema = z.strictObject({
  clinicId: idSchema,
  provider: providerIdSchema,
  revision: z.number().int(),
  /** The signature of the delivery of that revision. */
  signature: z.string(),
});

/** A refresh token that a provider gave to this machine, and those in whose place it stands. */
const replacedSchema = z.strictObject({
  clinicId: idSchema,
  provider: providerIdSchema,
  from: z.array(z.string()),
  token: z.string(),
});
export type Replaced = z.infer<typeof replacedSchema>;

const contentsSchema = z.compile(
  z.strictObject({
    version: z.literal(1),
    readAt: timeSchema,
    head: headSchema,
    log: z.array(logEntrySchema),
    rows: z.array(deliveredRowSchema),
    /** The newest revision that was ever seen of each, also of those that are gone. */
    pins: z.array(pinSchema),
    replaced: z.array(replacedSchema).optional(),
    /** When members vouched last for what is held of each clinic. */
    vouched: z.array(z.strictObject({ clinicId: idSchema, at: timeSchema })).optional(),
  }),
);
export type CacheContents = z.infer<typeof contentsSchema>;

const nonceBytes = 12;
const tagBytes = 16;

export function createCacheFile(file: string, { receive, sign }: Identity) {
  const key = createHash('sha256')
    .update(statement('member-secret', ['cache', receive.private, sign.private]))
    .digest();
  function opened(): CacheContents | 'absent' | 'not-ours' {
    let sealed: Buffer;
    try {
      sealed = readFileSync(file);
    } catch (thrown) {
      if (thrown instanceof Error && Reflect.get(thrown, 'code') === 'ENOENT') return 'absent';
      // It may hold the newest that was seen: unreadable is not absent.
      throw cacheFileUnusable(file, whyUnreadable(thrown), thrown);
    }
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      });
      decipher.setAuthTag(sealed.subarray(-tagBytes));
      const plain = Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()]);
      return contentsSchema.parse(JSON.parse(plain.toString()));
    } catch {
      return 'not-ours';
    }
  }

  return {
    /** What it holds; or that there is none, or none that opens with these keys: then the database is read. */
    read: opened,
    /**
     * Whole or not at all. No other process of this machine writes between the reading and the writing.
     * @throws AppError `receptionist.cache-file`
     */
    replace(next: (before: CacheContents | 'absent' | 'not-ours') => CacheContents): void {
      try {
        inTurn(file, () => {
          const nonce = randomBytes(nonceBytes);
          const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
          const text = Buffer.from(JSON.stringify(next(opened())));
          writeOwnFile(file, Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]));
        });
      } catch (thrown) {
        throw thrown instanceof AppError ? thrown : cacheFileUnusable(file, whyUnwritable(thrown), thrown);
      }
    },
    /** So that it brings nothing back. */
    remove(): void {
      try {
        rmSync(file, { force: true });
      } catch {
        // Said where it could not be written.
      }
    },
  };
}
