/**
 * A server in Stripe's place that answers whatever it likes: nothing is shown that it should not show, and nothing runs
 * for ever.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src-shared/errors';
import { runTest, secretOf, stripeAt } from './practice-stripe';

type Given = { status?: number; body: string; headers?: Record<string, string> };
let close: () => void = () => undefined;
afterEach(() => close());

async function serve(answer: (path: string, method: string) => Given): Promise<string> {
  const server = createServer((request, response) => {
    const { status = 200, body, headers } = answer(request.url ?? '', request.method ?? '');
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  close = () => {
    server.close();
    server.closeAllConnections();
  };
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const secretKey = secretOf('secret');
const prove = (origin: string) =>
  stripeAt(origin).provider.prove('api-key', { secretKey }, null, new AbortController().signal);
const json = (value: unknown): Given => ({ body: JSON.stringify(value) });
const emptyList = { object: 'list', data: [], has_more: false, url: '/v1/checkout/sessions' };

describe('an account', () => {
  it.each([
    ['nothing', ''],
    ['no JSON', 'hello'],
    ['a list', '[]'],
    ['null', 'null'],
    ['another object', '{"object":"customer","id":"cus_1"}'],
    ['an ID that is none', '{"object":"account","id":"acct_../../x"}'],
    ['a page', '<html><script>alert(1)</script></html>'],
    ['deep nesting', `${'['.repeat(5000)}${']'.repeat(5000)}`],
  ])('that is %s is not read', async (_, body) => {
    const origin = await serve((path) => (path.startsWith('/v1/account') ? { body } : json(emptyList)));
    await expect(prove(origin)).rejects.toMatchObject({ data: { code: 'network.unreadable-answer' } });
  });

  it('with fields of other types counts as one that says nothing of them', async () => {
    const odd = {
      object: 'account',
      id: 'acct_1Odd',
      charges_enabled: 'yes',
      payouts_enabled: 1,
      default_currency: 'DOLLARS',
      country: '<b>',
      requirements: { currently_due: 'everything', current_deadline: -5, disabled_reason: { a: 1 }, errors: [null, 3] },
      capabilities: { card_payments: 'maybe', __proto__: 'active', 'a b': 'active' },
      settings: { payouts: [], payments: { statement_descriptor: `\u202Eevil${secretKey}` } },
      business_profile: { name: '<img src=x onerror=alert(1)>Clinic\u0000' },
    };
    const origin = await serve((path) => (path.startsWith('/v1/account') ? json(odd) : json(emptyList)));
    const proof = await prove(origin);
    const states = Object.fromEntries(proof.rungs.map(({ id, state }) => [id, state]));
    expect(states).toMatchObject({ 'charges-enabled': 'unproven', 'payouts-enabled': 'unproven' });
    const said = JSON.stringify(proof);
    expect(said).not.toContain(secretKey);
    expect(said).not.toMatch(/<img|\\u202E|\u202E/);
  });

  it('with a hundred thousand requirements is cut', async () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `field_${index}`);
    const origin = await serve((path) =>
      path.startsWith('/v1/account')
        ? json({ object: 'account', id: 'acct_1Many', requirements: { currently_due: many } })
        : json(emptyList),
    );
    expect(JSON.stringify(await prove(origin)).length).toBeLessThan(10_000);
  });
});

describe('a refusal', () => {
  it('that echoes the key in every way shows none of it', async () => {
    const echo = `${secretKey} ${secretKey.slice(0, 8)}****${secretKey.slice(-6)} Bearer ${secretKey} '${secretKey}'`;
    const body = {
      error: { type: echo, code: echo, message: echo, doc_url: `https://stripe.com/docs?k=${secretKey}` },
    };
    for (const status of [400, 401, 402, 403, 404, 409, 424]) {
      close();
      const origin = await serve(() => ({ status, ...json(body) }));
      const thrown = await prove(origin).catch((error: unknown) => error);
      expect(thrown).toBeInstanceOf(AppError);
      const said = JSON.stringify((thrown as AppError).data) + String((thrown as AppError).stack);
      expect(said).not.toContain(secretKey);
      expect(said).not.toContain(secretKey.slice(-6));
    }
  });
});

describe('checkouts', () => {
  const account = { object: 'account', id: 'acct_1Fine', charges_enabled: true, payouts_enabled: true };
  const session = (change: object = {}) => ({
    object: 'checkout.session',
    id: 'cs_live_practice1',
    livemode: true,
    status: 'open',
    payment_status: 'unpaid',
    url: 'https://checkout.stripe.com/c/pay/cs_live_practice1#secret',
    created: Math.floor(Date.now() / 1000),
    metadata: {},
    ...change,
  });

  it('whose list never ends are not asked for without end', async () => {
    let pages = 0;
    const origin = await serve((path, method) => {
      if (path.startsWith('/v1/account')) return json(account);
      if (method === 'POST') return json(session({ status: path.endsWith('/expire') ? 'expired' : 'open' }));
      if (!path.includes('?')) return json(session());
      pages += 1;
      return json({ object: 'list', data: [session({ id: `cs_live_page${pages}` })], has_more: true });
    });
    const { steps } = await runTest(origin, secretKey);
    expect(pages).toBeLessThanOrEqual(10);
    expect(steps.find(({ id }) => id === 'permissions')?.detail).toContain('too many checkouts');
  });

  it('of the other mode fail the test', async () => {
    const origin = await serve((path, method) => {
      if (path.startsWith('/v1/account')) return json(account);
      if (path.includes('?')) return json(emptyList);
      const status = method === 'POST' && path.endsWith('/expire') ? 'expired' : 'open';
      return json(session({ livemode: false, status }));
    });
    const { steps } = await runTest(origin, secretKey);
    expect(steps.at(-1)).toMatchObject({ outcome: 'failed', error: { code: 'stripe.checkout-other-mode' } });
  });

  it('that are not open, or stay open, fail the test', async () => {
    for (const [status, after, code] of [
      ['complete', 'expired', 'stripe.checkout-not-open'],
      ['open', 'open', 'stripe.checkout-not-expired'],
    ]) {
      close();
      const origin = await serve((path, method) => {
        if (path.startsWith('/v1/account')) return json(account);
        if (path.includes('?')) return json(emptyList);
        return json(session({ status: method === 'POST' && path.endsWith('/expire') ? after : status }));
      });
      const { steps } = await runTest(origin, secretKey);
      expect(steps.at(-1)).toMatchObject({ outcome: 'failed', error: { code } });
      expect(JSON.stringify(steps)).not.toContain('#secret');
    }
  });
});
