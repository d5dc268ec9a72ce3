/**
 * The smallest amount that Stripe accepts in a payment, by currency, in the currency's smallest unit
 * (https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts). It also depends on the currency that the
 * account settles in; the test uses the account's own.
 */
import { currentLocale } from '../../../src-shared/texts/translate';

const smallest: Readonly<Record<string, number>> = {
  aed: 200,
  aud: 50,
  bgn: 100,
  brl: 50,
  cad: 50,
  chf: 50,
  czk: 1500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17_500,
  inr: 50,
  jpy: 50,
  mxn: 1000,
  myr: 200,
  nok: 300,
  nzd: 50,
  pln: 200,
  ron: 200,
  sek: 300,
  sgd: 50,
  thb: 1000,
  usd: 50,
};

/** What nearly every account may take when its own currency is not visible to the key. */
export const usualCurrency = 'usd';

/** For a currency without a published minimum: worth more than half a dollar in all of them, and never paid. */
const unpublished = 1_000_000;

export const smallestAmount = (currency: string): number => smallest[currency] ?? unpublished;

/** Currencies whose smallest unit is the currency itself. */
const zeroDecimal: ReadonlySet<string> = new Set(
  'bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf'.split(' '),
);

/** `0.50 USD`, `50 JPY`. */
export const amountWords = (amount: number, currency: string): string =>
  `${zeroDecimal.has(currency) ? amount : hundredths(amount)} ${currency.toUpperCase()}`;

const hundredths = (amount: number) =>
  (amount / 100).toLocaleString(currentLocale(), {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
    useGrouping: false,
  });
