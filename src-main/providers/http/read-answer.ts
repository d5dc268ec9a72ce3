/** Reads an answer: decompressed, bounded before and after that, and as JSON where it is JSON. */
import type { IncomingMessage } from 'node:http';
import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { HttpFailure } from './http-failure';

export type HttpAnswer = {
  status: number;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  /** What the JSON says; the text itself where it is no JSON. */
  body: unknown;
};

/** Encodings that {@link readAnswer} decodes. */
export const acceptedEncodings = 'gzip, br';

const decoders: Readonly<Record<string, () => NodeJS.ReadWriteStream>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** Passes chunks through up to a limit. @throws HttpFailure `too-large` */
async function* bounded(source: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<Buffer> {
  let length = 0;
  for await (const chunk of source) {
    length += chunk.length;
    if (length > maxBytes) throw new HttpFailure('too-large', true);
    yield chunk;
  }
}

/** The decompressed bytes of an answer. A few compressed bytes may expand to any number. */
function decoded(response: IncomingMessage, maxBytes: number): AsyncIterable<Buffer> {
  const encoding = (response.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding === 'identity' || encoding === '') return response;
  const createDecoder = Object.hasOwn(decoders, encoding) ? decoders[encoding] : undefined;
  if (createDecoder === undefined) throw new HttpFailure('unreadable-answer', true);
  // Errors surface when the last stream is read.
  return pipeline(
    response,
    (source: AsyncIterable<Buffer>) => bounded(source, maxBytes),
    createDecoder(),
    () => undefined,
  ) as unknown as Readable;
}

/**
 * Only zlib's errors have a number and such a code; which code brotli has differs from one version of Node to the next.
 */
const isOfDecoder = (thrown: unknown): boolean => {
  const { code, errno } = thrown as NodeJS.ErrnoException;
  return typeof errno === 'number' && typeof code === 'string' && /^(?:Z_|ERR_)/.test(code);
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/**
 * @throws HttpFailure `too-large`, `unreadable-answer`; what Node says of a connection that breaks. The response is
 * closed then.
 */
export async function readAnswer(response: IncomingMessage, maxBytes: number): Promise<HttpAnswer> {
  try {
    if (Number(response.headers['content-length']) > maxBytes) throw new HttpFailure('too-large', true);
    const chunks: Buffer[] = [];
    for await (const chunk of bounded(decoded(response, maxBytes), maxBytes)) chunks.push(chunk);
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(response.headers))
      if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
    // The decoder drops a byte order mark, at which JSON.parse would stop.
    const body = parsed(new TextDecoder().decode(Buffer.concat(chunks)));
    return { status: response.statusCode ?? 0, headers, body };
  } catch (thrown) {
    response.destroy();
    throw isOfDecoder(thrown) ? new HttpFailure('unreadable-answer', true) : thrown;
  }
}
