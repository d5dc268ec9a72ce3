/**
 * The text of a file as editors and shells write it: Windows PowerShell makes UTF-16 of everything that is redirected
 * into a file.
 */

type Encoding = { bigEndian: boolean; from: number };

/**
 * Told by its byte-order mark, or without one by the zero byte of its first character, which both kinds of files begin
 * with in ASCII.
 */
function utf16Of([first, second]: Uint8Array): Encoding | null {
  if (first === 0xff && second === 0xfe) return { bigEndian: false, from: 2 };
  if (first === 0xfe && second === 0xff) return { bigEndian: true, from: 2 };
  if (first === 0 && second !== undefined && second !== 0) return { bigEndian: true, from: 0 };
  if (first !== undefined && first !== 0 && second === 0) return { bigEndian: false, from: 0 };
  return null;
}

/** @param decodeUtf8 the platform’s own decoder. @returns the text without a byte-order mark */
export function textOfBytes(bytes: Uint8Array, decodeUtf8: (bytes: Uint8Array) => string): string {
  const encoding = utf16Of(bytes);
  if (encoding === null) return decodeUtf8(bytes).replace(/^\uFEFF/, '');
  const { bigEndian, from } = encoding;
  let text = '';
  for (let at = from; at + 1 < bytes.length; at += 2) {
    const [high = 0, low = 0] = bigEndian ? [bytes[at], bytes[at + 1]] : [bytes[at + 1], bytes[at]];
    text += String.fromCharCode(high * 256 + low);
  }
  return text;
}
