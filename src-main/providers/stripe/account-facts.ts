/** The lines and notices of Stripe's status card. */

import type { Notice } from '../../../src-shared/credentials/connection';
import { ownValue } from '../../../src-shared/own-value';
import type { Fact } from '../../../src-shared/primitives';
import { accountPermission, permissionWords } from '../../../src-shared/providers/stripe/permissions';
import { currentLanguage, type Text, t, text } from '../../../src-shared/texts/translate';
import { dayWords } from '../day-words';
import { capitalised, fact } from '../fact';
import type { ProofOutlook } from '../outlook';
import { isInReview } from './account-findings';
import { type AccountKnowledge, accountName } from './account-knowledge';
import { countOf, dueNow, fieldWords, requirementWords } from './requirement-words';
import type { CapabilityState, Requirements, StripeAccount } from './stripe-api';

const notVisible = text('Not visible to this key');
const notTold = text('Not told by Stripe');

/** Made when first asked for: the names of all regions take 10 ms to load. */
const countries = new Map<string, Intl.DisplayNames>();
function countryName(code: string): string {
  const language = currentLanguage();
  const names = countries.get(language) ?? new Intl.DisplayNames(language, { type: 'region', fallback: 'code' });
  countries.set(language, names);
  return names.of(code) ?? code;
}
const details = (count: number) => t('{count, plural, one {# detail} other {# details}}', { count });

type Switch = { id: string; label: string; on: string; off: string };

function onOff(account: StripeAccount, value: boolean | null, { id, label, on, off }: Switch): Fact {
  if (value === null) return fact(id, label, t(notTold));
  if (value) return fact(id, label, on, 'good');
  return isInReview(account)
    ? fact(id, label, t('{state}: in review', { state: off }), 'warning')
    : fact(id, label, off, 'bad');
}

const intervals: Readonly<Record<string, Text>> = {
  daily: text('Enabled, every day'),
  weekly: text('Enabled, every week'),
  monthly: text('Enabled, every month'),
  manual: text('Enabled, by hand only'),
};

const capabilityTones: Record<CapabilityState, Fact['tone']> = {
  active: 'good',
  pending: 'warning',
  inactive: 'bad',
  unknown: 'neutral',
};
const capabilityWords: Record<CapabilityState, Text> = {
  active: text('Active'),
  pending: text('Pending: Stripe is checking'),
  inactive: text('Inactive'),
  unknown: notTold,
};

function requirementFact({ requirements }: StripeAccount): Fact {
  const id = 'requirements';
  const label = t('Asked for by Stripe');
  if (requirements === null) return fact(id, label, t(notTold));
  const due = dueNow(requirements);
  if (due.length > 0) {
    const overdue = requirements.pastDue.length > 0;
    const asked = details(countOf(due));
    if (overdue) return fact(id, label, t('{details}, overdue', { details: asked }), 'bad');
    const { deadline } = requirements;
    const value = deadline === null ? asked : t('{details} by {day}', { details: asked, day: dayWords(deadline) });
    return fact(id, label, value, 'warning');
  }
  if (requirements.pendingVerification.length > 0)
    return fact(id, label, t('Nothing: Stripe is checking what it was given'));
  if (requirements.eventuallyDue.length > 0)
    return fact(
      id,
      label,
      t('Nothing now, {details} later', { details: details(countOf(requirements.eventuallyDue)) }),
    );
  return fact(id, label, t('Nothing'), 'good');
}

/** Capabilities other than cards that are pending or inactive. */
function otherCapabilities({ capabilities }: StripeAccount): Fact[] {
  const open = Object.entries(capabilities).filter(
    ([name, state]) => name.endsWith('_payments') && name !== 'card_payments' && state === 'pending',
  );
  if (open.length === 0) return [];
  const words = open.slice(0, 4).map(([name]) => capitalised(name.replace(/_payments$/, '').replaceAll('_', ' ')));
  return [fact('pending-capabilities', t('Waiting for Stripe'), words.join(', '), 'warning')];
}

export function accountFacts(knowledge: AccountKnowledge): Fact[] {
  const { key, account, accountId } = knowledge;
  const mode =
    key.mode === 'live'
      ? fact('mode', t('Mode'), t('Live'), 'good')
      : fact('mode', t('Mode'), t('Test: no real money'), 'warning');
  const id =
    accountId === null
      ? fact('account-id', t('Account ID'), t(notVisible))
      : fact('account-id', t('Account ID'), accountId, 'neutral', 'code');
  if (account === null)
    return [
      mode,
      fact('account-name', t('Account'), t(notVisible)),
      id,
      fact('charges', t('Charges'), t(notVisible)),
      fact('payouts', t('Payouts'), t(notVisible)),
      fact('requirements', t('Asked for by Stripe'), t(notVisible)),
    ];
  const lines = [...identityFacts(account, id), ...moneyFacts(account), requirementFact(account)];
  return [mode, ...(key.mode === 'test' ? lines.map(asOfTestMode) : lines)];
}

/** In test mode no line is green: nothing is proved about real payments. */
function asOfTestMode(line: Fact): Fact {
  return line.tone === 'good'
    ? { ...line, value: t('{value}, in test mode', { value: line.value }), tone: 'neutral' }
    : line;
}

const identityFacts = (account: StripeAccount, id: Fact): Fact[] => [
  fact('account-name', t('Account'), account.name ?? t('Without a name')),
  id,
  fact('country', t('Country'), account.country === null ? t(notTold) : countryName(account.country)),
  fact('currency', t('Currency'), account.defaultCurrency?.toUpperCase() ?? t(notTold)),
];

function moneyFacts(account: StripeAccount): Fact[] {
  const { payoutInterval, capabilities } = account;
  const enabled = text('Enabled');
  const paid = t(ownValue(intervals, payoutInterval ?? '') ?? enabled);
  const cards = capabilities.card_payments ?? 'unknown';
  return [
    onOff(account, account.chargesEnabled, { id: 'charges', label: t('Charges'), on: t(enabled), off: t('Disabled') }),
    onOff(account, account.payoutsEnabled, { id: 'payouts', label: t('Payouts'), on: paid, off: t('Paused') }),
    fact('card-payments', t('Card payments'), t(capabilityWords[cards]), capabilityTones[cards]),
    ...otherCapabilities(account),
    fact('statement-descriptor', t('On card statements'), account.statementDescriptor ?? t('Not set')),
  ];
}

const statusPage = 'https://dashboard.stripe.com/account/status';

function requirementNotices(requirements: Requirements): Notice[] {
  const notices: Notice[] = [];
  const { pastDue, currentlyDue, eventuallyDue, errors, deadline } = requirements;
  const now = currentlyDue.filter((field) => !pastDue.includes(field));
  if (pastDue.length > 0)
    notices.push({
      tone: 'warning',
      title: t('Details at Stripe are overdue'),
      text: t('Stripe waits for {details}. Until it has them, charges or payouts stay off.', {
        details: requirementWords(pastDue),
      }),
      helpUrl: statusPage,
    });
  if (now.length > 0)
    notices.push({
      tone: 'warning',
      title:
        deadline === null
          ? t('Stripe asks for details')
          : t('Stripe asks for details by {day}', { day: dayWords(deadline) }),
      text:
        deadline === null
          ? t('It waits for {details}. Without them Stripe may switch off charges or payouts.', {
              details: requirementWords(now),
            })
          : t('It waits for {details}. Without them by then Stripe may switch off charges or payouts.', {
              details: requirementWords(now),
            }),
      helpUrl: statusPage,
    });
  for (const { field, reason } of errors.slice(0, 3))
    notices.push({
      tone: 'warning',
      title: t('Stripe could not accept a detail'),
      text: `${capitalised(fieldWords(field))}: ${reason}`,
      helpUrl: statusPage,
    });
  const later = eventuallyDue.filter((field) => !currentlyDue.includes(field) && !pastDue.includes(field));
  if (later.length > 0)
    notices.push({
      tone: 'info',
      title: t('Stripe will ask for more later'),
      text: t('When the account takes in more money, Stripe will want {details}. Nothing needs to be done now.', {
        details: requirementWords(later),
      }),
    });
  return notices;
}

/** What ends; nothing where the key may not read the account, or did not say what it asks for. */
export function accountEnds({ account, key }: AccountKnowledge): ProofOutlook['ends'] {
  if (account === null || account.requirements === null) return {};
  const { deadline } = account.requirements;
  // In test mode nothing is lost.
  if (deadline === null || key.mode === 'test' || dueNow(account.requirements).length === 0)
    return { requirements: null };
  const text = t('Give them before, or charges and payouts may stop.');
  return { requirements: { at: deadline, what: t('Stripe waits for details until'), text } };
}

export function accountNotices(knowledge: AccountKnowledge): Notice[] {
  const { key, account, hiddenBy } = knowledge;
  const notices: Notice[] = [];
  if (key.mode === 'test')
    notices.push({
      tone: 'warning',
      title: t('Test key: no real payments'),
      text: t(
        'This key works in Stripe’s test mode or in a sandbox, where no money moves. It shows that {account} can be reached, and nothing about real payments. Replace it with a live key before patients pay.',
        { account: accountName(knowledge) },
      ),
      helpUrl: 'https://docs.stripe.com/test-mode',
    });
  if (account === null) {
    const permission = permissionWords(hiddenBy ?? accountPermission);
    notices.push({
      tone: 'info',
      title: t('Account details are not visible to this key'),
      text: t(
        'A restricted key may read the account’s name, requirements and payouts only with the permission “{permission}”. Nothing is wrong with the key; what it can’t show stays open here.',
        { permission },
      ),
      helpUrl: 'https://dashboard.stripe.com/apikeys',
    });
    return notices;
  }
  if (isInReview(account) && !(account.chargesEnabled && account.payoutsEnabled))
    notices.push({
      tone: 'info',
      title: key.mode === 'test' ? t('In review at Stripe (test mode)') : t('In review at Stripe'),
      text: t(
        'Stripe is checking what it was given, usually for one to two business days. Nothing needs to be done; check again then.',
      ),
      helpUrl: statusPage,
    });
  if (account.requirements !== null) {
    const asked = requirementNotices(account.requirements);
    notices.push(
      ...(key.mode === 'test'
        ? asked.map((one) => ({ ...one, title: t('{title} (test mode)', { title: one.title }) }))
        : asked),
    );
  }
  if (account.payoutInterval === 'manual')
    notices.push({
      tone: 'info',
      title: t('Payouts are sent by hand'),
      text: t('Stripe keeps the clinic’s money until somebody sends a payout in Stripe’s dashboard.'),
      helpUrl: 'https://dashboard.stripe.com/settings/payouts',
    });
  return notices;
}
