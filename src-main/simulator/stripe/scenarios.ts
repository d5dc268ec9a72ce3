/** Keys to paste in practice mode, one for each way in which a connection can go. */
import { catalogue } from '../../../src-shared/errors-catalogue';
import { type Text, t, text } from '../../../src-shared/texts/translate';
import type { PracticeAccount } from '../practice';
import { practiceKey, practiceKeys, troubles } from './fixtures';
import type { Trouble } from './model';

const details: Record<Trouble, Text> = {
  'expired-key': text('The key was rolled in Stripe'),
  'no-permission': text('A restricted key that may not read checkouts'),
  'ip-not-allowed': text('The key is limited to another network'),
  'secret-key-required': text('Stripe takes the key for a publishable one'),
  'platform-key-expired': text('The key came from a platform that rolled it'),
  'platform-required': text('The request is for platforms only'),
  'account-invalid': text('The account was closed'),
  'account-inactive': text('The test’s checkout is refused: the account takes no real charges'),
  'test-charges-only': text('The test’s checkout is refused: the account was never activated'),
  'mode-mismatch': text('The test’s checkout is refused: test and live are mixed'),
  'session-missing': text('The test’s checkout can’t be read back'),
  'no-business-name': text('The test’s checkout is refused: the account has no public name'),
  'no-payment-methods': text('The test’s checkout is refused: cards are switched off'),
  'amount-too-small': text('The test’s checkout is refused: its amount is too small'),
  'card-declined': text('The test’s checkout is answered like a declined card'),
  'idempotency-in-use': text('The test’s checkout is answered as if the first request were still at work'),
  'idempotency-error': text('The test’s checkout is answered as if its contents had changed'),
  'dependency-failed': text('Every request fails at a partner of Stripe'),
  'rate-limit': text('Every request is one too many'),
  'lock-timeout': text('Every request finds the account busy'),
  'api-error': text('Stripe is in trouble: every request is answered with 500'),
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
    scenario('full', 'Sunrise Dental', t('Everything is in order: a restricted live key')),
    scenario('secret', t('Sunrise Dental, with a secret key'), t('A live key that may do everything')),
    scenario(
      'test-mode',
      t('Sunrise Dental, in test mode'),
      t('A test key: nothing that it shows is about real money'),
    ),
    scenario(
      'hidden-account',
      t('Sunrise Dental, account hidden'),
      t('A restricted live key that may not read the account'),
    ),
    scenario(
      'test-restricted',
      t('Sunrise Dental, test and hidden'),
      t('A restricted test key that may not read the account'),
    ),
    scenario(
      'read-only',
      t('Sunrise Dental, reading only'),
      t('The test can’t make its checkout: a permission is missing'),
    ),
    scenario('euro', 'Praxis an der Linde', t('In euros, payouts by hand, bank debits waiting for Stripe')),
    scenario('new-account', 'Brand New Clinic', t('The account’s set-up was never finished')),
    scenario('requirements-due', 'Maple Street Clinic', t('Stripe asks for two documents within five days')),
    scenario('charges-disabled', 'Lakeside Pediatrics', t('Details are overdue, and charges are off')),
    scenario('payouts-paused', 'Hillcrest Cardiology', t('Charges are on, and payouts are paused')),
    scenario('under-review', 'Northgate Dermatology', t('Stripe is checking what it was given')),
    scenario(
      'wrong-key',
      titleOf('stripe.wrong-key'),
      t('A key that was deleted'),
      practiceKey('sk', 'live', 'deleted'),
    ),
    ...troubles.map((trouble) => scenario(trouble, titleOf(`stripe.${trouble}`), t(details[trouble]))),
  ];
}
