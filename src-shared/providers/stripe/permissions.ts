/**
 * The permissions of restricted keys: Stripe names them `rak_…` in an answer, and by sections on the page where a key
 * is edited.
 */

const sections: Readonly<Record<string, string>> = {
  checkout_session: 'Checkout Sessions',
  accounts_kyc_basic: 'Accounts, under Connect',
  accounts_kyc_id_numbers: 'Accounts, under Connect',
  accounts_kyc_raw_bank_details: 'Accounts, under Connect',
  account: 'Accounts, under Connect',
  connected_account: 'Accounts, under Connect',
  balance: 'Balance',
  charge: 'Charges and Refunds',
  customer: 'Customers',
  payment_intent: 'Payment Intents',
  payment_method: 'Payment Methods',
  payout: 'Payouts',
  // Stripe's older name for prices.
  plan: 'Prices',
  price: 'Prices',
  product: 'Products',
  refund: 'Charges and Refunds',
  webhook: 'Webhook Endpoints',
  event: 'Events',
};

const permissionPattern = /^rak_([a-z0-9_]{1,60})_(read|write)$/;

/**
 * Name and level as on Stripe's page: `Checkout Sessions: Write`; the name as Stripe answered it where the page's is
 * not known.
 */
export function permissionWords(name: string): string {
  const match = permissionPattern.exec(name);
  if (match === null) return name;
  const [, resource = '', level = ''] = match;
  const words = sections[resource] ?? resource.replaceAll('_', ' ').replace(/^./, (first) => first.toUpperCase());
  return `${words}: ${level === 'write' ? 'Write' : 'Read'}`;
}

/** Optional: makes more of the account visible. */
export const accountPermission = 'rak_accounts_kyc_basic_read';
