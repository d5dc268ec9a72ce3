/**
 * Sealing to one receiver: HPKE of RFC 9180 in base mode, with X25519, HKDF-SHA256 and AES-256-GCM. Base mode does not
 * say who sealed; everything that is sealed here is signed as well.
 */
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { fromHex } from './platform-crypto';

const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});
const encapsulatedBytes = 32;

/** @param context what the ciphertext is bound to @returns the encapsulated key and the ciphertext after it */
export async function sealTo(receiveKey: string, context: Uint8Array, plain: Uint8Array): Promise<Uint8Array> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(fromHex(receiveKey).buffer as ArrayBuffer);
  const { enc, ct } = await suite.seal({ recipientPublicKey, info: context }, plain);
  const sealed = new Uint8Array(enc.byteLength + ct.byteLength);
  sealed.set(new Uint8Array(enc));
  sealed.set(new Uint8Array(ct), enc.byteLength);
  return sealed;
}

/** Null when it does not open: for another receiver, of another context, or changed. */
export async function openSealed(
  receivePrivateKey: string,
  context: Uint8Array,
  sealed: Uint8Array,
): Promise<Uint8Array | null> {
  try {
    const recipientKey = await suite.kem.deserializePrivateKey(fromHex(receivePrivateKey).buffer as ArrayBuffer);
    const bytes = Uint8Array.from(sealed);
    const [enc, ciphertext] = [bytes.slice(0, encapsulatedBytes), bytes.slice(encapsulatedBytes)];
    return new Uint8Array(await suite.open({ recipientKey, enc, info: context }, ciphertext));
  } catch {
    return null;
  }
}
