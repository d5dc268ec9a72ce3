/**
 * {@link StripeApi} over the console's HTTP client. Each request carries one fixed version of the API; each POST
 * carries an idempotency key, so that it may be repeated after a lost answer.
 */
import { AppError } from '../../../src-shared/errors';
import { clockAheadMs } from '../clock-notice';
import { hideSecrets } from '../http/call-error';
import type { HttpAnswer, HttpClient } from '../http/http-client';
import { HttpFailure } from '../http/http-failure';
import { walkPages } from '../http/paging';
import { lookUpPolicy, type RetryPolicy, withRetry } from '../http/retry';
import type { Slot } from '../http/slot';
import { readAccount, readSession, readSessionList } from './answers';
import type { CheckoutSession, NewCheckout, StripeApi } from './stripe-api';
import { errorOfAnswer, errorOfNetwork, unreadable } from './stripe-errors';

export const stripeOrigin = 'https://api.stripe.com';
export const stripeHosts: ReadonlySet<string> = new Set(['api.stripe.com']);

/**
 * The version whose answers this client reads, whatever the account's own default is. From the one before it on, a
 * checkout makes no payment of its own until somebody pays.
 */
const stripeVersion = '2022-11-15';

const callTimeoutMs = 15_000;
const bounds = { pages: 10, items: 1000, pageSize: 100 };

/** Stripe requires a page to return to. A reserved example domain: nobody is ever given the checkout's address. */
const returnUrl = 'https://example.com/';

export type StripeClientOptions = {
  http: HttpClient;
  secretKey: string;
  slot?: Slot | undefined;
  retry?: RetryPolicy | undefined;
  /** Milliseconds since 1970. */
  now?: (() => number) | undefined;
};

type Call = { method: 'GET' | 'POST'; path: string; form?: URLSearchParams; idempotencyKey?: string };

function checkoutForm({ amount, currency, productName, expiresAt, metadata }: NewCheckout): URLSearchParams {
  return new URLSearchParams([
    ['mode', 'payment'],
    ['success_url', returnUrl],
    ['cancel_url', returnUrl],
    ['expires_at', String(Math.floor(expiresAt / 1000))],
    ['line_items[0][quantity]', '1'],
    ['line_items[0][price_data][currency]', currency],
    ['line_items[0][price_data][unit_amount]', String(amount)],
    ['line_items[0][price_data][product_data][name]', productName],
    ...Object.entries(metadata).map(([key, value]): [string, string] => [`metadata[${key}]`, value]),
  ]);
}

export function createStripeClient({
  http,
  secretKey,
  slot,
  retry = lookUpPolicy,
  now = Date.now,
}: StripeClientOptions): StripeApi {
  let aheadMs: number | null = null;

  async function once({ method, path, form, idempotencyKey }: Call, signal: AbortSignal, remainingMs: number) {
    let answer: HttpAnswer;
    try {
      answer = await http.send({
        method,
        url: `${stripeOrigin}${path}`,
        headers: {
          Authorization: `Bearer ${secretKey}`,
          'Stripe-Version': stripeVersion,
          ...(idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey }),
          ...(method === 'POST' ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {}),
        },
        ...(method === 'POST' ? { body: form?.toString() ?? '' } : {}),
        timeoutMs: Math.max(1, Math.min(callTimeoutMs, remainingMs)),
        signal,
        slot,
      });
    } catch (thrown) {
      if (thrown instanceof AppError) throw thrown;
      // Other errors may hold the request, so they are not passed on.
      throw errorOfNetwork(thrown instanceof HttpFailure ? thrown.kind : 'reset', http.host);
    }
    aheadMs = clockAheadMs(answer.headers, now()) ?? aheadMs;
    if (answer.status < 200 || answer.status >= 300) throw errorOfAnswer(answer, http.host, [secretKey], now());
    // A server may echo the key.
    return hideSecrets(answer.body, [secretKey]);
  }

  const ask = (call: Call, signal: AbortSignal): Promise<unknown> =>
    withRetry((remainingMs) => once(call, signal, remainingMs), retry, signal, slot);

  async function askFor<T>(call: Call, read: (body: unknown) => T | null, signal: AbortSignal): Promise<T> {
    const found = read(await ask(call, signal));
    if (found === null) throw unreadable(http.host);
    return found;
  }

  const sessions = '/v1/checkout/sessions';
  const sessionPath = (id: string) => `${sessions}/${encodeURIComponent(id)}`;
  const listed = (query: Record<string, string>, signal: AbortSignal) =>
    askFor({ method: 'GET', path: `${sessions}?${new URLSearchParams(query)}` }, readSessionList, signal);

  return {
    fetchAccount: (signal) => askFor({ method: 'GET', path: '/v1/account' }, readAccount, signal),

    newestCheckout: async (signal) => (await listed({ limit: '1' }, signal)).items[0] ?? null,

    async checkoutsSince(since, signal) {
      const isOlder = ({ createdAt }: CheckoutSession) => createdAt !== null && createdAt < since;
      const { items, incompleteReason } = await walkPages({
        provider: 'Stripe',
        first: '',
        page: async (after) => {
          const query = { limit: String(bounds.pageSize), ...(after === '' ? {} : { starting_after: after }) };
          const { items: found, hasMore, lastId } = await listed(query, signal);
          return { listed: found, next: hasMore ? lastId : null };
        },
        read: (session) => session as CheckoutSession,
        identity: ({ id }) => id,
        // Newest first: the following ones are older.
        enough: (found) => found.some(isOlder),
        bounds,
      });
      return { items: items.filter((session) => !isOlder(session)), complete: incompleteReason === null };
    },

    createCheckout: (checkout, signal) =>
      askFor(
        { method: 'POST', path: sessions, form: checkoutForm(checkout), idempotencyKey: checkout.idempotencyKey },
        readSession,
        signal,
      ),

    fetchCheckout: (id, signal) => askFor({ method: 'GET', path: sessionPath(id) }, readSession, signal),

    expireCheckout: (id, idempotencyKey, signal) =>
      askFor({ method: 'POST', path: `${sessionPath(id)}/expire`, idempotencyKey }, readSession, signal),

    clockAheadMs: () => aheadMs,
  };
}
