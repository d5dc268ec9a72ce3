/** Stripe's API keys: kind and mode, and what people paste instead. */

import { cleanPasted } from '../../pasted';
import { type Text, t, text } from '../../texts/translate';

export type StripeMode = 'live' | 'test';
export type StripeKey = { kind: 'secret' | 'restricted'; mode: StripeMode };

/** Stripe advises against relying on a length: keys of 2012 have 32 characters, keys of today 107. */
const keyPattern = /^(sk|rk)_(live|test)_[A-Za-z0-9_]{10,240}$/;

/** The kind and mode of a key; null for a value that is no API key. */
export function stripeKeyOf(value: string): StripeKey | null {
  const match = keyPattern.exec(value);
  if (match === null) return null;
  return { kind: match[1] === 'rk' ? 'restricted' : 'secret', mode: match[2] === 'live' ? 'live' : 'test' };
}

/** `Restricted live key`. */
export const keyWords = ({ kind, mode }: StripeKey): string =>
  t('{kind, select, restricted {Restricted} other {Secret}} {mode, select, live {live} other {test}} key', {
    kind,
    mode,
  });

/** `live mode`, `test mode`: said on every line that Stripe answered for. */
export const modeWords = (mode: StripeMode): string => (mode === 'live' ? t('live mode') : t('test mode'));

/** Also removes what surrounds a key in an HTTP header or a curl command. */
const cleaned = (pasted: string) =>
  cleanPasted(pasted)
    .replace(/^(?:authorization:)?bearer(?=[a-z]{2}_)/i, '')
    .replace(/^((?:sk|rk)_.*):$/, '$1')
    // A phone's keyboard begins with a capital.
    .replace(/^[SR]k_(?=live_|test_)/, (start) => start.toLowerCase());

/** Other identifiers of Stripe, by their prefix. */
const others: readonly [RegExp, Text][] = [
  [
    /^pk_/,
    text(
      'This is a publishable key (pk_…), which web pages use. Copy the secret key that stands beside it, or make a restricted key.',
    ),
  ],
  [
    /^whsec_/,
    text('This is a webhook’s signing secret (whsec_…). The key starts with sk_live_, rk_live_, sk_test_ or rk_test_.'),
  ],
  [
    /^[sr]k_org_/,
    text(
      'This is a key of a Stripe organization. Make a key in the clinic’s own Stripe account: it starts with sk_live_ or rk_live_.',
    ),
  ],
  [/^acct_/, text('This is an account’s ID (acct_…). The key starts with sk_live_, rk_live_, sk_test_ or rk_test_.')],
  [
    /^(?:price|prod|plan)_/,
    text('This is the ID of a product or a price. The key starts with sk_live_, rk_live_, sk_test_ or rk_test_.'),
  ],
  [
    /^(?:cus|pi|ch|cs|seti|sub|in|evt|we|po|re)_/,
    text('This is the ID of an object in Stripe. The key starts with sk_live_, rk_live_, sk_test_ or rk_test_.'),
  ],
  [/^ca_/, text('This is a Connect client’s ID (ca_…). The key starts with sk_live_, rk_live_, sk_test_ or rk_test_.')],
  [
    /^ek_/,
    text(
      'This is a key that Stripe gives to one phone for an hour (ek_…). The key starts with sk_live_, rk_live_, sk_test_ or rk_test_.',
    ),
  ],
  [
    /^mk_/,
    text('This is the ID of a key, and not the key. The key starts with sk_live_, rk_live_, sk_test_ or rk_test_.'),
  ],
];

const masked = /[*•…]|\.{3}|x{6,}$/i;

/** Cleans a pasted key, or says what it is instead. */
export function checkSecretKey(pasted: string): { value: string } | { problem: string } {
  const value = cleaned(pasted);
  if (value === '') return { problem: t('Paste the secret key or a restricted key.') };
  const other = others.find(([start]) => start.test(value));
  if (other !== undefined) return { problem: t(other[1]) };
  if (/^https?:/i.test(value))
    return { problem: t('This is a web address. The key starts with sk_live_, rk_live_, sk_test_ or rk_test_.') };
  if (value.includes('@'))
    return { problem: t('This is an e-mail address. The key starts with sk_live_, rk_live_, sk_test_ or rk_test_.') };
  const isKey = /^[sr]k_/i.test(value);
  if (isKey && masked.test(value))
    return {
      problem: t(
        'This is the shortened key that Stripe’s dashboard lists. Reveal it there first; a live key that was shown once must be made anew.',
      ),
    };
  if (!/^[sr]k_(?:live|test)_/.test(value))
    return { problem: t('The key starts with sk_live_, rk_live_, sk_test_ or rk_test_.') };
  const rest = value.slice('sk_live_'.length);
  if (!/^[A-Za-z0-9_]*$/.test(rest)) return { problem: t('A key has only letters, digits and underscores.') };
  if (rest.length < 10)
    return {
      problem: t('A key is longer; this has {length} characters, so its end is missing.', { length: value.length }),
    };
  if (stripeKeyOf(value) === null)
    return { problem: t('A key is shorter; this has {length} characters.', { length: value.length }) };
  return { value };
}
