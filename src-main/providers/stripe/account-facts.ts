/** The lines and notices of Stripe's status card. */
import type { Notice } from '../../../src-shared/credentials/connection';
import type { Fact } from '../../../src-shared/primitives';
import { accountPermission, permissionWords } from '../../../src-shared/providers/stripe/permissions';
import { dayWords } from '../day-words';
import { capitalised, fact } from '../fact';
import type { ProofOutlook } from '../outlook';
import { isInReview } from './account-findings';
import { type AccountKnowledge, accountName } from './account-knowledge';
import { countOf, dueNow, fieldWords, requirementWords } from './requirement-words';
import type { CapabilityState, Requirements, StripeAccount } from './stripe-api';

const notVisible = 'Not visible to this key';
const notTold = 'Not told by Stripe';

/** Made when first asked for: the names of all regions take 10 ms to load. */
let countries: Intl.DisplayNames | undefined;
function countryName(code: string): string {
  countries ??= new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });
  return countries.of(code) ?? code;
}
const plural = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

type Switch = { id: string; label: string; on: string; off: string };

function onOff(account: StripeAccount, value: boolean | null, { id, label, on, off }: Switch): Fact {
  if (value === null) return fact(id, label, notTold);
  if (value) return fact(id, label, on, 'good');
  return isInReview(account) ? fact(id, label, `${off}: in review`, 'warning') : fact(id, label, off, 'bad');
}

const intervals: Readonly<Record<string, string>> = {
  daily: 'Enabled, every day',
  weekly: 'Enabled, every week',
  monthly: 'Enabled, every month',
  manual: 'Enabled, by hand only',
};

const capabilityTones: Record<CapabilityState, Fact['tone']> = {
  active: 'good',
  pending: 'warning',
  inactive: 'bad',
  unknown: 'neutral',
};
const capabilityWords: Record<CapabilityState, string> = {
  active: 'Active',
  pending: 'Pending: Stripe is checking',
  inactive: 'Inactive',
  unknown: notTold,
};

function requirementFact({ requirements }: StripeAccount): Fact {
  const id = 'requirements';
  const label = 'Asked for by Stripe';
  if (requirements === null) return fact(id, label, notTold);
  const due = dueNow(requirements);
  if (due.length > 0) {
    const overdue = requirements.pastDue.length > 0;
    const until = requirements.deadline === null ? '' : ` by ${dayWords(requirements.deadline)}`;
    return fact(
      id,
      label,
      `${plural(countOf(due), 'detail')}${overdue ? ', overdue' : until}`,
      overdue ? 'bad' : 'warning',
    );
  }
  if (requirements.pendingVerification.length > 0)
    return fact(id, label, 'Nothing: Stripe is checking what it was given');
  if (requirements.eventuallyDue.length > 0)
    return fact(id, label, `Nothing now, ${plural(countOf(requirements.eventuallyDue), 'detail')} later`);
  return fact(id, label, 'Nothing', 'good');
}

/** Capabilities other than cards that are pending or inactive. */
function otherCapabilities({ capabilities }: StripeAccount): Fact[] {
  const open = Object.entries(capabilities).filter(
    ([name, state]) => name.endsWith('_payments') && name !== 'card_payments' && state === 'pending',
  );
  if (open.length === 0) return [];
  const words = open.slice(0, 4).map(([name]) => capitalised(name.replace(/_payments$/, '').replaceAll('_', ' ')));
  return [fact('pending-capabilities', 'Waiting for Stripe', words.join(', '), 'warning')];
}

export function accountFacts(knowledge: AccountKnowledge): Fact[] {
  const { key, account, accountId } = knowledge;
  const mode =
    key.mode === 'live' ? fact('mode', 'Mode', 'Live', 'good') : fact('mode', 'Mode', 'Test: no real money', 'warning');
  const id =
    accountId === null
      ? fact('account-id', 'Account ID', notVisible)
      : fact('account-id', 'Account ID', accountId, 'neutral', 'code');
  if (account === null)
    return [
      mode,
      fact('account-name', 'Account', notVisible),
      id,
      fact('charges', 'Charges', notVisible),
      fact('payouts', 'Payouts', notVisible),
      fact('requirements', 'Asked for by Stripe', notVisible),
    ];
  const lines = [...identityFacts(account, id), ...moneyFacts(account), requirementFact(account)];
  return [mode, ...(key.mode === 'test' ? lines.map(asOfTestMode) : lines)];
}

/** In test mode no line is green: nothing is proved about real payments. */
function asOfTestMode(line: Fact): Fact {
  return line.tone === 'good' ? { ...line, value: `${line.value}, in test mode`, tone: 'neutral' } : line;
}

const identityFacts = (account: StripeAccount, id: Fact): Fact[] => [
  fact('account-name', 'Account', account.name ?? 'Without a name'),
  id,
  fact('country', 'Country', account.country === null ? notTold : countryName(account.country)),
  fact('currency', 'Currency', account.defaultCurrency?.toUpperCase() ?? notTold),
];

function moneyFacts(account: StripeAccount): Fact[] {
  const { payoutInterval, capabilities } = account;
  const paid = (Object.hasOwn(intervals, payoutInterval ?? '') ? intervals[payoutInterval ?? ''] : null) ?? 'Enabled';
  const cards = capabilities.card_payments ?? 'unknown';
  return [
    onOff(account, account.chargesEnabled, { id: 'charges', label: 'Charges', on: 'Enabled', off: 'Disabled' }),
    onOff(account, account.payoutsEnabled, { id: 'payouts', label: 'Payouts', on: paid, off: 'Paused' }),
    fact('card-payments', 'Card payments', capabilityWords[cards], capabilityTones[cards]),
    ...otherCapabilities(account),
    fact('statement-descriptor', 'On card statements', account.statementDescriptor ?? 'Not set'),
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
      title: 'Details at Stripe are overdue',
      text: `Stripe waits for ${requirementWords(pastDue)}. Until it has them, charges or payouts stay off.`,
      helpUrl: statusPage,
    });
  if (now.length > 0)
    notices.push({
      tone: 'warning',
      title: deadline === null ? 'Stripe asks for details' : `Stripe asks for details by ${dayWords(deadline)}`,
      text:
        `It waits for ${requirementWords(now)}. ${deadline === null ? 'Without them' : 'Without them by then'} ` +
        'Stripe may switch off charges or payouts.',
      helpUrl: statusPage,
    });
  for (const { field, reason } of errors.slice(0, 3))
    notices.push({
      tone: 'warning',
      title: 'Stripe could not accept a detail',
      text: `${capitalised(fieldWords(field))}: ${reason}`,
      helpUrl: statusPage,
    });
  const later = eventuallyDue.filter((field) => !currentlyDue.includes(field) && !pastDue.includes(field));
  if (later.length > 0)
    notices.push({
      tone: 'info',
      title: 'Stripe will ask for more later',
      text:
        `When the account takes in more money, Stripe will want ${requirementWords(later)}. ` +
        'Nothing needs to be done now.',
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
  const text = 'Give them before, or charges and payouts may stop.';
  return { requirements: { at: deadline, what: 'Stripe waits for details until', text } };
}

export function accountNotices(knowledge: AccountKnowledge): Notice[] {
  const { key, account, hiddenBy } = knowledge;
  const notices: Notice[] = [];
  if (key.mode === 'test')
    notices.push({
      tone: 'warning',
      title: 'Test key: no real payments',
      text:
        'This key works in Stripe’s test mode or in a sandbox, where no money moves. ' +
        `It shows that ${accountName(knowledge)} can be reached, and nothing about real payments. ` +
        'Replace it with a live key before patients pay.',
      helpUrl: 'https://docs.stripe.com/test-mode',
    });
  if (account === null) {
    const permission = permissionWords(hiddenBy ?? accountPermission);
    notices.push({
      tone: 'info',
      title: 'Account details are not visible to this key',
      text:
        'A restricted key may read the account’s name, requirements and payouts only with the permission ' +
        `“${permission}”. Nothing is wrong with the key; what it can’t show stays open here.`,
      helpUrl: 'https://dashboard.stripe.com/apikeys',
    });
    return notices;
  }
  if (isInReview(account) && !(account.chargesEnabled && account.payoutsEnabled))
    notices.push({
      tone: 'info',
      title: key.mode === 'test' ? 'In review at Stripe (test mode)' : 'In review at Stripe',
      text:
        'Stripe is checking what it was given, usually for one to two business days. Nothing needs to be done; ' +
        'check again then.',
      helpUrl: statusPage,
    });
  if (account.requirements !== null) {
    const asked = requirementNotices(account.requirements);
    notices.push(
      ...(key.mode === 'test' ? asked.map((one) => ({ ...one, title: `${one.title} (test mode)` })) : asked),
    );
  }
  if (account.payoutInterval === 'manual')
    notices.push({
      tone: 'info',
      title: 'Payouts are sent by hand',
      text: 'Stripe keeps the clinic’s money until somebody sends a payout in Stripe’s dashboard.',
      helpUrl: 'https://dashboard.stripe.com/settings/payouts',
    });
  return notices;
}
