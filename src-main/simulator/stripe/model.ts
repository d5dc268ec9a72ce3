/**
 * What exists in the simulated Stripe: accounts, their keys, and the checkouts that were made. Times are seconds since
 * 1970.
 */
/** A permanent fault of a key or its account, for practice. Names are those of the error catalogue's scenarios. */
export type Trouble =
  | 'expired-key'
  | 'no-permission'
  | 'ip-not-allowed'
  | 'secret-key-required'
  | 'platform-key-expired'
  | 'platform-required'
  | 'account-invalid'
  | 'account-inactive'
  | 'test-charges-only'
  | 'mode-mismatch'
  | 'session-missing'
  | 'no-business-name'
  | 'no-payment-methods'
  | 'amount-too-small'
  | 'card-declined'
  | 'idempotency-in-use'
  | 'idempotency-error'
  | 'dependency-failed'
  | 'rate-limit'
  | 'lock-timeout'
  | 'api-error';

export type Permission = 'checkout_session' | 'accounts_kyc_basic';
export type Level = 'read' | 'write';

export type Requirements = {
  alternatives: unknown[];
  current_deadline: number | null;
  currently_due: string[];
  disabled_reason: string | null;
  errors: { code: string; reason: string; requirement: string }[];
  eventually_due: string[];
  past_due: string[];
  pending_verification: string[];
};

export type SimulatedAccount = {
  id: string;
  name: string | null;
  country: string;
  currency: string;
  chargesEnabled: boolean;
  payoutsEnabled: boolean;
  detailsSubmitted: boolean;
  statementDescriptor: string | null;
  payoutInterval: 'daily' | 'weekly' | 'monthly' | 'manual';
  capabilities: Record<string, 'active' | 'pending' | 'inactive'>;
  requirements: Requirements;
};

export type SimulatedKey = {
  secret: string;
  account: SimulatedAccount;
  livemode: boolean;
  /** Null for a secret key, which may do everything. */
  permissions: Partial<Record<Permission, Level>> | null;
  trouble: Trouble | null;
};

export type SimulatedSession = {
  id: string;
  account: SimulatedAccount;
  livemode: boolean;
  status: 'open' | 'complete' | 'expired';
  created: number;
  expiresAt: number;
  amount: number;
  currency: string;
  successUrl: string;
  cancelUrl: string | null;
  clientReference: string | null;
  metadata: Record<string, string>;
};
