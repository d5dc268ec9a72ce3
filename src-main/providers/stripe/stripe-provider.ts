/** Stripe as a provider: what its answers prove about a key and the account behind it. */

import type { AppErrorData } from '../../../src-shared/errors';
import type { ProvedRung } from '../../../src-shared/organizations/ladder';
import { stripeDescriptor, stripeEvidence } from '../../../src-shared/providers/stripe/descriptor';
import { keyWords, modeWords } from '../../../src-shared/providers/stripe/secret-key';
import { t } from '../../../src-shared/texts/translate';
import type { CredentialFields } from '../../storage/credential-fields';
import { clockNotice } from '../clock-notice';
import { parseFields } from '../parse-fields';
import type { Provider, ProviderProof } from '../provider';
import { accountEnds, accountFacts, accountNotices } from './account-facts';
import { chargesFinding, payoutsFinding } from './account-findings';
import { type AccountKnowledge, accountName, keyOf, mayReadCheckouts, readAccountWith } from './account-knowledge';
import type { StripeApi, StripeApiFactory } from './stripe-api';
import type { StripeCallError } from './stripe-errors';
import { runStripeTest, type StripeTestFindings } from './stripe-test';

type RungId = (typeof stripeDescriptor.rungs)[number]['id'];
const rung = (id: RungId, state: ProvedRung['state'], proof: string): ProvedRung => ({ id, state, proof });

/** Evidence from use decides a rung that the provider's own answers leave open. */
const evidence = (id: string, state: ProvedRung['state'], proof: string): ProvedRung => ({ id, state, proof });

const secretKeyOf = (fields: CredentialFields) => fields.secretKey ?? '';

const signedIn = (knowledge: AccountKnowledge): ProvedRung =>
  rung(
    'signed-in',
    'proven',
    t('Stripe answered for {account}, in {mode}', {
      account: accountName(knowledge),
      mode: modeWords(knowledge.key.mode),
    }),
  );

function permissionRung({ key }: AccountKnowledge, refusal: StripeCallError | null): ProvedRung {
  const mode = modeWords(key.mode);
  if (refusal !== null) return rung('permissions', 'disproved', refusal.data.message);
  return key.kind === 'secret'
    ? rung('permissions', 'proven', t('A secret key may do everything, in {mode}', { mode }))
    : rung(
        'permissions',
        'unproven',
        t('May read checkouts, in {mode}; the Stripe test shows whether it may make them', { mode }),
      );
}

/**
 * A test key proves nothing about live payments, so the rung goes back to unproven even if a live key had proved it.
 */
const testCheckout = (proof: string): ProvedRung => rung('checkout', 'unproven', proof);

async function prove(api: StripeApi, secretKey: string, signal: AbortSignal): Promise<ProviderProof> {
  const key = keyOf(secretKey);
  const reading = mayReadCheckouts(api, signal);
  // Both are asked at once; whichever fails first must not leave the other's failure unhandled.
  reading.catch(() => undefined);
  const account = await readAccountWith(api, key, signal);
  const { refusal } = await reading;
  const knowledge = { ...account, accountId: account.accountId ?? refusal?.accountId ?? null };
  const findings = [chargesFinding(knowledge), payoutsFinding(knowledge)];
  const name = accountName(knowledge);
  const problem: AppErrorData | null =
    refusal?.data ?? findings.find((finding) => finding.problem !== null)?.problem ?? null;
  return {
    headline: problem?.message ?? t('Signed in to {name}, in {mode}', { name, mode: modeWords(key.mode) }),
    metadata: {
      livemode: key.mode === 'live',
      accountId: knowledge.accountId,
      accountName: knowledge.account?.name ?? null,
      keyKind: key.kind,
    },
    facts: accountFacts(knowledge),
    notices: [...accountNotices(knowledge), ...clockNotice(api.clockAheadMs(), 'Stripe')],
    choice: null,
    rungs: [
      signedIn(knowledge),
      permissionRung(knowledge, refusal),
      ...findings.map((finding) => finding.rung),
      ...(key.mode === 'test'
        ? [testCheckout(t('Test mode: a live key has to show that a real checkout can be made'))]
        : []),
    ],
    problem,
    outlook: { aheadMs: api.clockAheadMs(), ends: accountEnds(knowledge) ?? {} },
    resource: name,
    mode: key.mode,
  };
}

/** Rungs from a run of the test. A busy or unreachable Stripe disproves nothing. */
function rungsOfTest({ knowledge, findings, checkoutDone, failed }: StripeTestFindings): ProvedRung[] {
  if (knowledge === null) return [];
  const { key } = knowledge;
  const mode = modeWords(key.mode);
  const rungs = [signedIn(knowledge), ...findings.map((finding) => finding.rung)];
  if (checkoutDone) {
    const live = t('A checkout was made, read back and expired, in live mode');
    rungs.push(
      evidence(
        stripeEvidence.written,
        'proven',
        t('Stripe let the key make and expire a checkout, in {mode}', { mode }),
      ),
    );
    if (key.mode === 'test')
      rungs.push(testCheckout(t('Made and expired in test mode. A live key has to show it for real money')));
    else
      rungs.push(
        evidence(
          stripeEvidence.liveCheckout,
          'proven',
          t('Stripe took a checkout in live mode, and would refuse it while charges are off'),
        ),
        rung('checkout', 'proven', live),
      );
  } else if (failed !== null && !failed.error.retryable && !failed.error.code.startsWith('network.')) {
    if (failed.error.code === 'stripe.missing_permission')
      rungs.push(rung('permissions', 'disproved', failed.error.message));
    if (failed.step === 'checkout') rungs.push(rung('checkout', 'disproved', failed.error.message));
  }
  return rungs;
}

/** Refusals of a valid key. */
const rungOfRefusal: Readonly<Record<string, RungId>> = {
  'stripe.missing_permission': 'permissions',
  'stripe.account_inactive': 'charges-enabled',
  'stripe.testmode_charges_only': 'charges-enabled',
  'stripe.checkout_name_missing': 'checkout',
  'stripe.no_payment_methods': 'checkout',
};

/**
 * @param createApi the client for one key; practice mode and tests pass their own.
 * @param now milliseconds since 1970
 */
export function createStripeProvider(createApi: StripeApiFactory, now: () => number = Date.now): Provider {
  return {
    id: 'stripe',
    descriptor: stripeDescriptor,

    parseFields: (methodId, fields) => parseFields(stripeDescriptor, methodId, fields),

    prove: (_methodId, fields, _choice, signal, _stored, slot) =>
      prove(createApi(secretKeyOf(fields), slot), secretKeyOf(fields), signal),

    keyHint: (_methodId, fields) =>
      t('{key} ending in {end}', {
        key: keyWords(keyOf(secretKeyOf(fields))),
        end: secretKeyOf(fields).slice(-4),
      }),

    modeOf: (fields) => keyOf(secretKeyOf(fields)).mode,

    // By key, not by account: proofs of one key do not hold for another, least of all in another mode.
    accountKey(fields) {
      const { kind, mode } = keyOf(secretKeyOf(fields));
      return `${kind}/${mode}/${secretKeyOf(fields).slice(-4)}`;
    },

    account({ accountId: id, accountName: name }) {
      if (typeof id !== 'string' || id === '') return null;
      return { id, label: typeof name === 'string' && name !== '' ? `${name} (${id})` : id };
    },

    replacing(entered, stored) {
      const { mode } = keyOf(secretKeyOf(entered));
      if (typeof stored.livemode !== 'boolean' || stored.livemode === (mode === 'live')) return null;
      return mode === 'live'
        ? {
            tone: 'info',
            title: t('From test to live'),
            text: t(
              'Until now the clinic had a test key. With this live key, checkouts ask patients for real money. Run the Stripe test once more: nothing that test mode showed counts for live mode.',
            ),
          }
        : {
            tone: 'warning',
            title: t('From live to test'),
            text: t(
              'The clinic takes real payments with its present key. This is a test key: with it, no payment reaches the clinic. Keep the live key unless that is meant.',
            ),
          };
    },

    rungOf: ({ code }) => rungOfRefusal[code] ?? null,

    sharing(own, other) {
      if (typeof own.accountId !== 'string' || own.accountId !== other.accountId) return null;
      return {
        breaks: false,
        reason: t('Uses the same Stripe account with a key that it keeps, and goes on working.'),
      };
    },

    test: {
      subject: ({ accountName: name, accountId }) =>
        typeof name === 'string' ? name : typeof accountId === 'string' ? accountId : null,

      async run({ fields, afterUncleanRun, progress, signal }) {
        const secretKey = secretKeyOf(fields);
        const api = createApi(secretKey);
        return rungsOfTest(await runStripeTest({ api, key: keyOf(secretKey), afterUncleanRun, progress, signal, now }));
      },
    },
  };
}
