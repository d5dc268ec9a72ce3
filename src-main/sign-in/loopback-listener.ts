/**
 * Receives the redirect of a sign-in: a server on this computer for one attempt (RFC 8252, 7.3). Any program or web
 * page on this machine can send requests to it. So only a request that could have come from the sign-in page is
 * accepted: GET, the exact path and host, each parameter once, and the attempt's own state. Anything else is refused
 * and does not end the attempt.
 */

import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from '../../src-shared/errors';
import { t } from '../../src-shared/texts/translate';
import { notSignedInPage, pagePolicy, refusalPage, signedInPage } from './pages';

type SignInAnswer = { kind: 'code'; code: string } | { kind: 'error'; error: string; description: string | null };

export type LoopbackListener = {
  /** The redirect URI, sent to the provider with the request and again with the code. */
  readonly redirectUri: string;
  /** The first valid answer. Never rejects, and never resolves after `close`. */
  readonly answer: Promise<SignInAnswer>;
  /**
   * Closes the port and every connection at once. The port closes by itself too: with a refusal at once, ten seconds
   * after a code.
   */
  close(): void;
};

const longestUrl = 8 * 1024;

/** Constant-time comparison. */
function sameText(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

/** How often a header was sent: Node keeps the first of some and joins others. */
function headerCount({ rawHeaders }: IncomingMessage, name: string): number {
  return rawHeaders.filter((header, index) => index % 2 === 0 && header.toLowerCase() === name).length;
}

/**
 * How long the page is served to a browser that repeats the request, in milliseconds. Some browsers prefetch an
 * address.
 */
export const lingerMs = 10_000;

const isSameCode = (one: SignInAnswer, other: SignInAnswer): boolean =>
  one.kind === 'code' && other.kind === 'code' && sameText(one.code, other.code);

/** The answer in a request; null for a request that is not the awaited redirect. */
function readAnswer(
  request: IncomingMessage,
  expected: { host: string; state: string; issuers: readonly string[] },
): SignInAnswer | null {
  const { url = '', headers } = request;
  if (request.method !== 'GET' || url.length > longestUrl) return null;
  if (headers.host !== expected.host || headerCount(request, 'host') !== 1) return null;
  // Sec-Fetch-Dest tells a navigation from a fetch, frame or image of another web page.
  const { 'sec-fetch-dest': destination } = headers;
  if (destination !== undefined && destination !== 'document') return null;
  // The raw path, before URL parsing normalizes `//` or `/..`.
  if (!url.startsWith('/?')) return null;
  const params = new URLSearchParams(url.slice(2));
  const names = [...params.keys()];
  if (new Set(names).size !== names.length) return null;
  const [state, code, error, issuer] = [
    params.get('state'),
    params.get('code'),
    params.get('error'),
    params.get('iss'),
  ];
  if (state === null || !sameText(state, expected.state)) return null;
  if (issuer !== null && !expected.issuers.includes(issuer)) return null;
  if ((code === null) === (error === null)) return null;
  if (code !== null) return code === '' ? null : { kind: 'code', code };
  return error === null || error === '' ? null : { kind: 'error', error, description: params.get('error_description') };
}

function reply(response: ServerResponse, status: number, page: string): void {
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': Buffer.byteLength(page),
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'Content-Security-Policy': pagePolicy,
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
    Connection: 'close',
  });
  response.end(page);
}

/**
 * Listens on 127.0.0.1, on a port of the system's choice.
 * @param expected `state` of this attempt alone; `issuers`: who may sign the answer, where it names one
 * @throws AppError `sign-in.no-port` when this computer gives none
 */
export async function startLoopbackListener(expected: {
  state: string;
  issuers: readonly string[];
}): Promise<LoopbackListener> {
  let resolveAnswer: (answer: SignInAnswer) => void = () => undefined;
  const answer = new Promise<SignInAnswer>((resolve) => {
    resolveAnswer = resolve;
  });
  let host = '';
  let isClosed = false;
  let taken: SignInAnswer | null = null;
  let lingering: NodeJS.Timeout | undefined;

  const server = createServer(
    { maxHeaderSize: 16 * 1024, headersTimeout: 5_000, requestTimeout: 5_000, keepAliveTimeout: 1 },
    (request, response) => {
      request.resume();
      response.on('error', () => undefined);
      const found = isClosed ? null : readAnswer(request, { ...expected, host });
      // A repeated request with the same code gets the same page and changes nothing.
      if (found === null || (taken !== null && !isSameCode(taken, found))) {
        reply(response, request.method === 'GET' ? 400 : 405, refusalPage());
        return;
      }
      reply(response, 200, found.kind === 'code' ? signedInPage() : notSignedInPage());
      if (taken !== null) return;
      taken = found;
      // After a refusal no new connection is accepted; this one stays until the page is sent.
      if (found.kind === 'error') server.close();
      lingering = setTimeout(close, found.kind === 'error' ? 2_000 : lingerMs);
      // Does not keep a finished command alive.
      lingering.unref();
      server.unref();
      resolveAnswer(found);
    },
  );
  // Not HTTP: closed without an answer.
  server.on('clientError', (_error, socket) => socket.destroy());
  server.on('error', () => undefined);

  await new Promise<void>((resolve, reject) => {
    server.once('error', () =>
      reject(
        new AppError({
          code: 'sign-in.no-port',
          message: t('The sign-in could not be prepared on this computer.'),
          cause: t(
            'The browser brings the answer to a port of this computer, and the system gave none. A security program may forbid it.',
          ),
          fix: t('Allow this program to listen on 127.0.0.1, then try again.'),
          retryable: true,
        }),
      ),
    );
    server.listen(0, '127.0.0.1', resolve);
  });
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  function close(): void {
    isClosed = true;
    clearTimeout(lingering);
    server.close();
    server.closeAllConnections();
  }
  return { redirectUri: `http://${host}`, answer, close };
}
