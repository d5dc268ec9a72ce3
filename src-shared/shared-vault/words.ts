/**
 * Six words that two people compare. Each stands for 11 bits; a slow hash before them makes finding a second value with
 * the same 66 bits cost a hundred thousand times as much.
 */
import { wordlist } from '@scure/bip39/wordlists/english.js';
import type { PublicIdentity } from './identity';
import { subtle, utf8 } from './platform-crypto';
import { statement } from './statement';

const count = 6;
const bitsOfWord = 11;
const rounds = 100_000;

async function wordsOf(bytes: Uint8Array): Promise<string> {
  const key = await subtle.importKey('raw', bytes, 'PBKDF2', false, ['deriveBits']);
  const algorithm = { name: 'PBKDF2', hash: 'SHA-256', salt: utf8('voxanne six words'), iterations: rounds };
  const derived = new Uint8Array(await subtle.deriveBits(algorithm, key, 128));
  const bits = Array.from(derived, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return Array.from(
    { length: count },
    (_, index) => wordlist[Number.parseInt(bits.slice(index * bitsOfWord, (index + 1) * bitsOfWord), 2)] ?? '',
  ).join(' ');
}

/** Of the keys of a member or machine. A machine's login is part of what is compared. */
export const identityWords = (identity: PublicIdentity, login: string): Promise<string> =>
  wordsOf(statement('identity-words', [identity.receive, identity.sign, login]));

/** The words of the newest entry of the membership log. */
export const headWords = (headHash: string): Promise<string> => wordsOf(statement('head-words', [headHash]));

/** One form for words as people type them. */
export const sameWords = (typed: string, words: string): boolean =>
  typed
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .split(/[\s,.-]+/)
    .join(' ') === words;

/** A code to say on the telephone, of `words` times 11 bits. */
export const spokenCode = (random: Uint8Array): string =>
  Array.from(
    { length: Math.floor(random.length / 2) },
    (_, index) => wordlist[(((random[index * 2] ?? 0) << 8) | (random[index * 2 + 1] ?? 0)) % 2 ** bitsOfWord] ?? '',
  ).join('-');
