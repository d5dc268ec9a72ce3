/**
 * A whole life of a Stripe connection over the window's door, at a server that repeats what it was sent: no key comes
 * back, and none lies in a file.
 */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CallChannel } from '../../../src-shared/ipc/channels';
import { type Canary, searchFolders, searchText } from './canaries';
import { type OpenConsole, openConsole } from './workspace';

/** Put together here, so that no scanner takes the source for a leak. */
const keyCanary = (kind: 'sk' | 'rk', mode: 'live' | 'test'): Canary => ({
  name: `the ${mode} ${kind === 'sk' ? 'secret' : 'restricted'} key`,
  value: `${kind}_${mode}_51Canary${randomBytes(32).toString('hex')}`,
});
const keys = (['sk', 'rk'] as const).flatMap((kind) =>
  (['live', 'test'] as const).map((mode) => keyCanary(kind, mode)),
);
/** Of no key's form: whatever is pasted into the field by mistake is as secret. */
const other: Canary = { name: 'another text in the field', value: `whsec_${randomBytes(24).toString('hex')}` };

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

/** What the server repeats of a request, and in which kind of answer. */
type Echo = 'none' | 'refusals' | 'faults' | 'answers' | 'pages';

let echo: Echo;
let origin: string;
let stop: () => void;
let console_: OpenConsole;
beforeEach(async () => {
  echo = 'none';
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
  stop = () => {
    server.close();
    server.closeAllConnections();
  };
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // Nothing listens at the others.
  console_ = await openConsole({ twilio: 'http://127.0.0.1:9', google: 'http://127.0.0.1:9', stripe: origin });
});
afterEach(async () => {
  await console_.close();
  stop();
});

test.each(keys)('$name: zero hits', { timeout: 180_000 }, async (key) => {
  const canaries = [key, other];
  const replies: string[] = [];
  const say = async (channel: CallChannel, raw: unknown) => {
    const reply = await console_.answer(channel, raw);
    replies.push(`${channel} ${JSON.stringify(reply)}`);
    return reply;
  };
  const { id: organizationId } = await console_.call('organizations.add', {
    name: 'Sunrise',
    timeZone: 'UTC',
    country: 'US',
  });
  const ref = { organizationId, provider: 'stripe' as const };
  const verify = (secretKey: string) =>
    say('credentials.verify', { ...ref, methodId: 'api-key', fields: { secretKey }, importId: null });
  const use = async () => {
    await verify(key.value);
    for (const channel of ['credentials.check', 'credentials.options', 'credentials.sharedUse'] as const)
      await say(channel, ref);
    await say('credentials.list', { organizationId });
    await say('test.start', { ...ref, to: null, only: null });
    await expect
      .poll(async () => JSON.stringify(await console_.answer('test.history', { ...ref, limit: 1 })), {
        timeout: 60_000,
      })
      .not.toMatch(/"state":"running"/);
    await say('test.history', { ...ref, limit: 5 });
  };

  // The key in the wrong places, and in files.
  await verify(other.value);
  await verify(`${key.value} ${other.value}`);
  await say('organizations.add', { name: key.value, timeZone: key.value, country: 'US' });
  await say('credentials.importText', { ...ref, fileName: 'clinic.env', text: `STRIPE_SECRET_KEY=${key.value}\n` });
  await say('credentials.importText', { ...ref, fileName: 'cut.env', text: `STRIPE_SECRET_KEY="${key.value}\n` });
  for (echo of ['refusals', 'faults', 'pages'] as const) await verify(key.value);
  echo = 'none';
  const verified = (await verify(key.value)) as { ok: boolean; value?: { verificationId: string } };
  expect(verified.ok).toBe(true);
  const { verificationId } = verified.value ?? { verificationId: '' };
  expect(await say('credentials.save', { ...ref, verificationId, choice: null })).toMatchObject({ ok: true });
  for (echo of ['none', 'answers', 'refusals', 'faults', 'pages'] as const) await use();
  echo = 'none';
  await say('organizations.checkAll', {});
  await say('credentials.revoke', ref);
  await say('organizations.remove', { organizationId, confirmName: 'Sunrise' });
  await say('audit.list', { organizationId: null, before: null, limit: 100, search: '', outcome: null });

  // What the server repeated came as far as it may.
  expect(replies.join()).toContain('(hidden)');
  expect(
    replies.flatMap((reply, index) => searchText(`reply ${index}, ${reply.split(' ')[0]}`, reply, canaries)),
  ).toEqual([]);
  expect(searchText('events', JSON.stringify(console_.events), canaries)).toEqual([]);
  expect(searchText('links and copies', JSON.stringify([console_.opened, console_.copied]), canaries)).toEqual([]);
  expect(console_.faults.map(({ channel }) => channel)).toEqual([]);
  const found = await searchFolders([console_.profileDir], canaries);
  expect(found.hits).toEqual([]);
  expect(found.files).toBeGreaterThan(1);
});
