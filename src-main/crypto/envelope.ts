/**
 * AES-256-GCM with a context. A sealed value opens only with its key and in the very place it was sealed for.
 *
 * Layout: format version (1 byte) | fingerprint of the context (8) | nonce (12) | ciphertext | tag (16).
 * The fingerprint is no secret and is authenticated with the rest. It is compared only after the tag failed, to tell
 * a value that was moved (another clinic's, another field's) from one that was changed.
 */
import { createCipheriv, createDecipheriv, hash, type KeyObject, randomBytes } from 'node:crypto';

const sealedFormat = 1;
const fingerprintBytes = 8;
const nonceBytes = 12;
const tagBytes = 16;
const headerBytes = 1 + fingerprintBytes;
const overheadBytes = headerBytes + nonceBytes + tagBytes;

/** What a sealed value is and where it belongs, outermost first: `['credential', organizationId, …]`. */
export type SealContext = readonly (string | number)[];

/**
 * Why a value did not open: too short, of a format this version does not know, sealed for another place, or changed.
 */
export type OpenFailure = 'truncated' | 'version-unknown' | 'misplaced' | 'altered';

// JSON of an array is injective: no two contexts have one text, whatever their parts hold.
const contextText = (context: SealContext) => JSON.stringify([sealedFormat, ...context]);
const fingerprintOf = (text: string) => hash('sha256', text, 'buffer').subarray(0, fingerprintBytes);
const associatedData = (fingerprint: Buffer, text: string) => Buffer.from(`${fingerprint.toString('hex')}${text}`);

/** Seals `plain` for `context` under a fresh random nonce of 96 bits. */
export function seal(key: KeyObject, context: SealContext, plain: Buffer): Buffer {
  const text = contextText(context);
  const fingerprint = fingerprintOf(text);
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(associatedData(fingerprint, text));
  return Buffer.concat([
    Buffer.of(sealedFormat),
    fingerprint,
    nonce,
    cipher.update(plain),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
}

/** Opens what {@link seal} made, or names why it does not open. Never throws for bad data. */
export function open(key: KeyObject, context: SealContext, sealed: Buffer): Buffer | OpenFailure {
  if (sealed.length === 0) return 'truncated';
  if (sealed[0] !== sealedFormat) return 'version-unknown';
  if (sealed.length < overheadBytes) return 'truncated';
  const text = contextText(context);
  const fingerprint = sealed.subarray(1, headerBytes);
  const bodyStart = headerBytes + nonceBytes;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(headerBytes, bodyStart), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(associatedData(fingerprint, text));
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  const plain = decipher.update(sealed.subarray(bodyStart, -tagBytes));
  try {
    decipher.final();
    return plain;
  } catch {
    plain.fill(0);
    return fingerprint.equals(fingerprintOf(text)) ? 'altered' : 'misplaced';
  }
}
