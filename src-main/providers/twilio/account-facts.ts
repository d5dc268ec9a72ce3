/** The lines and notices of Twilio's status card. */

import type { Notice } from '../../../src-shared/credentials/connection';
import type { Fact } from '../../../src-shared/primitives';
import { currentLocale, t, text } from '../../../src-shared/texts/translate';
import { dayWords } from '../day-words';
import { capitalised, fact } from '../fact';
import type { ProofOutlook } from '../outlook';
import { accountProblem, accountWord, isTrial } from './account-state';
import type { TwilioAccount, TwilioBalance, TwilioList } from './twilio-api';

/** What is known of an account; `account` is null when the key may not read it. */
export type AccountKnowledge = {
  accountSid: string;
  account: TwilioAccount | null;
  balance: TwilioBalance | null;
  verifiedRecipients: TwilioList<{ e164: string; label: string }> | null;
};

export const notVisible = text('Not visible to this key');

/** Asked once: each check of an account says its balance. */
let currencies: ReadonlySet<string> | null = null;
const formats = new Map<string, Intl.NumberFormat>();

/** Null for a currency that is not known. */
function formatOf(currency: string): Intl.NumberFormat | null {
  currencies ??= new Set(Intl.supportedValuesOf('currency'));
  const code = currency.toUpperCase();
  if (!currencies.has(code)) return null;
  const locale = currentLocale();
  const format =
    formats.get(`${locale} ${code}`) ?? new Intl.NumberFormat(locale, { style: 'currency', currency: code });
  formats.set(`${locale} ${code}`, format);
  return format;
}

/** `$42.17`, without the many decimals that Twilio gives; an unknown currency stays behind the amount. */
function money({ amount, currency }: TwilioBalance): string {
  const value = Number(amount);
  const format = currency !== null && Number.isFinite(value) ? formatOf(currency) : null;
  if (format !== null) return format.format(value);
  return `${Number.isFinite(value) ? value.toFixed(2) : amount}${currency === null ? '' : ` ${currency}`}`;
}

/**
 * A trial lasts 30 days from the account's creation. Twilio's API does not tell its end, so the date is shown as
 * approximate.
 */
const trialMs = 30 * 24 * 3_600_000;
const trialEnd = (account: TwilioAccount): number | null =>
  account.createdAt === null ? null : account.createdAt + trialMs;

function recipientWords(numbers: readonly string[]): string {
  const details = numbers.slice(0, 5).join(', ');
  return numbers.length > 5 ? t('{details} and {count} more', { details, count: numbers.length - 5 }) : details;
}

export function accountFacts({ accountSid, account, balance, verifiedRecipients }: AccountKnowledge): Fact[] {
  const said = (value: string | null | undefined) =>
    account === null ? t(notVisible) : (value ?? t('Not told by Twilio'));
  const statusTone =
    account === null || account.status === null ? 'neutral' : accountProblem(account) === null ? 'good' : 'bad';
  const amount = balance === null ? Number.NaN : Number(balance.amount);
  const facts = [
    fact('account-name', t('Account'), said(account?.name)),
    fact('account-sid', 'Account SID', accountSid, 'neutral', 'code'),
    fact(
      'account-type',
      t('Type'),
      said(account?.type == null ? null : capitalised(accountWord(account.type))),
      account !== null && isTrial(account) ? 'warning' : 'neutral',
    ),
    fact(
      'account-status',
      t('Status'),
      said(account?.status == null ? null : capitalised(accountWord(account.status))),
      statusTone,
    ),
    balance === null
      ? fact('balance', t('Balance'), account === null ? t(notVisible) : t('Not told by Twilio'))
      : fact('balance', t('Balance'), money(balance), amount <= 0 ? 'bad' : amount < 2 ? 'warning' : 'neutral'),
  ];
  const end = account !== null && isTrial(account) ? trialEnd(account) : null;
  if (end !== null) facts.push(fact('trial-end', t('Trial ends'), t('About {day}', { day: dayWords(end) }), 'warning'));
  if (verifiedRecipients !== null) {
    const count = verifiedRecipients.items.length;
    facts.push(
      fact(
        'verified-recipients',
        t('Verified recipients'),
        count === 0 ? t('None yet') : recipientWords(verifiedRecipients.items.map(({ e164 }) => e164)),
        count === 0 ? 'warning' : 'neutral',
      ),
    );
  }
  return facts;
}

/** What runs out and what ends; nothing of it where the key may not see it. */
export function accountOutlook({ account, balance }: AccountKnowledge): Pick<ProofOutlook, 'balance' | 'ends'> {
  const amount = balance === null ? Number.NaN : Number(balance.amount);
  const end = account !== null && isTrial(account) ? trialEnd(account) : null;
  const text = t('Upgrade the account before: a trial that has ended sends nothing.');
  return {
    ...(balance === null || !Number.isFinite(amount) ? {} : { balance: { amount, currency: balance.currency } }),
    ends:
      account === null
        ? {}
        : { trial: end === null ? null : { at: end, what: t('The Twilio trial ends about'), text } },
  };
}

export function accountNotices({ account, verifiedRecipients }: AccountKnowledge): Notice[] {
  if (account === null) {
    return [
      {
        tone: 'info',
        title: t('Account details are not visible to this key'),
        text: t(
          'API keys may not read the account’s name, type, status and balance. The key itself is proven by the account’s list of numbers, and nothing is wrong with it. Whether this is a trial account can’t be told this way.',
        ),
      },
    ];
  }
  if (!isTrial(account)) return [];
  const end = trialEnd(account);
  const none = verifiedRecipients !== null && verifiedRecipients.items.length === 0;
  return [
    {
      tone: 'warning',
      title: t('Trial account'),
      text: [
        t(
          'A trial account sends only to recipients verified in the Twilio Console, and Twilio puts a line of its own before each text.',
        ),
        ...(none ? [t('None is verified yet: verify the phone that you want to test with.')] : []),
        t('Upgrade the account before patients rely on it.'),
        ...(end === null
          ? []
          : [
              t('Twilio ends a trial 30 days after the account was made: this one about {day}.', {
                day: dayWords(end),
              }),
            ]),
      ].join(' '),
      helpUrl: 'https://www.twilio.com/docs/usage/tutorials/how-to-use-your-free-trial-account',
    },
  ];
}
