/**
 * Stripe's refusals in plain words. Keys are Stripe's own codes where it gives one, and otherwise names made from the
 * status, the error's type or its text.
 */
import { text } from '../../texts/translate';
import { accountGroup, type CatalogueGroup, type CatalogueRow, type ProviderErrors } from '../error-rows';

const keysPage = 'https://dashboard.stripe.com/apikeys';
const accountPage = 'https://dashboard.stripe.com/settings/account';
const onboardingPage = 'https://dashboard.stripe.com/account/onboarding';
const methodsPage = 'https://dashboard.stripe.com/settings/payment_methods';
const errorsPage = 'https://docs.stripe.com/error-codes';
const idempotencyPage = 'https://docs.stripe.com/api/idempotent_requests';
const limitsPage = 'https://docs.stripe.com/rate-limits';
const statusPage = 'https://status.stripe.com';

const errorPage = (code: string): string => `${errorsPage}#${code.replaceAll('_', '-')}`;

const keyRows: Record<string, CatalogueRow> = {
  invalid_api_key: {
    title: text('Key refused'),
    message: text('Stripe does not know this key.'),
    cause: text('The key was deleted or rolled in Stripe, or characters of it were lost in copying.'),
    fix: text('In Stripe, open Developers, API keys, make a new key, and replace the credentials with it.'),
    helpUrl: keysPage,
    retryable: false,
    scenarioId: 'stripe.wrong-key',
  },
  api_key_expired: {
    title: text('Key expired'),
    message: text('This key has expired.'),
    cause: text(
      'Somebody rolled it in Stripe, which ends the old key at once or within seven days, or it had a last day.',
    ),
    fix: text('In Stripe, open Developers, API keys, copy the new key, and replace the credentials with it.'),
    helpUrl: keysPage,
    retryable: false,
    scenarioId: 'stripe.expired-key',
  },
  missing_permission: {
    title: text('Permission missing'),
    message: text('This key lacks a permission that the console needs.'),
    cause: text('Whoever made the key left the permission at “None” or “Read”.'),
    fix: text(
      'In Stripe, open Developers, API keys, edit the key, and set the permission. The key itself stays the same.',
    ),
    helpUrl: keysPage,
    retryable: false,
    scenarioId: 'stripe.no-permission',
  },
  ip_not_allowed: {
    title: text('Address not allowed'),
    message: text('Stripe does not accept this key from this computer’s network.'),
    cause: text('The key is limited to certain IP addresses, and this network’s is not among them.'),
    fix: text('In Stripe, open Developers, API keys, the key’s IP restrictions, and add this network’s address.'),
    helpUrl: keysPage,
    retryable: false,
    scenarioId: 'stripe.ip-not-allowed',
  },
  secret_key_required: {
    title: text('Secret key required'),
    message: text('Stripe asks for a secret key here.'),
    cause: text('The key is a publishable one, which may only begin a payment on a web page.'),
    fix: text('In Stripe, open Developers, API keys, and copy the secret key, or make a key with its own permissions.'),
    helpUrl: keysPage,
    retryable: false,
    scenarioId: 'stripe.secret-key-required',
  },
  platform_api_key_expired: {
    title: text('Platform’s key expired'),
    message: text('The key that a platform gave for this account has expired.'),
    cause: text('The account is run through another company’s platform, and the platform rolled its keys.'),
    fix: text('Ask the platform for the new key, or make one in the clinic’s own Stripe account.'),
    helpUrl: keysPage,
    retryable: false,
    scenarioId: 'stripe.platform-key-expired',
  },
  platform_account_required: {
    title: text('Platforms only'),
    message: text('Stripe allows this request only to a platform’s account.'),
    cause: text('The key belongs to an account that is not set up for Stripe Connect.'),
    fix: text('Make a key in the clinic’s own Stripe account.'),
    helpUrl: keysPage,
    retryable: false,
    scenarioId: 'stripe.platform-required',
  },
  account_invalid: {
    title: text('Account out of reach'),
    message: text('This key has no access to the account.'),
    cause: text('The account was closed, or the access of the platform that made the key was taken away.'),
    fix: text('Sign in to Stripe and see whether the account is still there; then make a new key in it.'),
    helpUrl: keysPage,
    retryable: false,
    scenarioId: 'stripe.account-invalid',
  },
};

const accountRows: Record<string, CatalogueRow> = {
  account_inactive: {
    title: text('No real charges yet'),
    message: text('Stripe does not let this account take real payments.'),
    cause: text('The account is not activated, or Stripe has paused or rejected it.'),
    fix: text('Sign in to Stripe and finish what it asks for under “Activate payments” or “Account status”.'),
    helpUrl: onboardingPage,
    retryable: false,
    scenarioId: 'stripe.account-inactive',
  },
  testmode_charges_only: {
    title: text('Test payments only'),
    message: text('This account may make test payments only.'),
    cause: text('The account was never activated with the business’s details.'),
    fix: text('Sign in to Stripe, choose “Activate payments”, and give the details that it asks for.'),
    helpUrl: onboardingPage,
    retryable: false,
    scenarioId: 'stripe.test-charges-only',
  },
  livemode_mismatch: {
    title: text('Test and live mixed'),
    message: text('Test and live mode are mixed.'),
    cause: text('Something of test mode was used with a live key, or the other way round.'),
    fix: text('Use the live key for real payments, and make everything that it works with in live mode.'),
    helpUrl: 'https://docs.stripe.com/test-mode',
    retryable: false,
    scenarioId: 'stripe.mode-mismatch',
  },
  resource_missing: {
    title: text('Not found'),
    message: text('Stripe does not find what was asked for.'),
    cause: text('It was made in test mode and asked for with a live key, or the other way round, or it was deleted.'),
    fix: text('Check that the key is of the mode and the account that the clinic works in, then try again.'),
    helpUrl: errorPage('resource_missing'),
    retryable: false,
    scenarioId: 'stripe.session-missing',
  },
  checkout_name_missing: {
    title: text('Business name missing'),
    message: text('Stripe Checkout needs a business name.'),
    cause: text('The account has no public name, and Checkout shows it above every payment.'),
    fix: text('In Stripe, open Settings, Business details, and enter the clinic’s name.'),
    helpUrl: accountPage,
    retryable: false,
    scenarioId: 'stripe.no-business-name',
  },
  no_payment_methods: {
    title: text('No way to pay'),
    message: text('No payment method is switched on for the account’s currency.'),
    cause: text(
      'Cards are switched off in Stripe, or Stripe still wants to know something before it switches them on.',
    ),
    fix: text('In Stripe, open Settings, Payment methods, and turn cards on.'),
    helpUrl: methodsPage,
    retryable: false,
    scenarioId: 'stripe.no-payment-methods',
  },
  amount_too_small: {
    title: text('Amount too small'),
    message: text('Stripe refuses so small an amount in this currency.'),
    cause: text('Stripe sets a smallest amount for each currency, and the test’s checkout was below it.'),
    fix: text('Update the console: the amounts that it knows are out of date. Nothing is wrong with the account.'),
    helpUrl: 'https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts',
    retryable: false,
    scenarioId: 'stripe.amount-too-small',
  },
  card_declined: {
    title: text('Card declined'),
    message: text('The card was declined.'),
    cause: text('The card’s bank said no. The console itself never charges a card.'),
    fix: text('Have the payer use another card or ask the bank.'),
    helpUrl: 'https://docs.stripe.com/declines',
    retryable: false,
    scenarioId: 'stripe.card-declined',
  },
};

const serviceRows: Record<string, CatalogueRow> = {
  idempotency_key_in_use: {
    title: text('Still at work'),
    message: text('Stripe is still at work on the same request.'),
    cause: text('The request was repeated after a lost answer while Stripe still carried out the first one.'),
    fix: text('Wait a moment and run it again.'),
    helpUrl: idempotencyPage,
    retryable: true,
    scenarioId: 'stripe.idempotency-in-use',
  },
  idempotency_error: {
    title: text('Request repeated differently'),
    message: text('Stripe saw the same request before with other contents.'),
    cause: text(
      'A repeated request differed from the first one. Something on the way changed it, or the console has a fault.',
    ),
    fix: text('Run it again: a new run is a new request.'),
    helpUrl: idempotencyPage,
    retryable: false,
    scenarioId: 'stripe.idempotency-error',
  },
  external_dependency_failed: {
    title: text('A partner of Stripe failed'),
    message: text('A system that Stripe depends on did not answer.'),
    cause: text('The trouble is at a bank or a partner of Stripe, not here.'),
    fix: text('Try again in some minutes. If it goes on, see Stripe’s status page.'),
    helpUrl: statusPage,
    retryable: true,
    scenarioId: 'stripe.dependency-failed',
  },
  rate_limit: {
    title: text('Too many requests'),
    message: text('Stripe asks to slow down.'),
    cause: text('The account had more requests in a second than Stripe allows; other programs use the same account.'),
    fix: text('Wait a minute, then try again.'),
    helpUrl: limitsPage,
    retryable: true,
    scenarioId: 'stripe.rate-limit',
  },
  lock_timeout: {
    title: text('Busy with another request'),
    message: text('Stripe could not get at this object in time.'),
    cause: text('Another request or a process of Stripe’s own holds the same object.'),
    fix: text('Wait a moment, then try again.'),
    helpUrl: limitsPage,
    retryable: true,
    scenarioId: 'stripe.lock-timeout',
  },
  api_error: {
    title: text('Stripe has trouble'),
    message: text('Stripe could not answer because of a fault of its own.'),
    cause: text('Stripe’s servers are in trouble. The key and the account have nothing to do with it.'),
    fix: text('Try again in some minutes. If it goes on, see Stripe’s status page.'),
    helpUrl: statusPage,
    retryable: true,
    scenarioId: 'stripe.api-error',
  },
};

const paymentsGroup: CatalogueGroup = { id: 'payments', title: text('Payments') };

export const stripeErrors: ProviderErrors = {
  rows: { ...keyRows, ...accountRows, ...serviceRows },
  errorPage,
  groups: [accountGroup, paymentsGroup],
  groupOf: (code) => (Object.hasOwn(accountRows, code) ? paymentsGroup.id : accountGroup.id),
  rowOfStatus: {
    401: 'invalid_api_key',
    404: 'resource_missing',
    409: 'idempotency_key_in_use',
    424: 'external_dependency_failed',
    429: 'rate_limit',
  },
  rowOfFault: 'api_error',
};

/** Codes of Stripe's that mean what another row says. */
export const stripeSameAs: Readonly<Record<string, string>> = {
  insufficient_permissions: 'missing_permission',
  more_permissions_required: 'missing_permission',
  more_permissions_required_for_application: 'missing_permission',
  expired_card: 'card_declined',
  insufficient_funds: 'card_declined',
};
