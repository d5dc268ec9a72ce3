/** From Stripe's refusals to errors that can be shown. */

import type { AppErrorData } from '../../../src-shared/errors';
import {
  describeNetworkError,
  describeProviderError,
  type NetworkErrorKind,
} from '../../../src-shared/errors-catalogue';
import { stripeErrors, stripeSameAs } from '../../../src-shared/providers/stripe/errors';
import { permissionWords } from '../../../src-shared/providers/stripe/permissions';
import { t } from '../../../src-shared/texts/translate';
import { hideSecrets, ProviderCallError, retryAfterMs } from '../http/call-error';
import { networkKindOfAnswer } from '../http/network-errors';
import { accountIdIn, permissionIn, readError, type SaidError } from './answers';

/** A failed request to Stripe, with what its text names beside the failure. */
export class StripeCallError extends ProviderCallError {
  /** The account that the refusal names: all that some restricted keys can learn of it. */
  readonly accountId: string | null;
  /** The missing permission: `rak_checkout_session_write`. */
  readonly permission: string | null;

  constructor(
    data: AppErrorData,
    status: number | null,
    more: {
      retryAfterMs?: number | null;
      accountId?: string | null;
      permission?: string | null;
    } = {},
  ) {
    super(data, status, more.retryAfterMs ?? null);
    this.accountId = more.accountId ?? null;
    this.permission = more.permission ?? null;
  }
}

/** Masked keys as Stripe echoes them. Even the last letters are removed. */
const echoedKey = /'?\b(?:sk|rk|pk|ek|uk|pss)_[A-Za-z0-9*•…_.-]+'?/g;
const withoutKeys = (message: string | null): string | null => message?.replace(echoedKey, '(key hidden)') ?? null;

/** Failures that Stripe gives no code: told apart by fixed phrases of its own. */
const phrases: readonly [RegExp, string][] = [
  [/required permissions|does not have any .*permissions/i, 'missing_permission'],
  [/requests from your IP address/i, 'ip_not_allowed'],
  [/cannot currently make live charges/i, 'account_inactive'],
  [/does not have access to account/i, 'account_invalid'],
  [/must set an account or business name/i, 'checkout_name_missing'],
  [/no valid payment method types/i, 'no_payment_methods'],
];

/**
 * The row of the catalogue for a refusal, by code, phrase, type and status in this order; Stripe's code where there is
 * none.
 */
function rowOf(said: SaidError, status: number): string | null {
  if (said.code !== null) {
    const same = Object.hasOwn(stripeSameAs, said.code) ? stripeSameAs[said.code] : undefined;
    if (same !== undefined) return same;
    if (Object.hasOwn(stripeErrors.rows, said.code)) return said.code;
  }
  const phrase = phrases.find(([pattern]) => pattern.test(said.message ?? ''));
  if (phrase !== undefined) return phrase[1];
  if (said.type === 'idempotency_error') return 'idempotency_error';
  if (said.type === 'card_error' || status === 402) return 'card_declined';
  if (status >= 500) return 'api_error';
  return said.code ?? stripeErrors.rowOfStatus[status] ?? null;
}

const withPermission = (data: AppErrorData, permission: string | null): AppErrorData =>
  permission === null
    ? data
    : {
        ...data,
        message: t('This key lacks the permission “{permission}”.', { permission: permissionWords(permission) }),
        fix: t(
          'In Stripe, open Developers, API keys, edit the key, and set “{permission}”. The key itself stays the same.',
          { permission: permissionWords(permission) },
        ),
      };

/** Our error for a refusal that Stripe names differently, or not at all. */
const described = (said: SaidError, row: string | null, status: number): AppErrorData => {
  const data = describeProviderError('stripe', row, {
    message: withoutKeys(said.message) ?? undefined,
    moreInfo: said.docUrl ?? undefined,
    httpStatus: status,
  });
  // Our own names are not codes that can be looked up at Stripe.
  const { providerCode: _, ...rest } = data;
  return said.code === null ? rest : { ...rest, providerCode: said.code };
};

/**
 * The error of an answer that is not a success.
 * @param secrets what must not come back in a text
 * @param now milliseconds since 1970
 */
export function errorOfAnswer(
  answer: { status: number; headers: Readonly<Record<string, string>>; body: unknown },
  host: string,
  secrets: readonly string[],
  now: number,
): StripeCallError {
  const { status, headers, body } = answer;
  const kind = networkKindOfAnswer({ status, body, isObject: typeof body === 'object' && body !== null });
  if (kind !== null)
    return new StripeCallError(describeNetworkError(kind, { host, status }), status, {
      retryAfterMs: retryAfterMs(headers, now),
    });
  const said = hideSecrets(readError(body), secrets);
  const permission = permissionIn(said.message);
  const row = rowOf(said, status);
  const data = described(said, row, status);
  return new StripeCallError(row === 'missing_permission' ? withPermission(data, permission) : data, status, {
    retryAfterMs: retryAfterMs(headers, now),
    accountId: accountIdIn(said.message),
    permission,
  });
}

export const errorOfNetwork = (kind: NetworkErrorKind, host: string, status: number | null = null): StripeCallError =>
  new StripeCallError(describeNetworkError(kind, { host, ...(status === null ? {} : { status }) }), status);

export const unreadable = (host: string): StripeCallError => errorOfNetwork('unreadable-answer', host, 200);

/** True for a key that Stripe knows and that lacks a permission. */
export const isPermissionMissing = (thrown: unknown): thrown is StripeCallError =>
  thrown instanceof StripeCallError && thrown.data.code === 'stripe.missing_permission';
