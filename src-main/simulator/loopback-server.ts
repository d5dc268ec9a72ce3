/** HTTP server of the simulators: a loopback port, bodies up to a limit, and a close that ends every connection. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Reads a request's body.
 * @param limit bytes
 * @param refuse makes the error for a body that is too long or was cut off
 */
export function readBody(
  request: IncomingMessage,
  limit: number,
  refuse: (why: 'too-long' | 'broken-off') => Error,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let length = 0;
    request.on('data', (piece: Buffer) => {
      length += piece.length;
      if (length > limit) reject(refuse('too-long'));
      else pieces.push(piece);
    });
    request.on('end', () => resolve(Buffer.concat(pieces).toString('utf8')));
    request.on('error', reject);
    request.on('close', () => reject(refuse('broken-off')));
  });
}

/** The fields of a form; none for a body of another kind. */
export const formOf = ({ headers }: IncomingMessage, body: string): URLSearchParams =>
  new URLSearchParams((headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded') ? body : '');

/**
 * True when the Host header is the server's own address. Otherwise a web page could read the practice accounts by DNS
 * rebinding.
 */
const isOwnAddress = ({ headers, socket }: IncomingMessage): boolean =>
  ['127.0.0.1', 'localhost', '[::1]'].some((name) => headers.host === `${name}:${socket.localPort}`);

/** Listens on 127.0.0.1, and answers only requests to its own address. @param port a free one is taken when left out */
export async function serveLoopback(
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  port = 0,
): Promise<{ origin: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    if (isOwnAddress(request)) void answer(request, response);
    else response.writeHead(421, { Connection: 'close' }).end();
  });
  // Longer than the client's idle time, so that no connection is closed while a request is being sent.
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
