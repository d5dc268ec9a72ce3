/** A failed request to a provider. */

import { AppError, type AppErrorData } from '../../../src-shared/errors';
import { t } from '../../../src-shared/texts/translate';

/** `status` is null when no answer came; `retryAfterMs` when the server did not name a time. */
export class ProviderCallError extends AppError {
  readonly status: number | null;
  readonly retryAfterMs: number | null;

  constructor(data: AppErrorData, status: number | null, retryAfterMs: number | null = null) {
    super(data);
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }

  /** The provider itself answered this, not the network or a proxy. */
  get isProviders(): boolean {
    return this.status !== null && !this.data.code.startsWith('network.');
  }

  /**
   * The provider answered that it did not do what was asked. Any other failure leaves open whether it did. 408 may come
   * from a proxy that gave up waiting.
   */
  get isRefusal(): boolean {
    return this.isProviders && this.status !== null && this.status >= 400 && this.status < 500 && this.status !== 408;
  }

  /** 401 or 403 by the provider itself: the credential is at fault, not the network. */
  get isAccessRefusal(): boolean {
    return this.isProviders && (this.status === 401 || this.status === 403);
  }
}

/** The error of a call that a person or the program stopped. */
export const stoppedError = () =>
  new AppError({
    code: 'call.stopped',
    message: t('Stopped.'),
    cause: t('The request was stopped before its answer came.'),
    fix: t('Start it again when you want to.'),
    retryable: true,
  });

/** Upper limit of a server's Retry-After, in milliseconds. */
const maxRetryAfterMs = 7 * 24 * 3_600_000;

/**
 * Milliseconds that a `Retry-After` header (seconds or a date) asks for, a week at most; null when absent or invalid.
 */
export function retryAfterMs(headers: Readonly<Record<string, unknown>>, now: number): number | null {
  const value = headers['retry-after'];
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds) && String(value).trim() !== '')
    return seconds < 0 ? null : Math.round(Math.min(maxRetryAfterMs, seconds * 1000));
  const at = Date.parse(String(value));
  return Number.isNaN(at) ? null : Math.min(maxRetryAfterMs, Math.max(0, at - now));
}

/** Deeper parts of an answer are dropped: a hostile body may be nested without end. */
const maxDepth = 60;

/** Replaces every secret in what was read from an answer: a server may echo the request. */
export function hideSecrets<T>(read: T, secrets: readonly string[]): T {
  const hide = (value: unknown, depth: number): unknown => {
    if (typeof value === 'string')
      return secrets.reduce(
        (clean, secret) => (secret.length < 6 ? clean : clean.replaceAll(secret, '(hidden)')),
        value,
      );
    if (typeof value !== 'object' || value === null) return value;
    if (depth > maxDepth) return null;
    if (Array.isArray(value)) return value.map((held) => hide(held, depth + 1));
    return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, hide(held, depth + 1)]));
  };
  return hide(read, 0) as T;
}
