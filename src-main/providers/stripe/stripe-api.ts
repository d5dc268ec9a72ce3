/**
 * What the console asks of a Stripe account. Times are milliseconds since 1970, amounts are in the currency's smallest
 * unit.
 */

import type { Slot } from '../http/slot';

type RequirementError = { field: string; reason: string };

export type Requirements = {
  currentlyDue: readonly string[];
  pastDue: readonly string[];
  eventuallyDue: readonly string[];
  pendingVerification: readonly string[];
  errors: readonly RequirementError[];
  /** Deadline of what is currently due. */
  deadline: number | null;
  disabledReason: string | null;
};

export type CapabilityState = 'active' | 'pending' | 'inactive' | 'unknown';

export type StripeAccount = {
  id: string;
  name: string | null;
  country: string | null;
  defaultCurrency: string | null;
  chargesEnabled: boolean | null;
  payoutsEnabled: boolean | null;
  detailsSubmitted: boolean | null;
  requirements: Requirements | null;
  /** By Stripe's names: `card_payments`. */
  capabilities: Readonly<Record<string, CapabilityState>>;
  payoutInterval: string | null;
  statementDescriptor: string | null;
};

export type CheckoutSession = {
  id: string;
  live: boolean;
  status: 'open' | 'complete' | 'expired' | 'unknown';
  paymentStatus: string;
  /** Whether the answer has an address for the payer. The address itself is not kept. */
  hasUrl: boolean;
  createdAt: number | null;
  metadata: Readonly<Record<string, string>>;
};

export type NewCheckout = {
  amount: number;
  currency: string;
  productName: string;
  expiresAt: number;
  metadata: Readonly<Record<string, string>>;
  idempotencyKey: string;
};

/**
 * Requests throw ProviderCallError (`stripe.*`, `network.*`), and AppError `call.stopped` when the signal ends. All of
 * them are repeated while that can help: a POST carries an idempotency key, so that a second one changes nothing.
 */
export interface StripeApi {
  fetchAccount(signal: AbortSignal): Promise<StripeAccount>;
  /** Whether the key may read checkouts, and the newest one. */
  newestCheckout(signal: AbortSignal): Promise<CheckoutSession | null>;
  /** Checkouts made after `since`, newest first; `complete` is false when the list was cut short. */
  checkoutsSince(since: number, signal: AbortSignal): Promise<{ items: CheckoutSession[]; complete: boolean }>;
  createCheckout(checkout: NewCheckout, signal: AbortSignal): Promise<CheckoutSession>;
  fetchCheckout(id: string, signal: AbortSignal): Promise<CheckoutSession>;
  expireCheckout(id: string, idempotencyKey: string, signal: AbortSignal): Promise<CheckoutSession>;
  /** How far Stripe's clock is ahead of this computer's, by its last answer; null while it did not say. */
  clockAheadMs(): number | null;
}

/** @param slot of the bulk work that asks */
export type StripeApiFactory = (secretKey: string, slot?: Slot) => StripeApi;
