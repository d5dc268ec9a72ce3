/** What an account's own words say about charges and payouts: a rung, and a problem where one is disproved. */
import type { AppErrorData } from '../../../src-shared/errors';
import type { ProviderProof } from '../provider';
import type { AccountKnowledge } from './account-knowledge';
import { dayWords, disabledWords, dueNow, requirementWords } from './requirement-words';
import type { StripeAccount } from './stripe-api';

export type Finding = { rung: ProviderProof['rungs'][number]; problem: AppErrorData | null };

const statusPage = 'https://dashboard.stripe.com/account/status';
const onboardingPage = 'https://dashboard.stripe.com/account/onboarding';

/** Why it is off, and what is asked for until when. */
function why(account: StripeAccount): string {
  const { requirements } = account;
  if (account.detailsSubmitted === false) return 'The account’s set-up was never finished at Stripe.';
  const reason = requirements?.disabledReason ?? null;
  return reason === null ? 'Stripe gives no reason.' : disabledWords(reason);
}

function whatToDo(account: StripeAccount): string {
  const { requirements } = account;
  const due = requirements === null ? [] : dueNow(requirements);
  if (due.length > 0) {
    const isOverdue = (requirements?.pastDue.length ?? 0) > 0;
    const until = isOverdue || requirements?.deadline == null ? '' : ` by ${dayWords(requirements.deadline)}`;
    return `Sign in to Stripe and give what it asks for${until}: ${requirementWords(due)}.`;
  }
  if ((requirements?.pendingVerification.length ?? 0) > 0)
    return 'Wait: Stripe is checking what it was given, usually for one to two business days. Then check again.';
  return 'Sign in to Stripe and follow what it says under “Account status”.';
}

const problemOf = (code: string, message: string, account: StripeAccount): AppErrorData => ({
  code: `stripe.${code}`,
  message,
  cause: why(account),
  fix: whatToDo(account),
  helpUrl: account.detailsSubmitted === false ? onboardingPage : statusPage,
  retryable: false,
});

/** A test key, or a key that may not read the account, leaves the rung open and says why. */
const open = (id: string, proof: string): Finding => ({ rung: { id, state: 'unproven', proof }, problem: null });

const testMode = (what: string) => `Test mode: says nothing about ${what}. The live key has to show it`;

export function chargesFinding({ key, account }: AccountKnowledge): Finding {
  const id = 'charges-enabled';
  if (key.mode === 'test') return open(id, testMode('real charges'));
  if (account === null) return open(id, 'Not visible to this key; a checkout made in live mode shows it');
  if (account.chargesEnabled === null) return open(id, 'Stripe did not say whether it accepts charges');
  if (account.chargesEnabled)
    return {
      rung: { id, state: 'proven', proof: 'Stripe accepts charges for the account, in live mode' },
      problem: null,
    };
  const message = 'Stripe does not accept charges for this account.';
  return {
    rung: { id, state: 'disproved', proof: message },
    problem: problemOf('charges-disabled', message, account),
  };
}

export function payoutsFinding({ key, account }: AccountKnowledge): Finding {
  const id = 'payouts-enabled';
  if (key.mode === 'test') return open(id, testMode('real payouts'));
  if (account === null) return open(id, 'Not visible to this key');
  if (account.payoutsEnabled === null) return open(id, 'Stripe did not say whether it pays out');
  if (account.payoutsEnabled)
    return { rung: { id, state: 'proven', proof: 'Stripe pays out to the account, in live mode' }, problem: null };
  const message = 'Stripe has paused payouts to this account.';
  return {
    rung: { id, state: 'disproved', proof: message },
    problem: problemOf('payouts-disabled', message, account),
  };
}
