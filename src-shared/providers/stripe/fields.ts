/** The one field of Stripe's form. */
import { text } from '../../texts/translate';
import type { FieldDescriptor } from '../descriptor';
import { checkSecretKey } from './secret-key';

export const secretKey: FieldDescriptor = {
  id: 'secretKey',
  label: text('Secret or restricted key'),
  secret: true,
  placeholder: text('Starts with rk_live_, sk_live_, rk_test_ or sk_test_'),
  help: text('In Stripe under Developers, API keys. A restricted key is safer: it can be limited to what is needed.'),
  // Live before test: a file that has both is the one of a clinic that takes real payments.
  envKeys: [
    'STRIPE_SECRET_KEY',
    'STRIPE_RESTRICTED_KEY',
    'STRIPE_LIVE_SECRET_KEY',
    'STRIPE_SECRET_KEY_LIVE',
    'STRIPE_LIVE_RESTRICTED_KEY',
    'STRIPE_RESTRICTED_KEY_LIVE',
    'STRIPE_LIVE_KEY',
    'STRIPE_API_KEY',
    'STRIPE_API_SECRET',
    'STRIPE_API_SECRET_KEY',
    'STRIPE_SECRET',
    'STRIPE_PRIVATE_KEY',
    'STRIPE_SK',
    'STRIPE_RK',
    'STRIPE_KEY',
    'STRIPE_TEST_SECRET_KEY',
    'STRIPE_SECRET_KEY_TEST',
    'STRIPE_TEST_RESTRICTED_KEY',
    'STRIPE_RESTRICTED_KEY_TEST',
    'STRIPE_TEST_KEY',
  ],
  check: checkSecretKey,
};
