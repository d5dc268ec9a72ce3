/**
 * The key pairs of a member or a machine: X25519 to receive, Ed25519 to sign. Keys travel as lower-case hexadecimal
 * digits of their raw 32 bytes.
 */
import { DhkemX25519HkdfSha256 } from '@hpke/core';
import { z } from 'zod';
import { fromHex, hex, subtle } from './platform-crypto';

/** 32 bytes. */
const keySchema = z.string().regex(/^[0-9a-f]{64}$/);
export const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);
export const signatureSchema = z.string().regex(/^[0-9a-f]{128}$/);

export const publicIdentitySchema = z.strictObject({ receive: keySchema, sign: keySchema });
export type PublicIdentity = z.infer<typeof publicIdentitySchema>;

export const identitySchema = z.strictObject({
  receive: z.strictObject({ public: keySchema, private: keySchema }),
  sign: z.strictObject({ public: keySchema, private: keySchema }),
});
export type Identity = z.infer<typeof identitySchema>;

export const publicOf = ({ receive, sign }: Identity): PublicIdentity => ({
  receive: receive.public,
  sign: sign.public,
});

/** What stands before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410). */
const pkcs8Head = '302e020100300506032b657004220420';

export async function newIdentity(): Promise<Identity> {
  const kem = new DhkemX25519HkdfSha256();
  const receive = await kem.generateKeyPair();
  const sign = await subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  return {
    receive: {
      public: hex(new Uint8Array(await kem.serializePublicKey(receive.publicKey))),
      private: hex(new Uint8Array(await kem.serializePrivateKey(receive.privateKey))),
    },
    sign: {
      public: hex(new Uint8Array(await subtle.exportKey('raw', sign.publicKey))),
      private: hex(new Uint8Array(await subtle.exportKey('pkcs8', sign.privateKey)).slice(-32)),
    },
  };
}

export async function signWith({ sign }: Identity, bytes: Uint8Array): Promise<string> {
  const key = await subtle.importKey('pkcs8', fromHex(pkcs8Head + sign.private), 'Ed25519', false, ['sign']);
  return hex(new Uint8Array(await subtle.sign('Ed25519', key, bytes)));
}

/** Of whom much is verified: a log, deliveries. */
const verifying = new WeakMap<PublicIdentity, ReturnType<typeof subtle.importKey>>();

/** False also for a key or a signature that is none. */
export async function isSignedBy(by: PublicIdentity, signature: string, bytes: Uint8Array): Promise<boolean> {
  try {
    const key = verifying.get(by) ?? subtle.importKey('raw', fromHex(by.sign), 'Ed25519', false, ['verify']);
    verifying.set(by, key);
    return await subtle.verify('Ed25519', await key, fromHex(signature), bytes);
  } catch {
    return false;
  }
}
