/** What a key may see of its account. A restricted key that may not read the account is still valid. */

import { type StripeKey, stripeKeyOf } from '../../../src-shared/providers/stripe/secret-key';
import { t } from '../../../src-shared/texts/translate';
import type { StripeAccount, StripeApi } from './stripe-api';
import { isPermissionMissing, type StripeCallError } from './stripe-errors';

export type AccountKnowledge = {
  key: StripeKey;
  /** Null where the key may not read it. */
  account: StripeAccount | null;
  /** Also learned from refusals; null when nothing named it. */
  accountId: string | null;
  /** The permission that would show the account. */
  hiddenBy: string | null;
};

/** Stored keys were checked before. */
export const keyOf = (secretKey: string): StripeKey => stripeKeyOf(secretKey) ?? { kind: 'secret', mode: 'test' };

/** @throws AppError every failure but a missing permission */
export async function readAccountWith(api: StripeApi, key: StripeKey, signal: AbortSignal): Promise<AccountKnowledge> {
  try {
    const account = await api.fetchAccount(signal);
    return { key, account, accountId: account.id, hiddenBy: null };
  } catch (thrown) {
    if (!isPermissionMissing(thrown)) throw thrown;
    return { key, account: null, accountId: thrown.accountId, hiddenBy: thrown.permission };
  }
}

/** Whether the key may read checkouts; the refusal when it may not. @throws AppError every other failure */
export async function mayReadCheckouts(
  api: StripeApi,
  signal: AbortSignal,
): Promise<{ refusal: StripeCallError | null }> {
  try {
    await api.newestCheckout(signal);
    return { refusal: null };
  } catch (thrown) {
    if (!isPermissionMissing(thrown)) throw thrown;
    return { refusal: thrown };
  }
}

/** Display name of the account. */
export const accountName = ({ account, accountId }: AccountKnowledge): string =>
  account?.name ?? accountId ?? t('the account');
