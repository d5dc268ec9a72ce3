/** What is told before it strikes: a sign-in, a trial, a deadline, a balance that ends; a key that is old. Pure. */

import type { Ahead } from '../../src-shared/ahead';
import type { Notice } from '../../src-shared/credentials/connection';
import type { ProviderDescriptor } from '../../src-shared/providers/descriptor';
import { signInExpiry } from '../../src-shared/readiness/sign-in-expiry';
import { currentLocale, t } from '../../src-shared/texts/translate';
import { dayWords } from '../providers/day-words';
import { daysLeft, type End, longestMs, type Outlook, outlookOf, providerNow } from '../providers/outlook';
import type { CredentialRecord } from '../storage/repositories';

export type Warning = {
  kind: 'sign-in' | 'end' | 'balance' | 'key' | 'kit';
  /** The same for as long as it is the same warning: each is told once. Those after the first are told with it. */
  keys: readonly [string, ...string[]];
  /** The moment that it is about, where that may be moved: then it is told again. 0 for none. */
  about: number;
  title: string;
  text: string;
};

export type Warned = Pick<CredentialRecord, 'expiresAt' | 'verifiedAt' | 'metadata'>;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Days before an end at which it is told. */
const endStages = [7, 2];
const signInStages = [3, 1];
/** A balance under this is low at any pace; in the account's own currency, which no provider says more about. */
const lowBalance = 2;
const lowDays = 7;
const oldKeyDays = 365;

const moneyOf = ({ amount, currency }: NonNullable<Outlook['balance']>) =>
  `${amount.toLocaleString(currentLocale(), {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
    useGrouping: false,
  })}${currency === null ? '' : ` ${currency}`}`;

/** The narrowest stage that is reached, and the wider ones after it. */
function stagesAt(left: number, stages: readonly number[], slack: number): [number, ...number[]] | null {
  const [first, ...others] = stages.filter((days) => left <= days * slack * dayMs).toReversed();
  return left <= 0 || first === undefined ? null : [first, ...others];
}

/** The keys of one warning: that of the narrowest stage, and of the wider ones. */
const keysOf = (name: string, [first, ...others]: [number, ...number[]]): Warning['keys'] => [
  `${name} ${first}`,
  ...others.map((stage) => `${name} ${stage}`),
];

/** @param slack how much earlier than usual it is told */
function endWarning(id: string, { at, what, text }: End, now: number, slack: number): Warning | null {
  const stages = stagesAt(at - now, endStages, slack);
  if (stages === null) return null;
  return { kind: 'end', keys: keysOf(`end ${id}`, stages), about: at, title: `${what} ${dayWords(at)}`, text };
}

function balanceWarning(outlook: Outlook, name: string, slack: number): Warning | null {
  const { balance } = outlook;
  if (balance === undefined) return null;
  const days = daysLeft(outlook);
  const isShort = days !== null && days <= lowDays * slack;
  if (!isShort && balance.amount >= lowBalance * slack) return null;
  const lasts =
    days === null || days < 1
      ? t('less than a day')
      : days < 2
        ? t('about a day')
        : t('about {days} days', { days: Math.floor(days) });
  return {
    kind: 'balance',
    keys: ['balance'],
    about: 0,
    title: isShort ? t('The {name} balance lasts {lasts}', { name, lasts }) : t('The {name} balance is low', { name }),
    text: [
      isShort
        ? t('{amount} is left, at the pace of the last days.', { amount: moneyOf(balance) })
        : t('{amount} is left.', { amount: moneyOf(balance) }),
      t('Add money before it is used up: without it, no text is sent.'),
    ].join(' '),
  };
}

function keyWarning({ since }: Outlook, { name, company }: ProviderDescriptor, now: number, slack: number) {
  const years = since === undefined ? 0 : Math.floor(((now - since) * slack) / (oldKeyDays * dayMs));
  if (years < 1) return null;
  const text = t('Make a new one at {company} and replace it here.', { company });
  const title = t('The {name} key is {years, plural, =1 {a year} other {# years}} old', { name, years });
  const reached = Array.from({ length: years }, (_, index) => years - index) as [number, ...number[]];
  return { kind: 'key' as const, keys: keysOf('key', reached), about: 0, title, text };
}

/** Only where this computer's clock is right now: the end is known in its time. */
function signInWarning(descriptor: ProviderDescriptor, { expiresAt }: Warned, known: number, now: Date, slack: number) {
  if (expiresAt === null || Math.abs(known - now.getTime()) > hourMs) return null;
  const expiry = signInExpiry(descriptor, expiresAt, now);
  const end = Date.parse(expiresAt);
  const stages = stagesAt(end - now.getTime(), signInStages, slack);
  if (expiry === null || stages === null) return null;
  const text = t('Sign in again before; until then nothing is lost.');
  return { kind: 'sign-in' as const, keys: keysOf('sign-in', stages), about: end, title: expiry.title, text };
}

/**
 * What is to be said of a connection before it strikes.
 * @param slack how much earlier than usual. What was told is forgotten only when it would not be said with some slack
 * either, so that a value that wavers is not told again and again.
 */
export function warningsOf(descriptor: ProviderDescriptor, stored: Warned, now: Date, slack = 1): Warning[] {
  const outlook = outlookOf(stored.metadata);
  const known = providerNow(outlook, stored.verifiedAt, now);
  const timed =
    known === null
      ? []
      : [
          signInWarning(descriptor, stored, known, now, slack),
          ...Object.entries(outlook.ends ?? {}).map(([id, end]) => endWarning(id, end, known, slack)),
          // A sign-in renews its own.
          descriptor.signIn === undefined ? keyWarning(outlook, descriptor, known, slack) : null,
        ];
  return [...timed, balanceWarning(outlook, descriptor.name, slack)].filter((warning) => warning !== null);
}

/** What the provider's own notices do not say already, for the connection's card. */
export const warningNotices = (warnings: readonly Warning[]): Notice[] =>
  warnings
    .filter(({ kind }) => kind === 'balance' || kind === 'key')
    .map(({ title, text }) => ({ tone: 'warning', title, text }));

/** When an end is told, in this computer's time: whenever it lies within the widest stage of {@link providerNow}. */
function endTold({ at: end, what }: End, { at }: Outlook, verifiedAt: string | null): Ahead {
  if (at === undefined || end <= at) return [];
  const title = `${what} ${dayWords(end)}`;
  const left = end - at;
  const earliest = left - Math.max(...endStages) * dayMs;
  const verified = verifiedAt === null ? Number.NaN : Date.parse(verifiedAt);
  if (Number.isNaN(verified)) return earliest <= 0 ? [{ title }] : [];
  // A clock that is set so far that nothing is known of the time since the proof shows the time of the proof.
  const astray = verified + longestMs + 1;
  if (earliest <= 0)
    return [
      { title, until: verified + left },
      { title, from: astray },
    ];
  const [from, until] = [verified + earliest, Math.min(verified + left, astray)];
  return from < until ? [{ title, from, until }] : [];
}

/** What makes a connection ask for attention though it works; the end of a sign-in has a rule of its own. */
export function pressingOf(
  { name }: Pick<ProviderDescriptor, 'name'>,
  { metadata, verifiedAt }: Pick<Warned, 'metadata' | 'verifiedAt'>,
): Ahead {
  const outlook = outlookOf(metadata);
  const balance = balanceWarning(outlook, name, 1);
  return [
    ...Object.values(outlook.ends ?? {}).flatMap((end) => endTold(end, outlook, verifiedAt)),
    ...(balance === null ? [] : [{ title: balance.title }]),
  ];
}

const oldKitDays = 180;
/** Without a kit, after so many days with credentials. */
const missingKitDays = 14;

/** When a kit was saved last, and since when there are credentials; null for never. */
export type KnownKit = { savedAt: number | null; since: number | null };

export function kitWarning({ savedAt, since }: KnownKit, now: number, slack = 1): Warning | null {
  const text = t('Save one under Settings, and keep it apart from this computer.');
  const days = (from: number) => ((now - from) * slack) / dayMs;
  if (since === null) return null;
  if (savedAt === null)
    return days(since) < missingKitDays
      ? null
      : { kind: 'kit', keys: ['kit none'], about: 0, title: t('There is no recovery kit yet'), text };
  const periods = Math.floor(days(savedAt) / oldKitDays);
  if (periods < 1) return null;
  const reached = Array.from({ length: periods }, (_, index) => periods - index) as [number, ...number[]];
  const title = t('The recovery kit is {months} months old', { months: periods * 6 });
  return { kind: 'kit', keys: keysOf('kit', reached), about: savedAt, title, text };
}
