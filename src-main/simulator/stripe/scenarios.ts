/** Keys to paste in practice mode, one for each way in which a connection can go. */
import { catalogue } from '../../../src-shared/errors-catalogue';
import type { PracticeAccount } from '../practice';
import { practiceKey, practiceKeys, troubles } from './fixtures';
import type { Trouble } from './model';

const details: Record<Trouble, string> = {
  'expired-key': 'The key was rolled in Stripe',
  'no-permission': 'A restricted key that may not read checkouts',
  'ip-not-allowed': 'The key is limited to another network',
  'secret-key-required': 'Stripe takes the key for a publishable one',
  'platform-key-expired': 'The key came from a platform that rolled it',
  'platform-required': 'The request is for platforms only',
  'account-invalid': 'The account was closed',
  'account-inactive': 'The test’s checkout is refused: the account takes no real charges',
  'test-charges-only': 'The test’s checkout is refused: the account was never activated',
  'mode-mismatch': 'The test’s checkout is refused: test and live are mixed',
  'session-missing': 'The test’s checkout can’t be read back',
  'no-business-name': 'The test’s checkout is refused: the account has no public name',
  'no-payment-methods': 'The test’s checkout is refused: cards are switched off',
  'amount-too-small': 'The test’s checkout is refused: its amount is too small',
  'card-declined': 'The test’s checkout is answered like a declined card',
  'idempotency-in-use': 'The test’s checkout is answered as if the first request were still at work',
  'idempotency-error': 'The test’s checkout is answered as if its contents had changed',
  'dependency-failed': 'Every request fails at a partner of Stripe',
  'rate-limit': 'Every request is one too many',
  'lock-timeout': 'Every request finds the account busy',
  'api-error': 'Stripe is in trouble: every request is answered with 500',
};

const titleOf = (scenarioId: string) => catalogue.find((entry) => entry.scenarioId === scenarioId)?.title ?? scenarioId;

export function practiceStripeKeys(): PracticeAccount[] {
  const keys = practiceKeys(0);
  const scenario = (id: string, label: string, detail: string, secretKey?: string): PracticeAccount => ({
    provider: 'stripe',
    id: `stripe.${id}`,
    label,
    detail,
    methodId: 'api-key',
    fields: { secretKey: secretKey ?? keys.get(id)?.secret ?? '' },
  });
  return [
    scenario('full', 'Sunrise Dental', 'Everything is in order: a restricted live key'),
    scenario('secret', 'Sunrise Dental, with a secret key', 'A live key that may do everything'),
    scenario('test-mode', 'Sunrise Dental, in test mode', 'A test key: nothing that it shows is about real money'),
    scenario('hidden-account', 'Sunrise Dental, account hidden', 'A restricted live key that may not read the account'),
    scenario(
      'test-restricted',
      'Sunrise Dental, test and hidden',
      'A restricted test key that may not read the account',
    ),
    scenario('read-only', 'Sunrise Dental, reading only', 'The test can’t make its checkout: a permission is missing'),
    scenario('euro', 'Praxis an der Linde', 'In euros, payouts by hand, bank debits waiting for Stripe'),
    scenario('new-account', 'Brand New Clinic', 'The account’s set-up was never finished'),
    scenario('requirements-due', 'Maple Street Clinic', 'Stripe asks for two documents within five days'),
    scenario('charges-disabled', 'Lakeside Pediatrics', 'Details are overdue, and charges are off'),
    scenario('payouts-paused', 'Hillcrest Cardiology', 'Charges are on, and payouts are paused'),
    scenario('under-review', 'Northgate Dermatology', 'Stripe is checking what it was given'),
    scenario('wrong-key', titleOf('stripe.wrong-key'), 'A key that was deleted', practiceKey('sk', 'live', 'deleted')),
    ...troubles.map((trouble) => scenario(trouble, titleOf(`stripe.${trouble}`), details[trouble])),
  ];
}
