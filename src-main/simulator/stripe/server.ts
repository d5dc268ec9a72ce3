/**
 * A Stripe on this machine, for practice mode and for tests. It answers as the published description of the API says,
 * and reaches nobody: no money moves.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, send, sendFaulty } from '../faults';
import { formOf, readBody, serveLoopback } from '../loopback-server';
import { keyOfRequest, requirePermission, troubleOf } from './access';
import { accountObject, balanceObject } from './account';
import { createControl, type StripeControl } from './control';
import { Refusal, refuse } from './refusal';
import { createSession, expireSession, findSession, listSessions, sessionObject } from './sessions';
import { createWorld } from './world';

export type StripeSimulatorOptions = {
  /** Milliseconds since 1970; the real clock when left out. Also what the `Date` of its answers says. */
  now?: () => number;
  /** A free port is taken when left out. */
  port?: number;
};

export type StripeSimulator = { origin: string; control: StripeControl; close(): Promise<void> };

const bodyLimit = 64 * 1024;

const refuseBody = (why: 'too-long' | 'broken-off') =>
  why === 'too-long' ? refuse(413, 'Request entity too large.') : refuse(400, 'The request broke off.');

const header = ({ headers }: IncomingMessage, name: string): string | null => {
  const value = headers[name];
  return typeof value === 'string' ? value : null;
};

/** Starts the simulator on 127.0.0.1. */
export async function startStripeSimulator(options: StripeSimulatorOptions = {}): Promise<StripeSimulator> {
  const nowMs = options.now ?? Date.now;
  const world = createWorld(nowMs);
  const state = createControl(world);

  /** Does what was asked. @throws Refusal */
  function carryOut(request: IncomingMessage, path: string, query: URLSearchParams, body: string): Answer {
    const { method = '' } = request;
    const version = header(request, 'stripe-version');
    const key = keyOfRequest(world, header(request, 'authorization') ?? undefined);
    const trouble = troubleOf(key);
    if (trouble !== null) throw trouble;
    if (version !== null && !/^\d{4}-\d\d-\d\d(?:\.[a-z]+)?$/.test(version))
      throw refuse(400, `Invalid Stripe API version: ${version}`);
    const form = formOf(request, body);
    const route = `${method} ${path}`;
    const one = /^(GET|POST) \/v1\/checkout\/sessions\/([A-Za-z0-9_]{1,255})(\/expire)?$/.exec(route);
    const answer = (found: Record<string, unknown>): Answer => ({ status: 200, body: found });
    if (route === 'GET /v1/account') {
      requirePermission(key, 'accounts_kyc_basic', 'read');
      return answer(accountObject(key));
    }
    if (route === 'GET /v1/balance') {
      if (key.permissions !== null) throw refuseBalance(key.account.id);
      return answer(balanceObject(key));
    }
    if (route === 'GET /v1/checkout/sessions') {
      requirePermission(key, 'checkout_session', 'read');
      return answer(listSessions(world, key, query));
    }
    if (route === 'POST /v1/checkout/sessions') {
      requirePermission(key, 'checkout_session', 'write');
      return answer(createSession(world, key, form));
    }
    if (one?.[1] === 'GET' && one[3] === undefined) {
      requirePermission(key, 'checkout_session', 'read');
      return answer(sessionObject(world, findSession(world, key, one[2] ?? '')));
    }
    if (one?.[1] === 'POST' && one[3] === '/expire') {
      requirePermission(key, 'checkout_session', 'write');
      return answer(expireSession(world, key, one[2] ?? ''));
    }
    throw refuse(
      404,
      `Unrecognized request URL (${method}: ${path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
    );
  }

  const refuseBalance = (accountId: string) =>
    refuse(
      403,
      `The provided key does not have the required permissions for this endpoint on account '${accountId}'. Having the 'rak_balance_read' permission would allow this request to continue.`,
    );

  const attempt = (run: () => Answer): Answer => {
    try {
      return run();
    } catch (thrown) {
      if (thrown instanceof Refusal) return thrown.answer;
      return refuse(500, 'An unknown error occurred.', { type: 'api_error' }).answer;
    }
  };

  /** The same key brings the same answer, and is refused with other contents. Refusals before the work began are not kept. */
  function once(request: IncomingMessage, path: string, query: URLSearchParams, body: string): Answer {
    const idempotencyKey = request.method === 'POST' ? header(request, 'idempotency-key') : null;
    const run = () => attempt(() => carryOut(request, path, query, body));
    if (idempotencyKey === null) return run();
    const name = `${header(request, 'authorization')} ${idempotencyKey}`;
    const fingerprint = `${path}?${body}`;
    const before = world.answered.get(name);
    if (before !== undefined) {
      if (before.fingerprint === fingerprint)
        return { ...before.answer, headers: { ...before.answer.headers, 'Idempotent-Replayed': 'true' } };
      return refuse(
        400,
        `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${idempotencyKey}' if you meant to execute a different request.`,
        { type: 'idempotency_error' },
      ).answer;
    }
    const answer = run();
    if (answer.status < 400 || answer.status >= 500) world.answered.set(name, { fingerprint, answer });
    return answer;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '' } = request;
    const [path = '/', search = ''] = (request.url ?? '/').split(/\?(.*)/s);
    const query = new URLSearchParams(search);
    response.sendDate = false;
    response.setHeader('Date', new Date(nowMs()).toUTCString());
    response.setHeader('Request-Id', world.newRequestId());
    let body: string;
    try {
      body = await readBody(request, bodyLimit, refuseBody);
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
    const idempotencyKey = header(request, 'idempotency-key');
    const version = header(request, 'stripe-version');
    state.log({ method, path, idempotencyKey, stripeVersion: version, body });
    if (version !== null) response.setHeader('Stripe-Version', version.replace(/[^\w.-]/g, ''));
    if (state.latency() > 0) await new Promise((resolve) => setTimeout(resolve, state.latency()));
    if (response.destroyed) return;
    const fault = state.faultFor(method, path);
    const act = () => once(request, path, query, body);
    if (fault === null) send(response, act());
    else if (fault.kind === 'stripe') send(response, fault);
    else sendFaulty(fault, request, response, act);
  }

  const { origin, close } = await serveLoopback(answer, options.port);
  return { origin, control: state.control, close };
}
