/**
 * The login to the database follows from the private keys: no password is made up, sent or stored. The server gets what
 * SCRAM-SHA-256 needs to check it (RFC 5802), which does not tell it.
 */
import { z } from 'zod';
import type { Identity } from './identity';
import { hex, randomBytes, sha256, subtle, utf8 } from './platform-crypto';
import { statement } from './statement';

export const verifierSchema = z
  .string()
  .regex(/^SCRAM-SHA-256\$4096:[A-Za-z0-9+/]+=*\$[A-Za-z0-9+/]+=*:[A-Za-z0-9+/]+=*$/);

const rounds = 4096;

async function hmac(keyBytes: Uint8Array, data: Uint8Array): Promise<Uint8Array> {
  const key = await subtle.importKey('raw', keyBytes, { name: 'HMAC', hash: 'SHA-256' } as const, false, ['sign']);
  return new Uint8Array(await subtle.sign('HMAC', key, data));
}

export const databasePassword = async ({ receive, sign }: Identity): Promise<string> =>
  hex(await sha256(statement('member-secret', ['database', receive.private, sign.private])));

/** What `CREATE ROLE … PASSWORD` takes. @param password of plain ASCII */
export async function scramVerifier(password: string, salt: Uint8Array = randomBytes(16)): Promise<string> {
  const key = await subtle.importKey('raw', utf8(password), 'PBKDF2', false, ['deriveBits']);
  const salted = new Uint8Array(
    await subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds }, key, 256),
  );
  const storedKey = await sha256(await hmac(salted, utf8('Client Key')));
  const serverKey = await hmac(salted, utf8('Server Key'));
  return `SCRAM-SHA-256$${rounds}:${base64(salt)}$${base64(storedKey)}:${base64(serverKey)}`;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Written out: this folder has neither Buffer nor btoa. */
function base64(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  const letters = (bits.match(/.{1,6}/g) ?? []).map((six) => alphabet[Number.parseInt(six.padEnd(6, '0'), 2)]).join('');
  return letters.padEnd(Math.ceil(letters.length / 4) * 4, '=');
}

/** The login role of a member or machine: a name that says nothing of either. */
export const loginRole = (kind: 'member' | 'machine', id: string): string =>
  `voxanne_${kind === 'member' ? 'm' : 'r'}_${id.replaceAll('-', '')}`;
