/**
 * A Google on this machine, for practice mode and for tests: sign-in page, tokens, revocation, user info and calendar on the paths of all of Google's hosts.
 * It is as strict as the real one about redirect address, verifier, client secret, token and scope, and reaches nobody.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, send, sendFaulty } from '../twilio/faults';
import { grantOfRequest, refuseTroubled, userInfo } from './access';
import { calendarAnswer } from './calendar';
import { createControl, type GoogleControl } from './control';
import { errorPage, printedOf } from './pages';
import { apiRefusal, oauthRefusal, PageRefusal, Refusal } from './refusal';
import { decide, showPage } from './sign-in';
import { revokeAnswer, tokenAnswer } from './tokens';
import { createWorld } from './world';

export type GoogleSimulatorOptions = {
  /** Milliseconds since 1970; the real clock when left out. Also what the `Date` of its answers says. */
  now?: () => number;
  /** A free port is taken when left out. */
  port?: number;
};

export type GoogleSimulator = { origin: string; control: GoogleControl; close(): Promise<void> };

const bodyLimit = 256 * 1024;

function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let length = 0;
    request.on('data', (piece: Buffer) => {
      length += piece.length;
      if (length > bodyLimit) reject(apiRefusal(413, 'uploadTooLarge', 'Request is too large.'));
      else pieces.push(piece);
    });
    request.on('end', () => resolve(Buffer.concat(pieces).toString('utf8')));
    request.on('error', reject);
    request.on('close', () => reject(apiRefusal(400, 'badRequest', 'The request broke off.')));
  });
}

function json(body: string): unknown {
  try {
    return body === '' ? null : JSON.parse(body);
  } catch {
    throw apiRefusal(400, 'parseError', 'Parse Error');
  }
}

const isForm = ({ headers }: IncomingMessage) => (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');

/** Starts the simulator on 127.0.0.1. */
export async function startGoogleSimulator(options: GoogleSimulatorOptions = {}): Promise<GoogleSimulator> {
  const now = options.now ?? Date.now;
  const world = createWorld(now);
  const state = createControl(world);

  /** The pages for the browser; null for a path that is none of them. */
  function page(request: IncomingMessage, response: ServerResponse, path: string, query: URLSearchParams, body: string): boolean {
    const html = (status: number, text: string) => {
      response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' });
      response.end(text);
    };
    try {
      if (path === '/o/oauth2/v2/auth' && request.method === 'GET') html(200, showPage(world, query));
      else if (path === '/o/oauth2/v2/auth/decision' && request.method === 'POST') {
        response.writeHead(302, { Location: decide(world, new URLSearchParams(isForm(request) ? body : '')), 'Cache-Control': 'no-store' });
        response.end();
      } else return false;
    } catch (thrown) {
      if (!(thrown instanceof PageRefusal)) throw thrown;
      html(printedOf(thrown.code).status, errorPage(thrown));
    }
    return true;
  }

  function carryOut(request: IncomingMessage, path: string, query: URLSearchParams, body: string): Answer {
    const { method = '' } = request;
    const form = new URLSearchParams(isForm(request) ? body : '');
    if (path === '/token' || path === '/revoke') {
      if (method !== 'POST') throw oauthRefusal(405, 'invalid_request', 'Only POST is allowed.');
      return { status: 200, body: path === '/token' ? tokenAnswer(world, form) : revokeAnswer(world, form, query) };
    }
    if (path === '/oauth2/v2/userinfo' && method === 'GET') return { status: 200, body: userInfo(grantOfRequest(world, request.headers.authorization)) };
    if (path.startsWith('/calendar/v3/')) {
      const grant = grantOfRequest(world, request.headers.authorization);
      refuseTroubled(grant);
      const segments = path.slice('/calendar/v3/'.length).split('/').map(decodeURIComponent);
      return calendarAnswer({ world, grant, method, segments, query, body: json(body), pageSize: state.pageSize() });
    }
    throw apiRefusal(404, 'notFound', 'Not Found');
  }

  const attempt = (run: () => Answer): Answer => {
    try {
      return run();
    } catch (thrown) {
      if (thrown instanceof Refusal) return { status: thrown.status, body: thrown.body, headers: thrown.headers };
      return {
        status: 500,
        body: { error: { code: 500, message: 'Internal error', errors: [{ domain: 'global', reason: 'backendError', message: 'Internal error' }] } },
      };
    }
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '' } = request;
    const [path = '/', search = ''] = (request.url ?? '/').split(/\?(.*)/s);
    const query = new URLSearchParams(search);
    response.sendDate = false;
    response.setHeader('Date', new Date(now()).toUTCString());
    let body: string;
    try {
      body = await readBody(request);
    } catch (thrown) {
      if (!response.destroyed)
        send(response, {
          ...attempt(() => {
            throw thrown;
          }),
          headers: { Connection: 'close' },
        });
      return;
    }
    state.log({ method, path, grantType: isForm(request) ? new URLSearchParams(body).get('grant_type') : null });
    if (state.latency() > 0) await new Promise((resolve) => setTimeout(resolve, state.latency()));
    if (response.destroyed || page(request, response, path, query, body)) return;
    const fault = state.faultFor(method, path);
    const act = () => attempt(() => carryOut(request, path, query, body));
    if (fault === null) send(response, act());
    else if (fault.kind === 'google')
      send(response, { status: fault.status, body: fault.body, ...(fault.headers === undefined ? {} : { headers: fault.headers }) });
    else sendFaulty(fault, request, response, act);
  }

  const server = createServer((request, response) => void answer(request, response));
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    control: state.control,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
