/**
 * Google's simulator, for practice mode and tests: sign-in page, tokens, revocation, user info and calendar on the
 * paths of all of Google's hosts. It checks redirect address, verifier, client secret, token and scope as strictly as
 * Google does.
 */
import type { IncomingMessage } from 'node:http';
import { type Answer, type Fault, sendFaulty } from '../faults';
import { formOf } from '../loopback-server';
import { noMemory, type SimulatorMemory } from '../memory';
import { type SimulatorRequest, serveSimulator } from '../simulator-server';
import { grantOfRequest, refuseTroubled, userInfo } from './access';
import { calendarAnswer } from './calendar';
import { createControl, type GoogleControl } from './control';
import { keptSchema, recall, toKeep } from './kept';
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
  /** Where its state is kept; nowhere when left out. */
  memory?: SimulatorMemory;
};

export type GoogleSimulator = { origin: string; control: GoogleControl; close(): Promise<void> };

const bodyLimit = 256 * 1024;

const refuseBody = (why: 'too-long' | 'broken-off') =>
  why === 'too-long'
    ? apiRefusal(413, 'uploadTooLarge', 'Request is too large.')
    : apiRefusal(400, 'badRequest', 'The request broke off.');

function json(body: string): unknown {
  try {
    return body === '' ? null : JSON.parse(body);
  } catch {
    throw apiRefusal(400, 'parseError', 'Parse Error');
  }
}

/** Starts the simulator on 127.0.0.1. */
export async function startGoogleSimulator(options: GoogleSimulatorOptions = {}): Promise<GoogleSimulator> {
  const now = options.now ?? Date.now;
  const world = createWorld(now);
  const memory = options.memory ?? noMemory;
  recall(world, memory.read(keptSchema));
  const state = createControl(world);

  /** The pages for the browser. False for a path that is none of them. */
  function answerPage({ request, response, path, query, body }: SimulatorRequest): boolean {
    const html = (status: number, text: string) => {
      response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' });
      response.end(text);
    };
    try {
      if (path === '/o/oauth2/v2/auth' && request.method === 'GET') html(200, showPage(world, query));
      else if (path === '/o/oauth2/v2/auth/decision' && request.method === 'POST') {
        response.writeHead(302, { Location: decide(world, formOf(request, body)), 'Cache-Control': 'no-store' });
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
    const form = formOf(request, body);
    if (path === '/token' || path === '/revoke') {
      if (method !== 'POST') throw oauthRefusal(405, 'invalid_request', 'Only POST is allowed.');
      return { status: 200, body: path === '/token' ? tokenAnswer(world, form) : revokeAnswer(world, form, query) };
    }
    if (path === '/oauth2/v2/userinfo' && method === 'GET')
      return { status: 200, body: userInfo(grantOfRequest(world, request.headers.authorization)) };
    if (path.startsWith('/calendar/v3/')) {
      const grant = grantOfRequest(world, request.headers.authorization);
      refuseTroubled(grant);
      const segments = path.slice('/calendar/v3/'.length).split('/').map(decodeURIComponent);
      return calendarAnswer({ world, grant, method, segments, query, body: json(body), pageSize: state.pageSize() });
    }
    throw apiRefusal(404, 'notFound', 'Not Found');
  }

  const refused = (thrown: unknown): Answer =>
    thrown instanceof Refusal
      ? { status: thrown.status, body: thrown.body, headers: thrown.headers }
      : {
          status: 500,
          body: {
            error: {
              code: 500,
              message: 'Internal error',
              errors: [{ domain: 'global', reason: 'backendError', message: 'Internal error' }],
            },
          },
        };

  const { origin, close } = await serveSimulator<Fault>({
    port: options.port,
    now,
    bodyLimit,
    refuseBody,
    refused,
    log: ({ request, method, path, body }) =>
      state.log({ method, path, grantType: formOf(request, body).get('grant_type') }),
    latencyMs: state.network.latencyMs,
    answerPage,
    handle: ({ request, method, path, query, body }) => ({
      fault: state.network.faultFor(method, path),
      carryOut() {
        try {
          return carryOut(request, path, query, body);
        } catch (thrown) {
          return refused(thrown);
        }
      },
    }),
    keep: () => memory.write(toKeep(world)),
    sendFaulty,
  });
  return { origin, control: state.control, close };
}
