/**
 * Every answer of the simulated Stripe has the fields and the types that the published description promises, and no
 * others.
 */
import { request } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { practiceStripeKeys, type StripeSimulator, startStripeSimulator } from '../../../src-main/simulator/stripe';
import * as published from './published-stripe-shapes';

let simulator: StripeSimulator;
beforeAll(async () => {
  simulator = await startStripeSimulator();
});
afterAll(() => simulator.close());
afterEach(() => simulator.control.reset());

const secretOf = (name: string) =>
  practiceStripeKeys().find(({ id }) => id === `stripe.${name}`)?.fields.secretKey ?? '';

type Reply = { status: number; body: Record<string, unknown>; headers: Headers };

async function call(
  method: string,
  path: string,
  form: Record<string, string> | null = null,
  { key = secretOf('secret'), headers = {} }: { key?: string; headers?: Record<string, string> } = {},
): Promise<Reply> {
  const response = await fetch(`${simulator.origin}${path}`, {
    method,
    headers: { Authorization: `Bearer ${key}`, ...headers },
    ...(form === null ? {} : { body: new URLSearchParams(form) }),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}

const inMinutes = (minutes: number) => String(Math.floor(Date.now() / 1000) + minutes * 60);
const checkout = (change: Record<string, string> = {}) => ({
  mode: 'payment',
  success_url: 'https://clinic.example/thanks',
  'line_items[0][quantity]': '1',
  'line_items[0][price_data][currency]': 'usd',
  'line_items[0][price_data][unit_amount]': '50',
  'line_items[0][price_data][product_data][name]': 'Practice',
  ...change,
});
const sessions = '/v1/checkout/sessions';

describe('objects', () => {
  it.each(
    practiceStripeKeys()
      .slice(0, 12)
      .map(({ id }) => id.replace('stripe.', '')),
  )('the account of %s is as described, or refused as described', async (name) => {
    const { status, body } = await call('GET', '/v1/account', null, { key: secretOf(name) });
    if (status !== 200) {
      expect(status).toBe(403);
      published.refusal.parse(body);
      return;
    }
    published.account.parse(body);
    published.requirements.parse(body.requirements);
    published.requirements.parse(body.future_requirements);
    published.businessProfile.parse(body.business_profile);
    const settings = published.settings.parse(body.settings);
    published.paymentsSettings.parse(settings.payments);
    const payouts = published.payoutSettings.parse(settings.payouts);
    published.payoutSchedule.parse(payouts.schedule);
    for (const [capability, state] of Object.entries(body.capabilities as Record<string, string>)) {
      expect(published.capabilityNames).toContain(capability);
      expect(['active', 'inactive', 'pending']).toContain(state);
    }
  });

  it('the balance', async () => {
    published.balance.parse((await call('GET', '/v1/balance')).body);
  });

  it('a checkout, made, listed, read and expired', async () => {
    const made = await call('POST', sessions, checkout({ 'metadata[run]': 'practice', expires_at: inMinutes(31) }));
    expect(made.status).toBe(200);
    const session = published.session.parse(made.body);
    expect(session).toMatchObject({
      livemode: true,
      status: 'open',
      payment_status: 'unpaid',
      payment_intent: null,
      metadata: { run: 'practice' },
      url: expect.stringMatching(/^https:\/\/checkout\.stripe\.com\//),
    });
    const { body } = await call('GET', `${sessions}?limit=3`);
    expect(published.list(published.session).parse(body).data).toHaveLength(1);
    published.session.parse((await call('GET', `${sessions}/${session.id}`)).body);
    const ended = published.session.parse((await call('POST', `${sessions}/${session.id}/expire`, {})).body);
    expect(ended).toMatchObject({ status: 'expired', url: null });
    const again = await call('POST', `${sessions}/${session.id}/expire`, {});
    expect(again.status).toBe(400);
    expect(published.refusal.parse(again.body).error.message).toContain('Only Checkout Sessions with a status in');
  });

  it('a checkout ends by itself when its time is over', async () => {
    let shift = 0;
    const later = await startStripeSimulator({ now: () => 1_800_000_000_000 + shift });
    const post = (form: Record<string, string>) =>
      fetch(`${later.origin}${sessions}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${secretOf('secret')}` },
        body: new URLSearchParams(form),
      });
    await post(checkout({ expires_at: String(1_800_000_000 + 1800) }));
    expect(later.control.sessions()).toMatchObject([{ status: 'open' }]);
    shift = 1_801_000;
    expect(later.control.sessions()).toMatchObject([{ status: 'expired' }]);
    await later.close();
  });
});

describe('lists', () => {
  it('page by cursor, newest first', async () => {
    const ids = simulator.control.addSessions(secretOf('secret'), 25).reverse();
    const page = async (query: string) =>
      published.list(published.session).parse((await call('GET', `${sessions}?${query}`)).body);
    const first = await page('limit=10');
    expect([first.data.length, first.has_more]).toEqual([10, true]);
    const last = await page(`limit=10&starting_after=${ids[19]}`);
    expect(last.data.map((one) => (one as { id: string }).id)).toEqual(ids.slice(20));
    expect(last.has_more).toBe(false);
    expect((await page('')).data).toHaveLength(10);
  });

  it.each(['limit=0', 'limit=101', 'limit=x', 'starting_after=cs_live_none', 'colour=red'])(
    'refuse %s',
    async (query) => {
      const { status, body } = await call('GET', `${sessions}?${query}`);
      expect([400, 404]).toContain(status);
      published.refusal.parse(body);
    },
  );
});

describe('refusals have the described shape', () => {
  it.each([
    ['no key', 'GET', '/v1/account', null, { key: '' }, 401],
    ['an unknown key', 'GET', '/v1/account', null, { key: 'sk_live_nobody' }, 401],
    ['an unknown path', 'GET', '/v1/nothing', null, {}, 404],
    ['a wrong method', 'DELETE', '/v1/account', null, {}, 404],
    ['a wrong version', 'GET', '/v1/account', null, { headers: { 'Stripe-Version': 'newest' } }, 400],
    ['a checkout that is not there', 'GET', `${sessions}/cs_live_none`, null, {}, 404],
    ['no form', 'POST', sessions, {}, {}, 400],
    ['a parameter that is not described', 'POST', sessions, checkout({ colour: 'red' }), {}, 400],
    ['too short a life', 'POST', sessions, checkout({ expires_at: inMinutes(29) }), {}, 400],
    ['too long a life', 'POST', sessions, checkout({ expires_at: inMinutes(1441) }), {}, 400],
    ['too small an amount', 'POST', sessions, checkout({ 'line_items[0][price_data][unit_amount]': '49' }), {}, 400],
    ['no address', 'POST', sessions, checkout({ success_url: 'thanks' }), {}, 400],
  ] as const)('%s', async (_, method, path, form, options, expected) => {
    const { status, body } = await call(method, path, form, options);
    expect(status).toBe(expected);
    const { error } = published.refusal.parse(body);
    if (error.code !== undefined) expect(error.doc_url).toMatch(/^https:\/\/stripe\.com\/docs\/error-codes\//);
  });

  it('and mask the key that they echo', async () => {
    const key = 'sk_live_nobodyknowsthiskeyatall';
    const { body } = await call('GET', '/v1/account', null, { key });
    expect(JSON.stringify(body)).toMatch(/sk_live_\*+eyatall|sk_live_\*+yatall/);
    expect(JSON.stringify(body)).not.toContain(key);
  });

  it('name the missing permission and the account', async () => {
    const { body } = await call('POST', sessions, checkout(), { key: secretOf('read-only') });
    expect(JSON.stringify(body)).toMatch(/on account 'acct_\w+'\. Having the 'rak_checkout_session_write' permission/);
  });

  it('of one mode’s object by the other mode’s key tell where it is', async () => {
    const [id = ''] = simulator.control.addSessions(secretOf('test-mode'), 1);
    const { status, body } = await call('GET', `${sessions}/${id}`);
    expect(status).toBe(404);
    expect(JSON.stringify(body)).toContain('a similar object exists in test mode');
  });
});

describe('an idempotency key', () => {
  const headers = { 'Idempotency-Key': 'practice-1' };
  it('brings the same answer twice, and one checkout', async () => {
    const form = checkout();
    const first = await call('POST', sessions, form, { headers });
    const second = await call('POST', sessions, form, { headers });
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect(simulator.control.sessions()).toHaveLength(1);
  });

  it('is refused with other contents', async () => {
    await call('POST', sessions, checkout(), { headers });
    const { status, body } = await call('POST', sessions, checkout({ locale: 'de' }), { headers });
    expect(status).toBe(400);
    expect(published.refusal.parse(body).error.type).toBe('idempotency_error');
  });

  it('may be used again after a refusal of what was asked', async () => {
    await call('POST', sessions, checkout({ expires_at: '1' }), { headers });
    expect((await call('POST', sessions, checkout(), { headers })).status).toBe(200);
  });
});

describe('the server', () => {
  it.each(['evil.example', '127.0.0.1', '127.0.0.1:1', 'api.stripe.com'])(
    'does not answer for the name %s',
    async (host) => {
      const { port } = new URL(simulator.origin);
      const status = await new Promise((resolve, reject) => {
        request({ host: '127.0.0.1', port, path: '/v1/account', headers: { Host: host } }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end();
      });
      expect(status).toBe(421);
      expect(simulator.control.requests()).toEqual([]);
    },
  );

  it('survives paths and bodies that make no sense', async () => {
    expect((await call('GET', '//')).status).toBe(404);
    expect((await call('GET', `${sessions}/%ZZ`)).status).toBe(404);
    const long = await call('POST', sessions, checkout({ 'metadata[long]': 'x'.repeat(70_000) }));
    expect(long.status).toBe(413);
    expect((await call('GET', '/v1/account')).status).toBe(200);
  });
});
