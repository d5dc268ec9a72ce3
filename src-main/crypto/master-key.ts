/** The master key: 32 random bytes. What protects the data is derived from it, so that no key serves two purposes. */
import {
  createHmac,
  createPrivateKey,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

const masterKeyBytes = 32;

/** `id` names it in the database and in the keychain; it says nothing about the bytes. */
export type MasterKey = { readonly id: string; readonly bytes: Buffer };

export const newKeyBytes = () => randomBytes(masterKeyBytes);

const derive = (key: Buffer, purpose: string) =>
  Buffer.from(hkdfSync('sha256', key, '', `voxanne-console ${purpose} v1`, masterKeyBytes));

function keyFor(master: MasterKey, purpose: string): KeyObject {
  const bytes = derive(master.bytes, purpose);
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return key;
}

/** The key that wraps the data keys of the organizations. */
export const wrappingKey = (master: MasterKey) => keyFor(master, 'wrapping');

/** The key of secrets that belong to this computer and to no organization, for example the password of a proxy. */
export const computerKey = (master: MasterKey) => keyFor(master, 'computer');

/** The key of the codes that the audit trail carries. */
export const auditKey = (master: MasterKey) => keyFor(master, 'audit');

/** An Ed25519 key in its DER form without the 32 bytes of its own. */
const ed25519Head = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The key that signs exports of the audit trail. Whoever has its public half can tell that this vault wrote them. */
export function signingKey(master: MasterKey): KeyObject {
  const der = Buffer.concat([ed25519Head, derive(master.bytes, 'audit export')]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  der.fill(0);
  return key;
}

/** Stored beside the data: tells whether a key is the one that sealed it, and nothing else about it. */
export function checkValue(master: MasterKey): Buffer {
  const key = derive(master.bytes, 'check');
  const value = createHmac('sha256', key).update(master.id).digest();
  key.fill(0);
  return value;
}

export function fitsCheckValue(master: MasterKey, stored: Buffer): boolean {
  const own = checkValue(master);
  return own.length === stored.length && timingSafeEqual(own, stored);
}

/** The keychain's text of a key, and back; null when it is not 32 bytes of base64. */
export const keyToText = (bytes: Buffer) => bytes.toString('base64');
export function keyFromText(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === masterKeyBytes && bytes.toString('base64') === text ? bytes : null;
}

/**
 * The name of a key in the keychain. By the key's id and not by a path: a profile may be moved, and two profiles never
 * share a key.
 */
export const keychainAccount = (keyId: string) => `master-key ${keyId}`;
