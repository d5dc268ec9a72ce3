import { describe, expect, it } from 'vitest';
import { textOfBytes } from '../../../../src-shared/credentials/text-bytes';

const utf8 = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');
const text = '{"installed":{"client_id":"Zürich 😀"}}';
const marked = `\uFEFF${text}`;

describe('a file’s text', () => {
  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a byte-order mark', Buffer.from(marked)],
    ['UTF-16 little-endian with a byte-order mark', Buffer.from(marked, 'utf16le')],
    ['UTF-16 big-endian with a byte-order mark', Buffer.from(marked, 'utf16le').swap16()],
    ['UTF-16 little-endian', Buffer.from(text, 'utf16le')],
    ['UTF-16 big-endian', Buffer.from(text, 'utf16le').swap16()],
  ])('in %s is read', (_name, bytes) => expect(textOfBytes(bytes, utf8)).toBe(text));

  it('of nothing is nothing', () => expect(textOfBytes(new Uint8Array(), utf8)).toBe(''));
  it('that breaks off in the middle of a character loses that one', () =>
    expect(textOfBytes(Buffer.from(marked, 'utf16le').subarray(0, 7), utf8)).toBe('{"'));
});
