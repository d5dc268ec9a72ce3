/** What the machine read last, encrypted under a key that follows from its private keys. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { idSchema, providerIdSchema, timeSchema } from '../src-shared/primitives';
import type { Identity } from '../src-shared/shared-vault/identity';
import { headSchema, logEntrySchema } from '../src-shared/shared-vault/membership';
import { statement } from '../src-shared/shared-vault/statement';
import { deliveredRowSchema } from './delivered-rows';
import { writeOwnFile } from './private-file';

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

const contentsSchema = z.strictObject({
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
});
export type CacheContents = z.infer<typeof contentsSchema>;

const nonceBytes = 12;
const tagBytes = 16;

export function createCacheFile(file: string, { receive, sign }: Identity) {
  const key = createHash('sha256')
    .update(statement('member-secret', ['cache', receive.private, sign.private]))
    .digest();
  return {
    /** Null where there is none, or none that opens: it is then read from the database. */
    read(): CacheContents | null {
      try {
        const sealed = readFileSync(file);
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), {
          authTagLength: tagBytes,
        });
        decipher.setAuthTag(sealed.subarray(-tagBytes));
        const plain = Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()]);
        return contentsSchema.parse(JSON.parse(plain.toString()));
      } catch {
        return null;
      }
    },
    write(contents: CacheContents): void {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
      const text = Buffer.from(JSON.stringify(contents));
      writeOwnFile(file, Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]));
    },
  };
}
