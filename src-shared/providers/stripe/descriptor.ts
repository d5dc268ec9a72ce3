/** Stripe's descriptor: deposits through the clinic's own account. */
import { t, text } from '../../texts/translate';
import type { ProviderDescriptor } from '../descriptor';
import { secretKey } from './fields';

/** Evidence from the Stripe test, for what a restricted key's look-ups leave open. */
export const stripeEvidence = { written: 'checkout-written', liveCheckout: 'live-checkout' } as const;

const keysPage = 'https://dashboard.stripe.com/apikeys';

export const stripeDescriptor = {
  id: 'stripe',
  name: 'Stripe',
  company: 'Stripe',
  purpose: text('Deposits'),
  use: text('takes deposits through the clinic’s own Stripe account'),
  enables: text('take deposits'),
  methods: [
    {
      id: 'api-key',
      label: text('API key'),
      summary: text('A restricted key with the permission “Checkout Sessions: Write”, or the account’s secret key.'),
      fields: [secretKey],
    },
  ],
  methodsLabel: text('Sign in with'),
  machineFields: ['secretKey'],
  guideAction: text('How to make a Stripe key'),
  rungs: [
    { id: 'signed-in', label: text('Signed in'), brief: { proven: text('Signed in'), failed: text('Not signed in') } },
    {
      id: 'permissions',
      label: text('Permissions'),
      evidence: stripeEvidence.written,
      fixedBy: 'open',
      brief: { proven: text('Permitted'), failed: text('No permission') },
    },
    {
      id: 'charges-enabled',
      label: text('Charges enabled'),
      evidence: stripeEvidence.liveCheckout,
      fixedBy: 'open',
      brief: { proven: text('Charges'), failed: text('No charges') },
    },
    {
      id: 'payouts-enabled',
      label: text('Payouts enabled'),
      fixedBy: 'open',
      brief: { proven: text('Payouts'), failed: text('No payouts') },
    },
    {
      id: 'checkout',
      label: text('Checkout made and expired'),
      provedBy: 'test',
      brief: { proven: text('Checkout made'), failed: text('No checkout') },
    },
  ],
  ownProblems: [
    'stripe.missing_permission',
    'stripe.ip_not_allowed',
    'stripe.account_inactive',
    'stripe.testmode_charges_only',
    'stripe.checkout_name_missing',
    'stripe.no_payment_methods',
    'stripe.amount_too_small',
    'stripe.card_declined',
  ],
  choice: null,
  test: {
    title: text('Stripe test'),
    action: text('Run Stripe test'),
    steps: [
      {
        id: 'account',
        label: text('Account found'),
        promise: text('Which account the key belongs to, and in which mode.'),
      },
      {
        id: 'permissions',
        label: text('Permissions of the key'),
        promise: text('May the key read checkouts? One that an earlier test left open is expired.'),
      },
      { id: 'charges', label: text('Charges enabled'), promise: text('Does Stripe accept charges for the account?') },
      { id: 'payouts', label: text('Payouts enabled'), promise: text('Does Stripe pay out to the clinic’s bank?') },
      {
        id: 'checkout',
        label: text('Checkout made and expired'),
        promise: text('A checkout for the smallest amount, shown to nobody and expired at once. No money moves.'),
      },
    ],
    words: {
      about: text(
        'A test looks at the account, makes a checkout for the smallest amount, and expires it. No money moves.',
      ),
      passed: text('All 5 passed'),
      proves: text('Stripe lets the receptionist make checkouts. In test mode this says nothing about real payments.'),
      stopping: text('Stopping. A checkout that the test made is expired first.'),
      stopped: text('The checkout that the test had made was expired.'),
      interrupted: text(
        'The console ended while the test was running. The next test looks for a checkout that was left open and expires it; by itself it ends after half an hour.',
      ),
    },
  },
  modes: {
    live: { label: text('Live'), tone: 'info', meaning: text('Real payments.') },
    test: {
      label: text('Test mode'),
      tone: 'warning',
      meaning: text('No money moves in test mode, and nothing that it shows is about real payments.'),
    },
  },
  setup: [
    {
      id: 'stripe',
      view: 'connect',
      label: text('Stripe'),
      heading: text('Connect Stripe'),
      purpose: text(
        'Patients pay deposits into the clinic’s own account. Nothing is saved before Stripe has confirmed the key.',
      ),
    },
  ],
  need: {
    notNeeded: text('This clinic takes no deposits.'),
    atHand: text('Have a restricted key of the clinic’s Stripe account at hand.'),
  },
  ending: {
    action: text('Revoke'),
    busy: text('Revoking…'),
    isTold: false,
    explain: ({ clinic, keyHint }) =>
      t(
        '{clinic} takes no deposits from then on: its key ({keyHint}) is destroyed on this computer and cannot be brought back. At Stripe it stays valid until you delete it there. Payments that were made stay where they are.',
        { clinic, keyHint },
      ),
    done: text('It may still be valid at Stripe: delete it in their dashboard too.'),
    remains: text('nothing changes there. The key stays valid until you delete it in their dashboard.'),
    common: { one: text('uses the same account'), many: text('use the same account') },
    page: keysPage,
  },
  handoff: {
    missing: {
      what: text('Connect Stripe'),
      why: text('No account is connected, so no deposit can be taken.'),
      owner: text('{installer}, with the owner of the clinic’s Stripe account'),
    },
    lines: {
      resource: text('Account'),
      key: text('Key'),
      facts: ['charges', 'payouts', 'requirements', 'statement-descriptor'],
      addedBy: text('Connected by'),
    },
  },
  network: {
    variable: 'VOXANNE_STRIPE_URL',
    hosts: ['api.stripe.com'],
    statusPage: 'https://status.stripe.com',
  },
  helpPlaces: [
    { origin: 'https://dashboard.stripe.com' },
    { origin: 'https://docs.stripe.com' },
    { origin: 'https://support.stripe.com' },
    { origin: 'https://status.stripe.com' },
    // Where Stripe's error messages link to.
    { origin: 'https://stripe.com', paths: ['/docs/'] },
  ],
  helpUrls: {
    console: 'https://dashboard.stripe.com/',
    keys: keysPage,
    status: 'https://dashboard.stripe.com/account/status',
    restrictedKeys: 'https://docs.stripe.com/keys/restricted-api-keys',
  },
  secrets: [
    // API keys, webhook signing secrets, and the address of a checkout, which is all that a payer needs.
    /\b(?:sk|rk|ek)_(?:org_)?(?:live|test)_[A-Za-z0-9_]{8,}/g,
    /\bwhsec_[A-Za-z0-9+/=_-]{8,}/g,
    /https:\/\/checkout\.stripe\.com\/[^\s"'<>]+/g,
  ],
  command: {
    name: 'stripe',
    description: text('a clinic’s Stripe account: test'),
    test: text('look at the account, make a checkout for the smallest amount, and expire it; no money moves'),
  },
  practice: { menu: text('Use a practice key') },
} as const satisfies ProviderDescriptor;
