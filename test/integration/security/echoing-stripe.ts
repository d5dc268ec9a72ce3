/** A Stripe that repeats what it was sent, to see where it comes out again. */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Canary } from './canaries';

/** Put together here, so that no scanner takes the source for a leak. */
export const stripeKeyCanary = (kind: 'sk' | 'rk', mode: 'live' | 'test'): Canary => ({
  name: `the ${mode} ${kind === 'sk' ? 'secret' : 'restricted'} key`,
  value: `${kind}_${mode}_51Canary${randomBytes(32).toString('hex')}`,
});

const account = (name: string) => ({
  object: 'account',
  id: 'acct_1CanaryAccount00',
  charges_enabled: true,
  payouts_enabled: true,
  details_submitted: true,
  country: 'US',
  default_currency: 'usd',
  business_profile: { name },
  settings: { payments: { statement_descriptor: name.slice(0, 22) }, dashboard: { display_name: name } },
  capabilities: { card_payments: 'active' },
});

/** In which kind of answer the server repeats a request. */
export const stripeEchoes = ['refusals', 'faults', 'answers', 'pages'] as const;
export type StripeEcho = (typeof stripeEchoes)[number];

export async function startEchoingStripe() {
  let echo: StripeEcho | null = null;
  const server = createServer((request, response) => {
    request.resume();
    const key = (request.headers.authorization ?? '').replace(/^(?:Bearer|Basic) /, '');
    const said = `${key} ${request.headers.authorization}`;
    const json = (status: number, body: unknown) =>
      response
        .writeHead(status, { 'Content-Type': 'application/json', 'Request-Id': `req_${key}` })
        .end(JSON.stringify(body));
    const error = {
      message: `no: ${said}`,
      code: key,
      param: key,
      type: key,
      doc_url: `https://stripe.com/docs/${key}`,
    };
    const path = request.url ?? '';
    const session = {
      object: 'checkout.session',
      id: 'cs_test_canary0000',
      livemode: key.includes('_live_'),
      status: path.endsWith('/expire') ? 'expired' : 'open',
      payment_status: 'unpaid',
      url: `https://checkout.stripe.com/c/${key}`,
      metadata: {},
      expires_at: Math.floor(Date.now() / 1000) + 1800,
    };
    if (echo === 'refusals') return json(path.startsWith('/v1/account') ? 401 : 403, { error });
    if (echo === 'faults') return json(500, { error });
    if (echo === 'pages')
      return response.writeHead(502, { 'Content-Type': 'text/html' }).end(`<pre>Authorization: ${said}</pre>`);
    if (path.startsWith('/v1/account')) return json(200, account(echo === 'answers' ? said : 'Sunrise Dental'));
    if (request.method === 'GET')
      return json(200, { object: 'list', data: [], has_more: false, url: '/v1/checkout/sessions' });
    return json(200, session);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** From now on; null: it answers as Stripe does. */
    echo: (next: StripeEcho | null) => {
      echo = next;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
