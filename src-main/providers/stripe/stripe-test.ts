/**
 * The Stripe test: account → permissions → charges → payouts → a checkout made, read back and expired. Nobody is given
 * the checkout's address, so no money moves, in test mode and in live mode alike.
 */

import { randomUUID } from 'node:crypto';
import { AppError, type AppErrorData, toAppErrorData } from '../../../src-shared/errors';
import { modeWords, type StripeKey } from '../../../src-shared/providers/stripe/secret-key';
import { t } from '../../../src-shared/texts/translate';
import { ProviderCallError } from '../http/call-error';
import type { TestProgress } from '../provider';
import { chargesFinding, type Finding, payoutsFinding } from './account-findings';
import { type AccountKnowledge, accountName, readAccountWith } from './account-knowledge';
import { amountWords, smallestAmount, usualCurrency } from './smallest-amounts';
import type { CheckoutSession, StripeApi } from './stripe-api';
import { isPermissionMissing } from './stripe-errors';

export type StripeTestOptions = {
  api: StripeApi;
  key: StripeKey;
  /** The previous run may have left its checkout open. */
  afterUncleanRun: boolean;
  progress: TestProgress;
  signal: AbortSignal;
  /** Milliseconds since 1970. */
  now: () => number;
};

export type StripeTestFindings = {
  knowledge: AccountKnowledge | null;
  /** What the account says of charges and payouts. */
  findings: Finding[];
  /** A checkout was made, read back and expired. */
  checkoutDone: boolean;
  failed: { step: StepId; error: AppErrorData } | null;
};

const ids = ['account', 'permissions', 'charges', 'payouts', 'checkout'] as const;
type StepId = (typeof ids)[number];

/** Marks the console's own test checkouts. */
const checkoutMark = { key: 'made_by', value: 'Voxanne Console' } as const;
const productName = 'Voxanne Console test (never charged)';

const minute = 60_000;
/** Stripe requires at least 30 minutes, by its own clock when the request arrives. */
const lifeMs = 31 * minute;
/**
 * An open checkout that is older was left behind: no test takes as long. A younger one may belong to a test elsewhere.
 */
const liveMs = 2 * minute;
const cleanUpMs = 20_000;

const problem = (code: string, message: string, cause: string, fix: string): AppError =>
  new AppError({ code: `stripe.${code}`, message, cause, fix, retryable: false });

const notOpen = (session: CheckoutSession) =>
  problem(
    'checkout-not-open',
    session.status === 'open'
      ? t('The test checkout is without an address.')
      : t('The test checkout is not open but {status}.', { status: session.status ?? '' }),
    t('Stripe made it and does not offer it to a payer.'),
    t('Run the test again. If it fails again, see the account’s Checkout settings in Stripe.'),
  );
const stillOpen = () =>
  problem(
    'checkout-not-expired',
    t('Stripe did not expire the test checkout.'),
    t('It took the request, and the checkout is still open.'),
    t('Run the test again: it expires what is left. The checkout also ends by itself after half an hour.'),
  );
const otherMode = (expected: string) =>
  problem(
    'checkout-other-mode',
    t('Stripe made the test checkout, but not in {expected}.', { expected }),
    t('The key’s name and Stripe’s answer name different modes. Something on the way may have changed the answer.'),
    t('Check that the key is copied whole, then run the test again.'),
  );

/** 409: a request with the same idempotency key is still under way. */
const wasRefused = (thrown: unknown) =>
  thrown instanceof ProviderCallError && thrown.isRefusal && thrown.status !== 409;

/** Never throws: a step that failed is told to `progress`, and the steps that need it are skipped. */
export async function runStripeTest(options: StripeTestOptions): Promise<StripeTestFindings> {
  const { api, key, afterUncleanRun, progress, signal, now } = options;
  const run = randomUUID();
  const mode = modeWords(key.mode);
  const found: StripeTestFindings = { knowledge: null, findings: [], checkoutDone: false, failed: null };
  const serverNow = () => now() + (api.clockAheadMs() ?? 0);

  const skip = (id: StepId, why: string) => progress.end(id, 'skipped', signal.aborted ? t('Stopped.') : why);
  const fail = (id: StepId, error: AppErrorData) => {
    found.failed ??= { step: id, error };
    progress.end(id, 'failed', error.message, error);
  };

  async function step(id: StepId, isNeeded: boolean, work: () => Promise<string>): Promise<void> {
    if (signal.aborted || !isNeeded) {
      skip(id, t('Skipped: a step before it failed.'));
      return;
    }
    progress.begin(id);
    try {
      progress.end(id, 'passed', await work());
    } catch (thrown) {
      if (signal.aborted) progress.end(id, 'skipped', t('Stopped.'));
      else fail(id, toAppErrorData(thrown));
    }
  }

  await step('account', true, async () => {
    const knowledge = await readAccountWith(api, key, signal);
    found.knowledge = knowledge;
    return knowledge.account === null
      ? t('Stripe knows the key of {account}, in {mode}. Account details are not visible to it', {
          account: accountName(knowledge),
          mode,
        })
      : t('{account}, in {mode}', { account: accountName(knowledge), mode });
  });

  await step('permissions', found.failed === null, async () => {
    const left = await expireLeftovers();
    const may =
      key.kind === 'secret'
        ? t('A secret key may do everything, in {mode}', { mode })
        : t('May read checkouts; making one shows whether it may write them, in {mode}', { mode });
    return [may, ...left].join('. ');
  });

  /** Open checkouts of a run that was cut off. @throws AppError when the key may not list checkouts */
  async function expireLeftovers(): Promise<string[]> {
    const { items, complete } = await api.checkoutsSince(serverNow() - lifeMs - minute, signal);
    const left = items.filter(
      ({ metadata, status, createdAt }) =>
        metadata[checkoutMark.key] === checkoutMark.value &&
        status === 'open' &&
        (afterUncleanRun || createdAt === null || serverNow() - createdAt > liveMs),
    );
    try {
      for (const { id } of left) await api.expireCheckout(id, `voxanne-${run}-${id.slice(-24)}`, signal);
    } catch (thrown) {
      if (signal.aborted) throw thrown;
      return [
        t('Could not expire a checkout that an earlier test had left open; it ends by itself within half an hour'),
      ];
    }
    return [
      ...(left.length === 0
        ? []
        : [
            t(
              'Expired {count, plural, =1 {a test checkout} other {# test checkouts}} that an earlier test had left open',
              { count: left.length },
            ),
          ]),
      ...(complete ? [] : [t('The account has too many checkouts to look through all of them')]),
    ];
  }

  /** Reports what the account says; makes no request. */
  function tell(id: 'charges' | 'payouts', findingOf: (knowledge: AccountKnowledge) => Finding): void {
    if (signal.aborted || found.knowledge === null) {
      skip(id, t('Skipped: a step before it failed.'));
      return;
    }
    progress.begin(id);
    const finding = findingOf(found.knowledge);
    found.findings.push(finding);
    const said = finding.rung.proof ?? '';
    if (finding.problem !== null) fail(id, finding.problem);
    else progress.end(id, finding.rung.state === 'proven' ? 'passed' : 'unconfirmed', said);
  }
  tell('charges', chargesFinding);
  tell('payouts', payoutsFinding);
  const reviewed = found.findings.some(({ rung }) => rung.id === 'charges-enabled' && rung.state === 'pending');

  // Paused payouts do not keep a checkout from being made.
  const isNeeded = found.knowledge !== null && (found.failed === null || found.failed.step === 'payouts');
  if (signal.aborted || !isNeeded) skip('checkout', t('Skipped: a step before it failed.'));
  else if (reviewed) skip('checkout', t('Skipped: Stripe still reviews the account, and takes no charges until then.'));
  else await checkout();
  return found;

  async function checkout(): Promise<void> {
    progress.begin('checkout');
    const currency = found.knowledge?.account?.defaultCurrency ?? usualCurrency;
    const amount = smallestAmount(currency);
    /** The checkout that is or may be open: set before the request, cleared once it is expired. */
    let made: { id: string | null } | null = { id: null };
    let thrown: unknown = null;
    try {
      const session = await api
        .createCheckout(
          {
            amount,
            currency,
            productName,
            expiresAt: serverNow() + lifeMs,
            metadata: { [checkoutMark.key]: checkoutMark.value, purpose: 'connection test', run },
            idempotencyKey: `voxanne-${run}-create`,
          },
          signal,
        )
        .catch((refusal: unknown) => {
          if (wasRefused(refusal)) made = null;
          throw refusal;
        });
      made = { id: session.id };
      const seen = await api.fetchCheckout(session.id, signal);
      if (seen.live !== (key.mode === 'live')) throw otherMode(mode);
      if (seen.status !== 'open' || !seen.hasUrl) throw notOpen(seen);
    } catch (caught) {
      thrown = caught;
    }
    const cleanUp = made === null ? null : await expire(made);
    if (thrown !== null && !signal.aborted) return fail('checkout', toAppErrorData(thrown));
    if (cleanUp !== null)
      return fail('checkout', {
        ...cleanUp,
        message: `${cleanUp.message} ${t('The next test expires it.')}`,
      });
    if (signal.aborted) return progress.end('checkout', 'skipped', t('Stopped. Nothing is left of it.'));
    found.checkoutDone = true;
    progress.end(
      'checkout',
      'passed',
      t('Made for {amount}, read back and expired, in {mode}. No money moved', {
        amount: amountWords(amount, currency),
        mode,
      }),
    );
  }

  /** Also runs after a stop or a failure, with its own time limit. @returns why it may still be open */
  async function expire({ id }: { id: string | null }): Promise<AppErrorData | null> {
    const ending = AbortSignal.timeout(cleanUpMs);
    try {
      const open = id === null ? await findOwn(ending) : [id];
      for (const one of open) await expireOne(one, ending);
      return null;
    } catch (thrown) {
      return toAppErrorData(thrown);
    }
  }

  /** The checkout of this run whose answer was lost. */
  async function findOwn(ending: AbortSignal): Promise<string[]> {
    const { items } = await api.checkoutsSince(serverNow() - 5 * minute, ending);
    return items.flatMap(({ id, metadata, status }) => (metadata.run === run && status === 'open' ? [id] : []));
  }

  async function expireOne(id: string, ending: AbortSignal): Promise<void> {
    try {
      const { status } = await api.expireCheckout(id, `voxanne-${run}-expire`, ending);
      if (status !== 'expired') throw stillOpen();
    } catch (thrown) {
      // It may have been expired meanwhile, by another program or by a first attempt whose answer was lost.
      if (!(thrown instanceof ProviderCallError) || isPermissionMissing(thrown)) throw thrown;
      if (!wasRefused(thrown)) throw thrown;
      if ((await api.fetchCheckout(id, ending)).status === 'open') throw thrown;
    }
  }
}
