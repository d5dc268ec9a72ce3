/** A sealed value opens with its key, in its place, unchanged; and in no other case, which each has its own name. */
import { createSecretKey, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { open, seal } from '../../../../src-main/crypto/envelope';

const key = createSecretKey(randomBytes(32));
const context = ['credential', 'organization', 'credential-id', 'twilio', '["authToken"]', 3] as const;
const plain = Buffer.from('the secret');
const sealed = () => seal(key, context, plain);

describe('a sealed value', () => {
  test('opens again', () => {
    const opened = open(key, context, sealed());
    expect(opened.toString()).toBe('the secret');
  });

  test('is different each time, so that equal secrets cannot be told', () => {
    const nonces = new Set(Array.from({ length: 500 }, () => sealed().subarray(21, 33).toString('hex')));
    expect(nonces.size).toBe(500);
  });

  test('does not open with another key', () => {
    expect(open(createSecretKey(randomBytes(32)), context, sealed())).toBe('other-key');
  });

  test.each(context.map((_, index) => index))('does not open when part %i of its place differs', (index) => {
    const elsewhere = context.map((part, at) => (at === index ? `${part}x` : part));
    expect(open(key, elsewhere, sealed())).toBe('misplaced');
  });

  test('does not open when the parts of its place are cut differently', () => {
    expect(open(key, ['credential', 'organizationcredential-id', '', 'twilio', '["authToken"]', 3], sealed())).toBe(
      'misplaced',
    );
  });

  test('does not open when any single bit is flipped', () => {
    const good = sealed();
    for (let bit = 0; bit < good.length * 8; bit += 1) {
      const bad = Buffer.from(good);
      bad[bit >> 3] = (bad[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(['altered', 'misplaced', 'other-key', 'truncated', 'version-unknown']).toContain(open(key, context, bad));
      // Beyond the head it is never taken for anything but a change.
      if (bit >= 21 * 8) expect(open(key, context, bad)).toBe('altered');
    }
  });

  test('does not open at any shorter length', () => {
    const good = sealed();
    for (let length = 0; length < good.length; length += 1) {
      expect(open(key, context, good.subarray(0, length))).toBe('truncated');
    }
  });

  test('of a format version that is not known says so', () => {
    for (const version of [0, 3, 255])
      expect(open(key, context, Buffer.concat([Buffer.of(version), sealed().subarray(1)]))).toBe('version-unknown');
  });
});
