/** The Stripe test over real HTTP: what it makes, it expires, however it ends. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { checksOf, ladderOf } from '../../../src-main/credentials/connection-view';
import { type StripeSimulator, startStripeSimulator } from '../../../src-main/simulator/stripe';
import { isProven } from '../../../src-shared/organizations/ladder-rules';
import { stripeDescriptor } from '../../../src-shared/providers/stripe/descriptor';
import { runTest, secretOf, stateOf } from './practice-stripe';

let simulator: StripeSimulator;
beforeAll(async () => {
  simulator = await startStripeSimulator();
});
afterAll(() => simulator.close());
afterEach(() => simulator.control.reset());

const run = (name: string, options: Parameters<typeof runTest>[2] = {}) =>
  runTest(simulator.origin, secretOf(name), options);
const openSessions = () => simulator.control.sessions().filter(({ status }) => status === 'open');
const posts = () => simulator.control.requests().filter(({ method }) => method === 'POST');
const making = { method: 'POST', pathIncludes: '/v1/checkout/sessions' };
const mark = { made_by: 'Voxanne Console' };

describe('with a live key', () => {
  it('passes all five steps, and leaves an expired checkout that names the console', async () => {
    const { steps, rungs } = await run('secret');
    expect(steps.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['account', 'passed'],
      ['permissions', 'passed'],
      ['charges', 'passed'],
      ['payouts', 'passed'],
      ['checkout', 'passed'],
    ]);
    for (const { detail } of steps) expect(detail).toMatch(/live mode/);
    const [session] = simulator.control.sessions();
    expect(session).toMatchObject({ status: 'expired', livemode: true, amount: 50, currency: 'usd', metadata: mark });
    expect(session?.metadata.run).toMatch(/^[0-9a-f-]{36}$/);
    // Half an hour is the least that Stripe allows.
    expect((session?.expiresAt ?? 0) - (session?.created ?? 0)).toBeLessThanOrEqual(31 * 60);
    expect(stateOf(rungs, 'checkout')).toBe('proven');
  });

  it('sends an idempotency key with each POST, one version with each request, and forms', async () => {
    await run('secret');
    const keys = posts().map(({ idempotencyKey }) => idempotencyKey);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(2);
    for (const key of keys) expect(key).toMatch(/^voxanne-/);
    for (const { stripeVersion } of simulator.control.requests()) expect(stripeVersion).toBe('2022-11-15');
    expect(new URLSearchParams(posts()[0]?.body).get('mode')).toBe('payment');
  });

  it('uses the account’s own currency', async () => {
    await run('euro');
    expect(simulator.control.sessions()[0]).toMatchObject({ currency: 'eur', amount: 50 });
  });

  it('never shows the checkout’s address', async () => {
    const { steps, rungs } = await run('secret');
    expect(JSON.stringify([steps, rungs])).not.toMatch(/checkout\.stripe\.com|cs_live_/);
  });

  it('that may not read the account becomes ready by a checkout alone: nothing else is left to prove', async () => {
    const { outcomes, rungs } = await run('hidden-account');
    expect(outcomes).toEqual({
      account: 'passed',
      permissions: 'passed',
      charges: 'unconfirmed',
      payouts: 'unconfirmed',
      checkout: 'passed',
    });
    expect(stateOf(rungs, 'live-checkout')).toBe('proven');
    expect(stateOf(rungs, 'checkout-written')).toBe('proven');
    expect(stateOf(rungs, 'payouts-enabled')).toBe('not-applicable');
    const checks = checksOf(stripeDescriptor, { rungs }, new Date().toISOString(), true);
    expect(
      isProven(ladderOf(stripeDescriptor, checks, new Date(), { checkMs: 3_600_000, testMs: 3_600_000 }).rungs),
    ).toBe(true);
  });

  it('of an account in review makes no checkout, and nothing counts as failed', async () => {
    const { outcomes, rungs } = await run('under-review');
    expect(outcomes).toMatchObject({ charges: 'unconfirmed', payouts: 'unconfirmed', checkout: 'skipped' });
    expect(stateOf(rungs, 'charges-enabled')).toBe('pending');
    expect(rungs.some(({ state }) => state === 'disproved')).toBe(false);
    expect(simulator.control.sessions()).toEqual([]);
  });

  it('that may only read names the missing permission, and makes nothing', async () => {
    const { steps, rungs } = await run('read-only');
    expect(steps.at(-1)).toMatchObject({
      outcome: 'failed',
      error: { code: 'stripe.missing_permission', message: expect.stringContaining('Checkout Sessions: Write') },
    });
    expect(stateOf(rungs, 'permissions')).toBe('disproved');
    expect(simulator.control.sessions()).toEqual([]);
  });

  it.each([
    ['charges-disabled', { charges: 'failed', payouts: 'failed', checkout: 'skipped' }, 0],
    ['payouts-paused', { charges: 'passed', payouts: 'failed', checkout: 'passed' }, 1],
  ])('of an account with %s', async (name, expected, made) => {
    const { outcomes } = await run(name);
    expect(outcomes).toMatchObject(expected);
    expect(simulator.control.sessions()).toHaveLength(made);
  });

  it('that has expired fails at the first step', async () => {
    const { outcomes } = await run('expired-key');
    expect(outcomes).toEqual({
      account: 'failed',
      permissions: 'skipped',
      charges: 'skipped',
      payouts: 'skipped',
      checkout: 'skipped',
    });
  });
});

describe('with a test key', () => {
  it('makes and expires a test checkout, and proves nothing about real money', async () => {
    const { steps, outcomes, rungs } = await run('test-mode');
    expect(outcomes).toEqual({
      account: 'passed',
      permissions: 'passed',
      charges: 'unconfirmed',
      payouts: 'unconfirmed',
      checkout: 'passed',
    });
    for (const { detail } of steps) expect(detail).toMatch(/test mode/i);
    expect(simulator.control.sessions()).toMatchObject([{ status: 'expired', livemode: false }]);
    for (const id of ['charges-enabled', 'payouts-enabled', 'checkout']) expect(stateOf(rungs, id)).toBe('unproven');
    expect(stateOf(rungs, 'live-checkout')).toBeUndefined();
  });
});

describe('an answer that was lost', () => {
  it.each(['drop-after', 'half'] as const)('(%s) is asked for again with the same key: one checkout', async (kind) => {
    simulator.control.setFault({ fault: { kind }, ...making, times: 1 });
    const { outcomes } = await run('secret');
    expect(outcomes.checkout).toBe('passed');
    expect(simulator.control.sessions()).toMatchObject([{ status: 'expired' }]);
    const made = posts().filter(({ path }) => !path.endsWith('/expire'));
    expect(made).toHaveLength(2);
    expect(made[0]?.body).toBe(made[1]?.body);
    expect(made[0]?.idempotencyKey).toBe(made[1]?.idempotencyKey);
  });

  it('of the expiry too', async () => {
    simulator.control.setFault({ fault: { kind: 'drop-after' }, method: 'POST', pathIncludes: '/expire', times: 1 });
    const { outcomes } = await run('secret');
    expect(outcomes.checkout).toBe('passed');
    expect(openSessions()).toEqual([]);
  });

  it('each time: the checkout that may have been made is found by its run and expired', async () => {
    simulator.control.setFault({ fault: { kind: 'drop-after' }, ...making, times: 4 });
    const { steps } = await run('secret');
    expect(steps.at(-1)).toMatchObject({ id: 'checkout', outcome: 'failed', error: { code: 'network.reset' } });
    expect(simulator.control.sessions()).toMatchObject([{ status: 'expired' }]);
  });

  it('a conflict with the first request is waited for', async () => {
    simulator.control.setFault({
      fault: {
        kind: 'answer',
        status: 409,
        body: { error: { type: 'idempotency_error', code: 'idempotency_key_in_use', message: 'In use.' } },
      },
      ...making,
      times: 1,
    });
    expect((await run('secret')).outcomes.checkout).toBe('passed');
  });

  it('a busy Stripe is waited for as long as it asks', async () => {
    simulator.control.setFault({
      fault: {
        kind: 'answer',
        status: 429,
        headers: { 'Retry-After': '1' },
        body: { error: { type: 'invalid_request_error', code: 'rate_limit', message: 'Slow down.' } },
      },
      ...making,
      times: 1,
    });
    const from = performance.now();
    expect((await run('secret')).outcomes.checkout).toBe('passed');
    expect(performance.now() - from).toBeGreaterThan(950);
  });
});

describe('a test that is stopped', () => {
  it.each(['POST /v1/checkout/sessions', 'GET /v1/checkout/sessions/'])(
    'while it waits for %s leaves nothing open',
    async (at) => {
      const stop = new AbortController();
      const [method = '', path = ''] = at.split(' ');
      simulator.control.setFault({ fault: { kind: 'stall-after' }, method, pathIncludes: path, times: 1 });
      const isThere = () =>
        simulator.control.requests().some((one) => one.method === method && one.path.startsWith(path));
      // The list is a look-up of the same path without what follows the slash.
      const running = run('secret', { signal: stop.signal });
      await expect.poll(isThere, { interval: 5 }).toBe(true);
      stop.abort();
      const { steps, rungs } = await running;
      expect(steps.at(-1)).toMatchObject({ id: 'checkout', outcome: 'skipped' });
      expect(openSessions()).toEqual([]);
      expect(stateOf(rungs, 'checkout')).toBeUndefined();
    },
  );
});

describe('what an earlier run left open', () => {
  const left = (ageSeconds: number) =>
    simulator.control.addSessions(secretOf('secret'), 1, {
      metadata: mark,
      created: Math.floor(Date.now() / 1000) - ageSeconds,
      expiresAt: Math.floor(Date.now() / 1000) - ageSeconds + 31 * 60,
    });

  it('is expired at the next one, and told', async () => {
    left(300);
    const { steps } = await run('secret');
    expect(steps.find(({ id }) => id === 'permissions')?.detail).toContain('Expired a test checkout');
    expect(openSessions()).toEqual([]);
  });

  it('is left alone while it may belong to a test that runs, and not after a run that was cut off', async () => {
    left(10);
    await run('secret');
    expect(openSessions()).toHaveLength(1);
    await run('secret', { afterUncleanRun: true });
    expect(openSessions()).toEqual([]);
  });

  it('is found behind many checkouts of patients, which stay as they are', async () => {
    left(200);
    simulator.control.addSessions(secretOf('secret'), 250);
    await run('secret', { afterUncleanRun: true });
    expect(openSessions()).toHaveLength(250);
    expect(simulator.control.sessions()[0]?.status).toBe('expired');
  });

  it('of the other mode is not touched', async () => {
    simulator.control.addSessions(secretOf('test-mode'), 1, { metadata: mark });
    await run('secret', { afterUncleanRun: true });
    expect(openSessions()).toHaveLength(1);
  });

  it('is looked for in vain without failing the test when expiring it is refused', async () => {
    left(300);
    simulator.control.setFault({
      fault: { kind: 'answer', status: 400, body: { error: { type: 'invalid_request_error', message: 'No.' } } },
      method: 'POST',
      pathIncludes: '/expire',
      times: 1,
    });
    const { steps, outcomes } = await run('secret');
    expect(steps.find(({ id }) => id === 'permissions')?.detail).toContain('Could not expire');
    expect(outcomes.checkout).toBe('passed');
  });
});

describe('a computer whose clock is wrong', () => {
  it.each([-3 * 3_600_000, 3 * 3_600_000])('by %d ms makes a checkout that Stripe accepts', async (offMs) => {
    const { outcomes } = await run('secret', { now: () => Date.now() + offMs });
    expect(outcomes.checkout).toBe('passed');
  });
});

describe('a checkout that can’t be expired', () => {
  it('fails the last step, says that the next test expires it, and so it does', async () => {
    simulator.control.setFault({
      fault: { kind: 'answer', status: 500, body: { error: { type: 'api_error', message: 'Trouble.' } } },
      method: 'POST',
      pathIncludes: '/expire',
    });
    const { steps } = await run('secret');
    expect(steps.at(-1)).toMatchObject({
      outcome: 'failed',
      detail: expect.stringContaining('The next test expires it.'),
    });
    expect(openSessions()).toHaveLength(1);
    simulator.control.clearFaults();
    await run('secret', { afterUncleanRun: true });
    expect(openSessions()).toEqual([]);
  });
});
