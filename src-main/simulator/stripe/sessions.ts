/** `/v1/checkout/sessions`: make, list, read, expire. */
import type { SimulatedKey, SimulatedSession } from './model';
import { missing, refuse } from './refusal';
import type { World } from './world';

const halfHour = 30 * 60;
const day = 24 * 3600;
/** Smallest amounts of the currencies in which the practice accounts work. */
const smallest: Readonly<Record<string, number>> = { usd: 50, eur: 50, gbp: 30, jpy: 50 };

export function sessionObject(world: World, session: SimulatedSession): Record<string, unknown> {
  const status = world.statusOf(session);
  return {
    id: session.id,
    object: 'checkout.session',
    after_expiration: null,
    allow_promotion_codes: null,
    amount_subtotal: session.amount,
    amount_total: session.amount,
    automatic_tax: { enabled: false, status: null },
    billing_address_collection: null,
    cancel_url: session.cancelUrl,
    client_reference_id: session.clientReference,
    consent: null,
    consent_collection: null,
    created: session.created,
    currency: session.currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: { shipping_address: null, submit: null },
    customer: null,
    customer_creation: 'if_required',
    customer_details: null,
    customer_email: null,
    expires_at: session.expiresAt,
    invoice: null,
    invoice_creation: {
      enabled: false,
      invoice_data: {
        account_tax_ids: null,
        custom_fields: null,
        description: null,
        footer: null,
        metadata: {},
        rendering_options: null,
      },
    },
    livemode: session.livemode,
    locale: null,
    metadata: session.metadata,
    mode: 'payment',
    payment_intent: null,
    payment_link: null,
    payment_method_collection: 'if_required',
    payment_method_options: {},
    payment_method_types: ['card'],
    payment_status: status === 'complete' ? 'paid' : 'unpaid',
    phone_number_collection: { enabled: false },
    recovered_from: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_details: null,
    shipping_options: [],
    status,
    submit_type: null,
    subscription: null,
    success_url: session.successUrl,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    url: status === 'open' ? `https://checkout.stripe.com/c/pay/${session.id}#practice` : null,
  };
}

const known =
  /^(?:mode|success_url|cancel_url|expires_at|client_reference_id|currency|locale|submit_type|expand\[\d*\]|payment_method_types\[\d*\]|metadata\[[^\]]{1,40}\]|line_items\[0\]\[(?:quantity|price_data\]\[(?:currency|unit_amount|product_data\]\[(?:name|description)))\])$/;

function needed(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (value === null || value === '')
    throw refuse(400, `Missing required param: ${name}.`, { code: 'parameter_missing', param: name });
  return value;
}

function whole(form: URLSearchParams, name: string): number {
  const value = needed(form, name);
  if (!/^\d{1,12}$/.test(value))
    throw refuse(400, `Invalid integer: ${value}`, { code: 'parameter_invalid_integer', param: name });
  return Number(value);
}

function address(form: URLSearchParams, name: string): string {
  const value = needed(form, name);
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol))
    throw refuse(400, 'Not a valid URL', { code: 'url_invalid', param: name });
  return value;
}

/** Refuses what the key's account can't do, whatever the form says. */
function refuseTroubled({ trouble, livemode, account }: SimulatedKey): void {
  if (trouble === 'account-inactive' || (livemode && !account.chargesEnabled && trouble === null))
    throw refuse(
      400,
      'Your account cannot currently make live charges. If you are a site owner, please activate your account at ' +
        'https://dashboard.stripe.com/account/onboarding to remove this restriction.',
    );
  if (trouble === 'test-charges-only')
    throw refuse(400, 'Your account has not been activated and can only make test charges.', {
      code: 'testmode_charges_only',
    });
  if (trouble === 'mode-mismatch')
    throw refuse(
      400,
      'Test and live mode API keys, requests, and objects are only available within the mode they are in.',
      {
        code: 'livemode_mismatch',
      },
    );
  if (trouble === 'no-business-name')
    throw refuse(
      400,
      'In order to use Checkout, you must set an account or business name at https://dashboard.stripe.com/account.',
    );
  if (trouble === 'no-payment-methods')
    throw refuse(
      400,
      'No valid payment method types for this Checkout Session. Please ensure that you have activated payment ' +
        'methods compatible with your chosen currency in your dashboard ' +
        '(https://dashboard.stripe.com/settings/payment_methods) or specify payment_method_types.',
    );
  if (trouble === 'amount-too-small')
    throw refuse(400, 'The Checkout Session’s total amount must convert to at least 50 cents.', {
      code: 'amount_too_small',
    });
  if (trouble === 'card-declined')
    throw refuse(402, 'Your card was declined.', { code: 'card_declined', type: 'card_error' });
  if (trouble === 'idempotency-in-use')
    throw refuse(409, 'There is currently another in-progress request using this Idempotent Key.', {
      code: 'idempotency_key_in_use',
      type: 'idempotency_error',
    });
  if (trouble === 'idempotency-error')
    throw refuse(
      400,
      'Keys for idempotent requests can only be used with the same parameters they were first used with.',
      { type: 'idempotency_error' },
    );
}

/** @throws Refusal as the description's rules say */
export function createSession(world: World, key: SimulatedKey, form: URLSearchParams): Record<string, unknown> {
  for (const name of form.keys())
    if (!known.test(name))
      throw refuse(400, `Received unknown parameter: ${name}`, { code: 'parameter_unknown', param: name });
  refuseTroubled(key);
  const successUrl = address(form, 'success_url');
  const cancelUrl = form.has('cancel_url') ? address(form, 'cancel_url') : null;
  if (needed(form, 'mode') !== 'payment')
    throw refuse(400, 'Only the mode `payment` can be practised here.', { param: 'mode' });
  const currency = needed(form, 'line_items[0][price_data][currency]').toLowerCase();
  if (!/^[a-z]{3}$/.test(currency))
    throw refuse(400, `Invalid currency: ${currency}.`, { param: 'line_items[0][price_data][currency]' });
  needed(form, 'line_items[0][price_data][product_data][name]');
  const amount = whole(form, 'line_items[0][price_data][unit_amount]') * whole(form, 'line_items[0][quantity]');
  const created = world.now();
  const expiresAt = form.has('expires_at') ? whole(form, 'expires_at') : created + day;
  if (expiresAt < created + halfHour)
    throw refuse(400, 'The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.', {
      param: 'expires_at',
    });
  if (expiresAt > created + day)
    throw refuse(400, 'The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.', {
      param: 'expires_at',
    });
  if (amount < (smallest[currency] ?? 1))
    throw refuse(400, 'The Checkout Session’s total amount must convert to at least 50 cents.', {
      code: 'amount_too_small',
    });
  const metadata: Record<string, string> = {};
  for (const [name, value] of form) {
    const entry = /^metadata\[([^\]]{1,40})\]$/.exec(name)?.[1];
    if (entry !== undefined) metadata[entry] = value.slice(0, 500);
  }
  const session: SimulatedSession = {
    id: world.newSessionId(key.livemode),
    account: key.account,
    livemode: key.livemode,
    status: 'open',
    created,
    expiresAt,
    amount,
    currency,
    successUrl,
    cancelUrl,
    clientReference: form.get('client_reference_id'),
    metadata,
  };
  world.sessions.push(session);
  return sessionObject(world, session);
}

const listFilters = new Set([
  'limit',
  'starting_after',
  'ending_before',
  'customer',
  'customer_details[email]',
  'payment_intent',
  'payment_link',
  'subscription',
]);

export function listSessions(world: World, key: SimulatedKey, query: URLSearchParams): Record<string, unknown> {
  for (const name of query.keys())
    if (!listFilters.has(name) && !name.startsWith('expand['))
      throw refuse(400, `Received unknown parameter: ${name}`, { code: 'parameter_unknown', param: name });
  const limit = query.has('limit') ? whole(query, 'limit') : 10;
  if (limit < 1 || limit > 100)
    throw refuse(400, 'Invalid limit: it must be between 1 and 100.', {
      code: 'parameter_invalid_integer',
      param: 'limit',
    });
  const all = world.sessions.filter((one) => one.account === key.account && one.livemode === key.livemode).reverse();
  const at = (name: string) => {
    const id = query.get(name);
    if (id === null) return null;
    const index = all.findIndex((one) => one.id === id);
    if (index < 0) throw missing('checkout.session', id, name);
    return index;
  };
  const after = at('starting_after');
  const before = at('ending_before');
  const [from, to] =
    before === null ? [after === null ? 0 : after + 1, all.length] : [Math.max(0, before - limit), before];
  const data = all.slice(from, Math.min(to, from + limit));
  return {
    object: 'list',
    data: data.map((one) => sessionObject(world, one)),
    has_more: before === null ? from + data.length < all.length : from > 0,
    url: '/v1/checkout/sessions',
  };
}

/** @throws Refusal 404 */
export function findSession(world: World, key: SimulatedKey, id: string): SimulatedSession {
  const session = key.trouble === 'session-missing' ? undefined : world.find(key.account, key.livemode, id);
  if (session !== undefined) return session;
  const elsewhere = world.find(key.account, !key.livemode, id);
  if (elsewhere === undefined) throw missing('checkout.session', id, 'session');
  const [here, there] = key.livemode ? ['live', 'test'] : ['test', 'live'];
  throw refuse(
    404,
    `No such checkout.session: '${id}'; a similar object exists in ${there} mode, but a ${here} mode key was used ` +
      'to make this request.',
    { code: 'resource_missing', param: 'session' },
  );
}

/** @throws Refusal 400 for a checkout that is not open */
export function expireSession(world: World, key: SimulatedKey, id: string): Record<string, unknown> {
  // A key that can't read the checkout back can still expire it.
  const session = findSession(world, key.trouble === 'session-missing' ? { ...key, trouble: null } : key, id);
  const status = world.statusOf(session);
  if (status !== 'open')
    throw refuse(
      400,
      'Only Checkout Sessions with a status in ["open"] can be expired. ' +
        `This Checkout Session has a status of \`${status}\`.`,
    );
  session.status = 'expired';
  return sessionObject(world, session);
}
