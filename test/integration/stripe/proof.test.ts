/** What a key shows of itself and its account, asked over real HTTP. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type StripeSimulator, startStripeSimulator } from '../../../src-main/simulator/stripe';
import { AppError } from '../../../src-shared/errors';
import { proofOf, secretOf, stateOf, stripeAt } from './practice-stripe';

let simulator: StripeSimulator;
beforeAll(async () => {
  simulator = await startStripeSimulator();
});
afterAll(() => simulator.close());
afterEach(() => simulator.control.reset());

const states = async (name: string) => {
  const { rungs } = await proofOf(simulator, name);
  return Object.fromEntries(rungs.map(({ id, state }) => [id, state]));
};
const fact = async (name: string, id: string) =>
  (await proofOf(simulator, name)).facts.find((one) => one.id === id)?.value;

describe('a live key', () => {
  it('proves the account, its charges and its payouts, and says that they are live', async () => {
    expect(await states('secret')).toEqual({
      'signed-in': 'proven',
      permissions: 'proven',
      'charges-enabled': 'proven',
      'payouts-enabled': 'proven',
    });
    const proof = await proofOf(simulator, 'full');
    expect(proof).toMatchObject({
      headline: 'Signed in to Sunrise Dental, in live mode',
      metadata: { livemode: true, accountName: 'Sunrise Dental', keyKind: 'restricted' },
      mode: 'live',
      problem: null,
    });
    for (const { proof: words } of proof.rungs) expect(words).toMatch(/live mode/);
    expect(Object.fromEntries(proof.facts.map(({ id, value }) => [id, value]))).toMatchObject({
      mode: 'Live',
      country: 'United States',
      currency: 'USD',
      charges: 'Enabled',
      payouts: 'Enabled, every day',
      'card-payments': 'Active',
      'statement-descriptor': 'SUNRISE DENTAL',
      requirements: 'Nothing',
    });
  });

  it('leaves open whether a restricted key may make a checkout: only making one shows it', async () => {
    const { rungs } = await proofOf(simulator, 'full');
    expect(rungs.find(({ id }) => id === 'permissions')).toMatchObject({
      state: 'unproven',
      proof: expect.stringContaining('May read checkouts'),
    });
  });
});

describe('a restricted key that may not read the account', () => {
  it('is good all the same: what can’t be told is neither green nor red, and the account’s ID is known', async () => {
    const proof = await proofOf(simulator, 'hidden-account');
    expect(proof.problem).toBeNull();
    expect(Object.fromEntries(proof.rungs.map(({ id, state }) => [id, state]))).toMatchObject({
      'signed-in': 'proven',
      'charges-enabled': 'unproven',
      // Payouts are between the clinic and its bank: a receptionist takes payments without seeing them.
      'payouts-enabled': 'not-applicable',
    });
    for (const id of ['charges-enabled', 'payouts-enabled'])
      expect(proof.rungs.find((rung) => rung.id === id)?.proof).toMatch(
        /Not visible .*“Accounts, under Connect: Read”/,
      );
    expect(proof.metadata.accountId).toMatch(/^acct_/);
    expect(await fact('hidden-account', 'charges')).toBe('Not visible to this key');
    expect(proof.notices.map(({ text }) => text).join()).toContain('Accounts, under Connect: Read');
  });

  it('without any permission is known to Stripe, and the missing one is named', async () => {
    const proof = await proofOf(simulator, 'no-permission');
    expect(proof.problem).toMatchObject({
      code: 'stripe.missing_permission',
      message: 'This key lacks the permission “Checkout Sessions: Read”.',
    });
    expect(stateOf(proof.rungs, 'signed-in')).toBe('proven');
    expect(stateOf(proof.rungs, 'permissions')).toBe('disproved');
  });
});

describe('a test key', () => {
  it('proves nothing about real money, and every line says so', async () => {
    const proof = await proofOf(simulator, 'test-mode');
    expect(Object.fromEntries(proof.rungs.map(({ id, state }) => [id, state]))).toEqual({
      'signed-in': 'proven',
      permissions: 'proven',
      'charges-enabled': 'unproven',
      'payouts-enabled': 'unproven',
      checkout: 'unproven',
    });
    for (const { proof: words } of proof.rungs) expect(words).toMatch(/test mode/i);
    expect(proof).toMatchObject({ metadata: { livemode: false }, mode: 'test' });
    expect(proof.headline).toContain('test mode');
    expect(proof.notices[0]?.title).toBe('Test key: no real payments');
  });

  it('and a live key name each other when one takes the other’s place', () => {
    const { provider } = stripeAt(simulator.origin);
    const replacing = (name: string, livemode: boolean) =>
      provider.replacing?.({ secretKey: secretOf(name) }, { livemode })?.title;
    expect(replacing('full', false)).toBe('From test to live');
    expect(replacing('test-mode', true)).toBe('From live to test');
    expect(replacing('full', true)).toBeUndefined();
    expect(replacing('test-mode', false)).toBeUndefined();
    const accountKey = (name: string) => provider.accountKey({ secretKey: secretOf(name) });
    expect(accountKey('test-mode')).not.toBe(accountKey('secret'));
  });
});

describe('an account that Stripe wants something of', () => {
  it('whose set-up was never finished: charges and payouts are off, and the fix names what is missing', async () => {
    const proof = await proofOf(simulator, 'new-account');
    expect(stateOf(proof.rungs, 'charges-enabled')).toBe('disproved');
    expect(stateOf(proof.rungs, 'payouts-enabled')).toBe('disproved');
    expect(proof.problem).toMatchObject({ code: 'stripe.charges-disabled' });
    expect(proof.problem?.cause).toContain('never finished');
    expect(proof.problem?.fix).toContain('a bank account for payouts');
    expect(proof.problem?.fix).toContain('the clinic’s website');
  });

  it('by a deadline: everything works, and the deadline and the details are told', async () => {
    const proof = await proofOf(simulator, 'requirements-due');
    expect(proof.problem).toBeNull();
    const words = proof.notices.map(({ title, text }) => `${title}: ${text}`).join('\n');
    expect(words).toMatch(/Stripe asks for details by [A-Z][a-z]+ \d+, \d{4}/);
    expect(words).toContain('a document about the company and the account owner’s identity document');
    expect(words).toContain('The document is expired');
    expect(await fact('requirements-due', 'requirements')).toMatch(/^2 details by /);
    // Warned ahead of it; an account of which nothing is asked has no such end.
    expect(proof.outlook?.ends?.requirements).toMatchObject({ what: 'Stripe waits for details until' });
    expect((await proofOf(simulator, 'full')).outlook?.ends).toEqual({ requirements: null });
  });

  it('overdue: charges are off because of it', async () => {
    const { problem } = await proofOf(simulator, 'charges-disabled');
    expect(problem).toMatchObject({
      code: 'stripe.charges-disabled',
      cause: 'Details that Stripe asked for are overdue.',
      fix: expect.stringContaining('the company’s tax number'),
    });
    expect(await fact('charges-disabled', 'requirements')).toBe('2 details, overdue');
  });

  it('with payouts paused: charges stay proven', async () => {
    const proof = await proofOf(simulator, 'payouts-paused');
    expect(stateOf(proof.rungs, 'charges-enabled')).toBe('proven');
    expect(stateOf(proof.rungs, 'payouts-enabled')).toBe('disproved');
    expect(proof.problem?.code).toBe('stripe.payouts-disabled');
  });

  it('under review: it waits for Stripe, which is neither proven nor failed', async () => {
    const { problem, rungs, notices } = await proofOf(simulator, 'under-review');
    expect(problem).toBeNull();
    expect(stateOf(rungs, 'charges-enabled')).toBe('pending');
    expect(stateOf(rungs, 'payouts-enabled')).toBe('pending');
    expect(notices).toContainEqual(expect.objectContaining({ tone: 'info', title: 'In review at Stripe' }));
    expect(await fact('under-review', 'charges')).toBe('Disabled: in review');
  });

  it('sends payouts by hand, or waits for a capability: both are told', async () => {
    expect(await fact('euro', 'payouts')).toBe('Enabled, by hand only');
    expect(await fact('euro', 'pending-capabilities')).toBe('Sepa debit');
    expect(await fact('euro', 'country')).toBe('Germany');
  });
});

describe('a refusal', () => {
  const failure = async (name: string) => {
    const thrown = await proofOf(simulator, name).catch((error: unknown) => error);
    if (!(thrown instanceof AppError)) throw new Error('nothing was refused');
    return thrown.data;
  };

  it.each([
    ['wrong-key', 'stripe.invalid_api_key'],
    ['expired-key', 'stripe.api_key_expired'],
    ['ip-not-allowed', 'stripe.ip_not_allowed'],
    ['platform-key-expired', 'stripe.platform_api_key_expired'],
    ['account-invalid', 'stripe.account_invalid'],
    ['dependency-failed', 'stripe.external_dependency_failed'],
    ['rate-limit', 'stripe.rate_limit'],
    ['lock-timeout', 'stripe.lock_timeout'],
    ['api-error', 'stripe.api_error'],
  ])('of %s is %s, and shows no letter of the key', async (name, code) => {
    const error = await failure(name);
    expect(error).toMatchObject({ code, helpUrl: expect.stringMatching(/^https:/) });
    const said = JSON.stringify(error);
    expect(said).not.toContain(secretOf(name).slice(-6));
    expect(said).not.toMatch(/sk_live|\*\*\*/);
  });

  it('with a code that nobody knows is shown with Stripe’s words and link, and without the key', async () => {
    const secret = secretOf('full');
    simulator.control.setFault({
      fault: {
        kind: 'answer',
        status: 400,
        body: {
          error: {
            type: 'invalid_request_error',
            code: 'brand_new_code',
            message: `The key rk_live_*******${secret.slice(-6)} is <b>odd</b>.`,
            doc_url: 'https://stripe.com/docs/error-codes/brand-new-code',
          },
        },
      },
    });
    const error = await failure('full');
    expect(error).toMatchObject({
      code: 'stripe.brand_new_code',
      providerCode: 'brand_new_code',
      helpUrl: 'https://stripe.com/docs/error-codes/brand-new-code',
    });
    expect(error.message).toContain('(key hidden) is odd');
    expect(JSON.stringify(error)).not.toContain(secret.slice(-6));
  });

  it('never links to a place that is not Stripe’s own help', async () => {
    for (const doc_url of [
      'https://evil.example/docs',
      'https://stripe.com.evil.example/docs',
      'https://checkout.stripe.com/c/pay/cs_live_1',
      'https://stripe.com/redirect?to=https://evil.example',
      'javascript:alert(1)',
    ]) {
      simulator.control.clearFaults();
      simulator.control.setFault({
        fault: {
          kind: 'answer',
          status: 400,
          body: { error: { type: 'api_error', code: 'new', message: 'x', doc_url } },
        },
      });
      expect((await failure('full')).helpUrl).not.toBe(doc_url);
    }
  });
});
