/** What the account says about charges and payouts: a rung each, and a problem where one is disproved. */

import type { AppErrorData } from '../../../src-shared/errors';
import { accountPermission, permissionWords } from '../../../src-shared/providers/stripe/permissions';
import { t } from '../../../src-shared/texts/translate';
import { dayWords } from '../day-words';
import type { ProviderProof } from '../provider';
import type { AccountKnowledge } from './account-knowledge';
import { disabledWords, dueNow, requirementWords } from './requirement-words';
import type { StripeAccount } from './stripe-api';

export type Finding = { rung: ProviderProof['rungs'][number]; problem: AppErrorData | null };

const statusPage = 'https://dashboard.stripe.com/account/status';
const onboardingPage = 'https://dashboard.stripe.com/account/onboarding';

/** Why it is off, and which information is due by when. */
function why(account: StripeAccount): string {
  const { requirements } = account;
  if (account.detailsSubmitted === false) return t('The account’s set-up was never finished at Stripe.');
  const reason = requirements?.disabledReason ?? null;
  return reason === null ? t('Stripe gives no reason.') : disabledWords(reason);
}

function whatToDo(account: StripeAccount): string {
  const { requirements } = account;
  const due = requirements === null ? [] : dueNow(requirements);
  if (due.length > 0) {
    const isOverdue = (requirements?.pastDue.length ?? 0) > 0;
    const details = requirementWords(due);
    return isOverdue || requirements?.deadline == null
      ? t('Sign in to Stripe and give what it asks for: {details}.', { details })
      : t('Sign in to Stripe and give what it asks for by {day}: {details}.', {
          details,
          day: dayWords(requirements.deadline),
        });
  }
  return t('Sign in to Stripe and follow what it says under “Account status”.');
}

const problemOf = (code: string, message: string, account: StripeAccount): AppErrorData => ({
  code: `stripe.${code}`,
  message,
  cause: why(account),
  fix: whatToDo(account),
  helpUrl: account.detailsSubmitted === false ? onboardingPage : statusPage,
  retryable: false,
});

const reviewReasons: ReadonlySet<string> = new Set(['under_review', 'listed', 'requirements.pending_verification']);

/**
 * True while Stripe reviews what it was given: it asks for nothing, and either a detail or the whole account is being
 * checked.
 */
export function isInReview({ detailsSubmitted, requirements }: StripeAccount): boolean {
  if (detailsSubmitted === false || requirements === null || dueNow(requirements).length > 0) return false;
  const { pendingVerification, disabledReason } = requirements;
  return disabledReason === null ? pendingVerification.length > 0 : reviewReasons.has(disabledReason);
}

const inReview = (id: string, what: 'charges' | 'payouts', account: StripeAccount): Finding => ({
  rung: {
    id,
    state: 'pending',
    proof: t('In review at Stripe: {what, select, charges {charges} other {payouts}} are off until then. {reason}', {
      what,
      reason: why(account),
    }),
  },
  problem: null,
});

/** What has to be added to a restricted key before it shows the account. */
const toSee = (hiddenBy: string | null) => permissionWords(hiddenBy ?? accountPermission);

/** A test key, or a key that may not read the account, leaves the rung open and says why. */
const open = (id: string, proof: string): Finding => ({ rung: { id, state: 'unproven', proof }, problem: null });

const testMode = (what: 'charges' | 'payouts') =>
  t(
    'Test mode: says nothing about real {what, select, charges {charges} other {payouts}}. The live key has to show it',
    { what },
  );

export function chargesFinding({ key, account, hiddenBy }: AccountKnowledge): Finding {
  const id = 'charges-enabled';
  if (key.mode === 'test') return open(id, testMode('charges'));
  if (account === null)
    return open(
      id,
      t('Not visible to this key. The Stripe test shows it, or the permission “{permission}”', {
        permission: toSee(hiddenBy),
      }),
    );
  if (account.chargesEnabled === null) return open(id, t('Stripe did not say whether it accepts charges'));
  if (account.chargesEnabled)
    return {
      rung: { id, state: 'proven', proof: t('Stripe accepts charges for the account, in live mode') },
      problem: null,
    };
  if (isInReview(account)) return inReview(id, 'charges', account);
  const message = t('Stripe does not accept charges for this account.');
  return {
    rung: { id, state: 'disproved', proof: message },
    problem: problemOf('charges-disabled', message, account),
  };
}

export function payoutsFinding({ key, account, hiddenBy }: AccountKnowledge): Finding {
  const id = 'payouts-enabled';
  if (key.mode === 'test') return open(id, testMode('payouts'));
  if (account === null) {
    const proof = t('Not visible to this key, and not needed to take payments. “{permission}” would show it', {
      permission: toSee(hiddenBy),
    });
    return { rung: { id, state: 'not-applicable', proof }, problem: null };
  }
  if (account.payoutsEnabled === null) return open(id, t('Stripe did not say whether it pays out'));
  if (account.payoutsEnabled)
    return { rung: { id, state: 'proven', proof: t('Stripe pays out to the account, in live mode') }, problem: null };
  if (isInReview(account)) return inReview(id, 'payouts', account);
  const message = t('Stripe has paused payouts to this account.');
  return {
    rung: { id, state: 'disproved', proof: message },
    problem: problemOf('payouts-disabled', message, account),
  };
}
