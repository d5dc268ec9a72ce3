/**
 * HMAC-SHA-256 under one key for very many short texts: RFC 2104 over two one-shot hashes, in half the time that an
 * object for each text takes.
 */
import { createHmac, hash, type KeyObject } from 'node:crypto';

const blockBytes = 64;
const digestBytes = 32;
/** A longer text goes the ordinary way. */
const longestBytes = 1024;

export type QuickHmac = {
  /** In hex, of the text as UTF-8. */
  of(text: string): string;
  /** Overwrites what was made of the key. */
  drop(): void;
};

/** @param key of at most 64 bytes, whose bytes are kept in memory until `drop` */
export function createQuickHmac(key: KeyObject): QuickHmac {
  const bytes = key.export();
  if (bytes.length > blockBytes) throw new Error('a key longer than a block');
  const inner = Buffer.alloc(blockBytes + longestBytes, 0);
  const outer = Buffer.alloc(blockBytes + digestBytes);
  for (let at = 0; at < blockBytes; at += 1) {
    inner[at] = (bytes[at] ?? 0) ^ 0x36;
    outer[at] = (bytes[at] ?? 0) ^ 0x5c;
  }
  bytes.fill(0);
  /** The beginning of `inner` by its length: texts are of a few lengths. */
  const upTo: Buffer[] = [];
  return {
    of(text) {
      if (text.length * 3 > longestBytes) return createHmac('sha256', key).update(text).digest('hex');
      const length = blockBytes + inner.write(text, blockBytes, 'utf8');
      upTo[length] ??= inner.subarray(0, length);
      outer.write(hash('sha256', upTo[length], 'binary'), blockBytes, 'latin1');
      return hash('sha256', outer);
    },
    drop() {
      inner.fill(0);
      outer.fill(0);
    },
  };
}
