/**
 * From Twilio's answers and the network's failures to errors that can be shown.
 * The HTTP library's own errors hold the Authorization header: what is needed is copied out, and they go no further.
 */
import { AppError, type AppErrorData } from '../../../src-shared/errors';
import { describeNetworkError, describeProviderError, type NetworkErrorKind } from '../../../src-shared/errors-catalogue';
import { asObject, readError } from './answers';
import { networkKindOf } from './network-failure';
import { type AskedFor, missingPermission, missingPermissionCode, withPermission } from './permissions';

/** A failed request. `status` is null when no answer came; `retryAfterMs` when the server did not name a time. */
export class TwilioCallError extends AppError {
  readonly status: number | null;
  readonly retryAfterMs: number | null;

  constructor(data: AppErrorData, status: number | null, retryAfterMs: number | null = null) {
    super(data);
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }

  /** Twilio knows who asks and refuses, or does not accept who asks: a matter of the credential, not of the network. */
  get isAccessRefusal(): boolean {
    return this.status === 401 || this.status === 403;
  }
}

/** An answer as it came, with the credentials it was asked with, so that they can be taken out of its texts. */
export type RawAnswer = {
  status: number;
  body: unknown;
  headers: Record<string, unknown>;
  host: string;
  secrets: readonly string[];
  /** What was asked, for naming the permission that it needs. */
  asked: AskedFor;
};

/** Replaces every secret, and its Basic form, in whatever was read from an answer: a server may echo what it was asked with. */
export function hideSecrets<T>(read: T, secrets: readonly string[]): T {
  const hide = (value: unknown): unknown => {
    if (typeof value === 'string') return secrets.reduce((clean, secret) => (secret.length < 6 ? clean : clean.replaceAll(secret, '(hidden)')), value);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(hide);
    return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, hide(held)]));
  };
  return hide(read) as T;
}

/** Delay of a `Retry-After` header, in seconds or as a date; null when absent or senseless. */
export function retryAfterMs(headers: Record<string, unknown>, now: number): number | null {
  const value = headers['retry-after'];
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds) && String(value).trim() !== '') return seconds < 0 ? null : Math.round(seconds * 1000);
  const at = Date.parse(String(value));
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

/** `45 seconds`, `3 minutes`, `2 hours`: rounded up, since coming early is refused again. */
function waitInWords(ms: number): string {
  const [amount, unit] = ms <= 90_000 ? [ms / 1000, 'second'] : ms <= 5_400_000 ? [ms / 60_000, 'minute'] : [ms / 3_600_000, 'hour'];
  const whole = Math.ceil(amount);
  return `${whole} ${unit}${whole === 1 ? '' : 's'}`;
}

/** Says how long to wait before the next try, where the server said it. */
const withWait = (data: AppErrorData, ms: number | null): AppErrorData =>
  ms === null || ms <= 0 || !data.retryable ? data : { ...data, fix: `Twilio asks to wait ${waitInWords(ms)} before the next try. ${data.fix}` };

/** The error of an answer that is not a success. */
export function errorOfAnswer(answer: RawAnswer, now: number): TwilioCallError {
  const { status, body, headers, host, secrets, asked } = answer;
  const said = hideSecrets(readError(body), secrets);
  const data = (): AppErrorData => {
    if (status >= 300 && status < 400) return describeNetworkError('redirect', { host, status });
    if (status === 407) return describeNetworkError('proxy', { host, status });
    if (asObject(body) === null && status >= 500) return describeNetworkError('http', { host, status });
    const described = describeProviderError('twilio', said.code, {
      message: said.message ?? undefined,
      moreInfo: said.more_info ?? undefined,
      httpStatus: status,
    });
    return described.providerCode === missingPermissionCode ? withPermission(described, missingPermission(body, asked)) : described;
  };
  const waitMs = retryAfterMs(headers, now);
  return new TwilioCallError(withWait(data(), waitMs), status, waitMs);
}

/** The error of a request that ended without an answer, or of an answer that is not one. */
export function errorOfNetwork(kind: NetworkErrorKind, host: string, status: number | null = null): TwilioCallError {
  return new TwilioCallError(describeNetworkError(kind, { host, ...(status === null ? {} : { status }) }), status);
}

/** The error of anything thrown on the way; one of ours passes as it is. */
export function errorOfThrown(thrown: unknown, host: string): AppError {
  return thrown instanceof AppError ? thrown : errorOfNetwork(networkKindOf(thrown), host);
}

/** The end of a call that a person or the program stopped. */
export const stoppedError = () =>
  new AppError({
    code: 'call.stopped',
    message: 'Stopped.',
    cause: 'The request was stopped before its answer came.',
    fix: 'Start it again when you want to.',
    retryable: true,
  });
