/**
 * Stripe's simulator, for practice mode and tests. It answers as the published API description says; no money moves.
 */
import type { IncomingMessage } from 'node:http';
import { type Answer, type Fault, sendFaulty } from '../faults';
import { formOf } from '../loopback-server';
import { noMemory, type SimulatorMemory } from '../memory';
import { serveSimulator } from '../simulator-server';
import { keyOfRequest, requirePermission, troubleOf } from './access';
import { accountObject, balanceObject } from './account';
import { createControl, type StripeControl } from './control';
import { keptSchema, recall, toKeep } from './kept';
import { Refusal, refuse } from './refusal';
import { createSession, expireSession, findSession, listSessions, sessionObject } from './sessions';
import { createWorld } from './world';

export type StripeSimulatorOptions = {
  /** Milliseconds since 1970; the real clock when left out. Also what the `Date` of its answers says. */
  now?: () => number;
  /** A free port is taken when left out. */
  port?: number;
  /** Where its state is kept; nowhere when left out. */
  memory?: SimulatorMemory;
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
  const memory = options.memory ?? noMemory;
  recall(world, memory.read(keptSchema));
  const state = createControl(world);

  /** Carries out a request. @throws Refusal */
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
      `Unrecognized request URL (${method}: ${path}). Please see https://stripe.com/docs or we can help at ` +
        'https://support.stripe.com/.',
    );
  }

  const refuseBalance = (accountId: string) =>
    refuse(
      403,
      `The provided key does not have the required permissions for this endpoint on account '${accountId}'. ` +
        `Having the 'rak_balance_read' permission would allow this request to continue.`,
    );

  const refused = (thrown: unknown): Answer =>
    (thrown instanceof Refusal ? thrown : refuse(500, 'An unknown error occurred.', { type: 'api_error' })).answer;

  /** The same idempotency key gets the same answer, and is refused with other parameters. 4xx answers are not kept. */
  function once(request: IncomingMessage, path: string, query: URLSearchParams, body: string): Answer {
    const idempotencyKey = request.method === 'POST' ? header(request, 'idempotency-key') : null;
    const run = () => {
      try {
        return carryOut(request, path, query, body);
      } catch (thrown) {
        return refused(thrown);
      }
    };
    if (idempotencyKey === null) return run();
    const name = `${header(request, 'authorization')} ${idempotencyKey}`;
    const fingerprint = `${path}?${body}`;
    const before = world.answered.get(name);
    if (before !== undefined) {
      if (before.fingerprint === fingerprint)
        return { ...before.answer, headers: { ...before.answer.headers, 'Idempotent-Replayed': 'true' } };
      return refuse(
        400,
        'Keys for idempotent requests can only be used with the same parameters they were first used with. ' +
          `Try using a key other than '${idempotencyKey}' if you meant to execute a different request.`,
        { type: 'idempotency_error' },
      ).answer;
    }
    const answer = run();
    if (answer.status < 400 || answer.status >= 500) world.answered.set(name, { fingerprint, answer });
    return answer;
  }

  const versionOf = (request: IncomingMessage) => header(request, 'stripe-version');
  const { origin, close } = await serveSimulator<Fault>({
    port: options.port,
    now: nowMs,
    bodyLimit,
    refuseBody,
    refused,
    headers: (request) => {
      const version = versionOf(request);
      return {
        'Request-Id': world.newRequestId(),
        ...(version === null ? {} : { 'Stripe-Version': version.replace(/[^\w.-]/g, '') }),
      };
    },
    log: ({ request, method, path, body }) =>
      state.log({
        method,
        path,
        idempotencyKey: header(request, 'idempotency-key'),
        stripeVersion: versionOf(request),
        body,
      }),
    latencyMs: state.network.latencyMs,
    handle: ({ request, method, path, query, body }) => ({
      fault: state.network.faultFor(method, path),
      carryOut: () => once(request, path, query, body),
    }),
    keep: () => memory.write(toKeep(world)),
    sendFaulty,
  });
  return { origin, control: state.control, close };
}
