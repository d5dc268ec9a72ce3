/** The quick way makes the same codes as Node's own HMAC, whatever the text, and forgets its key. */
import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createQuickHmac } from '../../../../src-main/crypto/quick-hmac';

const ofNode = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest('hex');

test('the same code as Node makes, for texts of every length and script, in any order', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 64 }),
      fc.array(fc.oneof(fc.string({ unit: 'binary', maxLength: 500 }), fc.string({ maxLength: 90 })), { minLength: 1 }),
      (bytes, texts) => {
        const key = Buffer.from(bytes);
        const quick = createQuickHmac(createSecretKey(key));
        expect(texts.map(quick.of)).toEqual(texts.map((text) => ofNode(key, text)));
      },
    ),
  );
});

test('a text that is longer than its buffer, and half a character, as Node takes them', () => {
  const key = randomBytes(32);
  const quick = createQuickHmac(createSecretKey(key));
  for (const text of ['', '\ud800', 'é'.repeat(341), 'é'.repeat(342), '€'.repeat(341), 'x'.repeat(70_000)])
    expect(quick.of(text)).toBe(ofNode(key, text));
});

test('its buffers hold nothing of the key once it is dropped', () => {
  const key = randomBytes(32);
  const quick = createQuickHmac(createSecretKey(key));
  quick.drop();
  expect(quick.of('text')).not.toBe(ofNode(key, 'text'));
});

test('a key that HMAC would hash first is refused', () => {
  expect(() => createQuickHmac(createSecretKey(randomBytes(65)))).toThrow('longer than a block');
});
