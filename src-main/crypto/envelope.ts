/**
 * AES-256-GCM with a context. A sealed value opens only with its key and in the very place it was sealed for.
 *
 * Layout: format version (1 byte) | fingerprint of the context (8) | mark of the key (8) | length of the ciphertext (4)
 * | nonce (12) | ciphertext | tag (16). All of it is authenticated. The parts before the nonce are not secret; they are
 * read only after the tag failed, to name the reason: a value of another clinic or field, of another key, cut short, or
 * changed. Format 1 has no mark and no length.
 */
import { createCipheriv, createDecipheriv, createHmac, hash, type KeyObject, randomBytes } from 'node:crypto';

const newestFormat = 2;
const fingerprintBytes = 8;
const markBytes = 8;
const lengthBytes = 4;
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = { 1: 1 + fingerprintBytes, 2: 1 + fingerprintBytes + markBytes + lengthBytes } as const;
type Format = keyof typeof headBytes;

/** What a sealed value is and where it belongs, outermost first: `['credential', organizationId, …]`. */
export type SealContext = readonly (string | number)[];

/**
 * Why a value did not open: cut short, of a format this version does not know, sealed for another place, sealed with
 * another key, or changed.
 */
export type OpenFailure = 'truncated' | 'version-unknown' | 'misplaced' | 'other-key' | 'altered';

// JSON of an array is injective: no two contexts have one text, whatever their parts hold.
const contextText = (format: Format, context: SealContext) => JSON.stringify([format, ...context]);
const fingerprintOf = (text: string) => hash('sha256', text, 'buffer').subarray(0, fingerprintBytes);
const markOf = (key: KeyObject) =>
  createHmac('sha256', key).update('voxanne-console key mark').digest().subarray(0, markBytes);
const associatedData = (head: Buffer, text: string) => Buffer.from(`${head.subarray(1).toString('hex')}${text}`);

/** Seals `plain` for `context` under a fresh random nonce of 96 bits. */
export function seal(key: KeyObject, context: SealContext, plain: Buffer): Buffer {
  const text = contextText(newestFormat, context);
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32BE(plain.length);
  const head = Buffer.concat([Buffer.of(newestFormat), fingerprintOf(text), markOf(key), length]);
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(associatedData(head, text));
  return Buffer.concat([head, nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Opens what {@link seal} made, or names why it does not open. Never throws for bad data. */
export function open(key: KeyObject, context: SealContext, sealed: Buffer): Buffer | OpenFailure {
  if (sealed.length === 0) return 'truncated';
  const format = sealed[0];
  if (format !== 1 && format !== 2) return 'version-unknown';
  const bodyStart = headBytes[format] + nonceBytes;
  if (sealed.length < bodyStart + tagBytes) return 'truncated';
  const text = contextText(format, context);
  const head = sealed.subarray(0, headBytes[format]);
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(head.length, bodyStart), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(associatedData(head, text));
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  const plain = decipher.update(sealed.subarray(bodyStart, -tagBytes));
  try {
    decipher.final();
    return plain;
  } catch {
    plain.fill(0);
    return whyNot(format, key, head, text, plain.length);
  }
}

/** The most telling difference; a value that was changed in its head may have several. */
function whyNot(format: Format, key: KeyObject, head: Buffer, text: string, length: number): OpenFailure {
  if (!head.subarray(1, 1 + fingerprintBytes).equals(fingerprintOf(text))) return 'misplaced';
  if (format === 1) return 'altered';
  const markEnd = 1 + fingerprintBytes + markBytes;
  if (!head.subarray(1 + fingerprintBytes, markEnd).equals(markOf(key))) return 'other-key';
  return length < head.readUInt32BE(markEnd) ? 'truncated' : 'altered';
}
