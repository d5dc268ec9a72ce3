/**
 * The one form of everything that is signed, hashed or bound to a ciphertext: JSON of an array that begins with what it
 * is for. Two statements have one text only if they are the same, and none can be taken for one of another purpose.
 */
import { hex, sha256, utf8 } from './platform-crypto';

export type Purpose =
  | 'membership-entry'
  | 'membership-signature'
  | 'clinic-key'
  | 'delivery'
  | 'delivery-list'
  | 'delivery-head'
  | 'replaced-token'
  | 'audit-entry'
  | 'identity-words'
  | 'head-words'
  | 'member-secret';

export type Part = string | number | boolean | null;

const format = 1;

export const statement = (purpose: Purpose, parts: readonly Part[]): Uint8Array =>
  utf8(JSON.stringify(['voxanne shared vault', purpose, format, ...parts]));

export const statementHash = async (purpose: Purpose, parts: readonly Part[]): Promise<string> =>
  hex(await sha256(statement(purpose, parts)));
