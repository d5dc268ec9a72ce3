/** WebCrypto as Node 20 and every Electron have it. This folder compiles without the types of Node and of browsers. */
type Key = { readonly type: string };
type Algorithm = string | Readonly<Record<string, unknown>>;

type Subtle = {
  digest(algorithm: 'SHA-256', data: Uint8Array): Promise<ArrayBuffer>;
  generateKey(algorithm: Algorithm, extractable: boolean, uses: string[]): Promise<{ privateKey: Key; publicKey: Key }>;
  importKey(format: string, data: Uint8Array, algorithm: Algorithm, extractable: boolean, uses: string[]): Promise<Key>;
  exportKey(format: string, key: Key): Promise<ArrayBuffer>;
  sign(algorithm: Algorithm, key: Key, data: Uint8Array): Promise<ArrayBuffer>;
  verify(algorithm: Algorithm, key: Key, signature: Uint8Array, data: Uint8Array): Promise<boolean>;
  deriveBits(algorithm: Algorithm, key: Key, bits: number): Promise<ArrayBuffer>;
};

type ParsedUrl = {
  readonly protocol: string;
  readonly hostname: string;
  readonly port: string;
  readonly pathname: string;
  readonly username: string;
  readonly password: string;
  readonly searchParams: { keys(): Iterable<string>; get(name: string): string | null };
};

type Hash = { update(data: Uint8Array): Hash; digest(): Uint8Array };

const platform = globalThis as unknown as {
  process?: { getBuiltinModule?(name: 'node:crypto'): { createHash(name: 'sha256'): Hash } };
  crypto: { subtle: Subtle; getRandomValues(into: Uint8Array): Uint8Array };
  URL: new (text: string) => ParsedUrl;
  TextEncoder: new () => { encode(text: string): Uint8Array };
  TextDecoder: new (encoding: string, options: { fatal: boolean }) => { decode(bytes: Uint8Array): string };
};

export const { subtle } = platform.crypto;
export const randomBytes = (length: number) => platform.crypto.getRandomValues(new Uint8Array(length));

export const utf8 = (text: string): Uint8Array => new platform.TextEncoder().encode(text);
/** @throws TypeError for bytes that are no UTF-8 */
export const fromUtf8 = (bytes: Uint8Array): string => new platform.TextDecoder('utf-8', { fatal: true }).decode(bytes);

/** In a loop, as the other way: both are asked for each entry of a log. */
export function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += (byte < 16 ? '0' : '') + byte.toString(16);
  return text;
}
/**
 * @param text an even number of lower-case digits, as every schema here demands
 */
export function fromHex(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length / 2);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = Number.parseInt(text.slice(2 * at, 2 * at + 2), 16);
  return bytes;
}

const node = platform.process?.getBuiltinModule?.('node:crypto');
/** By Node itself where it is there: WebCrypto sends each of a log's 250 entries to another thread and back. */
export const sha256 = async (bytes: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(node ? node.createHash('sha256').update(bytes).digest() : await subtle.digest('SHA-256', bytes));

/** Null for what is no URL. */
export function parseUrl(text: string): ParsedUrl | null {
  try {
    return new platform.URL(text);
  } catch {
    return null;
  }
}
