import { describe, expect, it } from 'vitest';
import { permissionWords } from '../../../../../src-shared/providers/stripe/permissions';
import { checkSecretKey, keyWords, stripeKeyOf } from '../../../../../src-shared/providers/stripe/secret-key';

// Put together here, so that no scanner takes the source for a leak.
const key = (prefix: string, rest = '51PracticeAbCdEfGhIjKlMnOpQrStUvWx') => `${prefix}_${rest}`;

describe('a pasted Stripe key', () => {
  it.each([
    ['sk_live', 'secret', 'live'],
    ['sk_test', 'secret', 'test'],
    ['rk_live', 'restricted', 'live'],
    ['rk_test', 'restricted', 'test'],
  ])('%s is told by kind and mode', (prefix, kind, mode) => {
    const value = key(prefix);
    expect(checkSecretKey(value)).toEqual({ value });
    expect(stripeKeyOf(value)).toEqual({ kind, mode });
  });

  it.each([
    ['spaces and a line end', (value: string) => `  ${value}\n`],
    ['the name of a setting', (value: string) => `STRIPE_SECRET_KEY=${value}`],
    ['an export with quotes', (value: string) => `export STRIPE_SECRET_KEY="${value}"`],
    ['a header', (value: string) => `Authorization: Bearer ${value}`],
    ['a bearer', (value: string) => `Bearer ${value}`],
    ['curl’s colon', (value: string) => `${value}:`],
    ['an invisible character', (value: string) => `${value.slice(0, 12)}\u200B${value.slice(12)}`],
    ['a capital of a phone’s keyboard', (value: string) => `S${value.slice(1)}`],
  ])('is taken out of %s', (_, around) => {
    expect(checkSecretKey(around(key('sk_live')))).toEqual({ value: key('sk_live') });
  });

  it.each([
    ['nothing', '  ', /Paste the secret key/],
    ['a publishable key', key('pk_live'), /publishable key/],
    ['a webhook’s secret', 'whsec_abcdefghijklmnop', /signing secret/],
    ['a price', 'price_1PracticeAbCd', /product or a price/],
    ['a product', 'prod_PracticeAbCd', /product or a price/],
    ['an account', 'acct_1PracticeAbCd', /account’s ID/],
    ['a customer', 'cus_PracticeAbCd', /ID of an object/],
    ['a payment', 'pi_1PracticeAbCd', /ID of an object/],
    ['a Connect client', 'ca_PracticeAbCd', /Connect client/],
    ['an organization’s key', key('sk_org_live'), /organization/],
    ['an ephemeral key', 'ek_live_abcdefghijkl', /one phone/],
    ['a key’s ID', 'mk_1PracticeAbCd', /ID of a key/],
    ['a shortened key', 'sk_live_51Pr…UvWx', /shortened key/],
    ['a masked key', 'rk_live_********************UvWx', /shortened key/],
    ['a web address', 'https://dashboard.stripe.com/apikeys', /web address/],
    ['an e-mail address', 'owner@clinic.example', /e-mail address/],
    ['another mode', key('sk_prod'), /starts with sk_live_/],
    ['a lost end', 'sk_live_51Pr', /its end is missing/],
    ['another character', 'sk_live_51PracticeAbCdEf-GhIjKl', /letters, digits and underscores/],
    ['something without end', key('sk_live', 'a'.repeat(300)), /shorter/],
    ['anything else', 'hello', /starts with sk_live_/],
  ])('%s is named', (_, pasted, problem) => {
    expect(checkSecretKey(pasted)).toEqual({ problem: expect.stringMatching(problem) });
  });

  it('never repeats what was pasted', () => {
    for (const pasted of [key('pk_live'), key('sk_org_live'), 'sk_live_51Pr', 'sk_live_51PracticeAbCdEf-GhIjKl']) {
      const checked = checkSecretKey(pasted);
      expect('problem' in checked && checked.problem).not.toContain(pasted.slice(8));
    }
  });

  it('is named by kind and mode', () => {
    expect(keyWords({ kind: 'restricted', mode: 'live' })).toBe('Restricted live key');
    expect(keyWords({ kind: 'secret', mode: 'test' })).toBe('Secret test key');
  });
});

describe('a permission', () => {
  it.each([
    ['rak_checkout_session_write', 'Checkout Sessions: Write'],
    ['rak_accounts_kyc_basic_read', 'Accounts, under Connect: Read'],
    ['rak_plan_write', 'Prices: Write'],
    ['rak_something_new_read', 'Something new: Read'],
    ['nonsense', 'nonsense'],
  ])('%s reads as on Stripe’s page', (name, words) => {
    expect(permissionWords(name)).toBe(words);
  });
});
