/** From Twilio's answers and the network's failures to errors that can be shown. */

import { AppError, type AppErrorData } from '../../../src-shared/errors';
import {
  describeNetworkError,
  describeProviderError,
  type NetworkErrorKind,
} from '../../../src-shared/errors-catalogue';
import { t, text } from '../../../src-shared/texts/translate';
import { hideSecrets, ProviderCallError, retryAfterMs } from '../http/call-error';
import { networkKindOf, networkKindOfAnswer } from '../http/network-errors';
import { asObject, readError } from './answers';
import { type AskedFor, missingPermission, missingPermissionCode, withPermission } from './permissions';

/** A failed request to Twilio. */
export class TwilioCallError extends ProviderCallError {}

/** An answer, with the credentials of its request, so that they can be removed from its texts. */
export type RawAnswer = {
  status: number;
  body: unknown;
  headers: Readonly<Record<string, unknown>>;
  host: string;
  secrets: readonly string[];
  /** What was asked, for naming the permission that it needs. */
  asked: AskedFor;
};

/** `45 seconds`, `3 minutes`, `2 hours`: rounded up, since coming early is refused again. */
function waitInWords(ms: number): string {
  if (ms <= 90_000) return t('{count, plural, one {# second} other {# seconds}}', { count: Math.ceil(ms / 1000) });
  if (ms <= 5_400_000) return t('{count, plural, one {# minute} other {# minutes}}', { count: Math.ceil(ms / 60_000) });
  return t('{count, plural, one {# hour} other {# hours}}', { count: Math.ceil(ms / 3_600_000) });
}

/** How a row of the catalogue begins that says how long to wait. */
const ownWaits = [
  text('Wait a moment, then try again.'),
  text('Wait a minute, then try again.'),
  text('Wait a few minutes, then try again.'),
];

function withoutOwnWait(fix: string): string {
  const own = ownWaits.map((wait) => t(wait)).find((wait) => fix.startsWith(wait));
  return own === undefined ? fix : fix.slice(own.length).trimStart();
}

/** Says how long to wait, where Twilio itself said so, in the place of the row's own words. */
const withWait = (data: AppErrorData, ms: number | null): AppErrorData =>
  ms === null || ms <= 0 || !data.retryable || data.code.startsWith('network.')
    ? data
    : {
        ...data,
        fix: [
          t('Twilio asks to wait {duration} before the next try.', { duration: waitInWords(ms) }),
          withoutOwnWait(data.fix),
        ]
          .join(' ')
          .trim(),
      };

/** The error of an answer that is not a success. */
export function errorOfAnswer(answer: RawAnswer, now: number): TwilioCallError {
  const { status, body, headers, host, secrets, asked } = answer;
  const said = hideSecrets(readError(body), secrets);
  const data = (): AppErrorData => {
    const kind = networkKindOfAnswer({ status, body, isObject: asObject(body) !== null });
    if (kind !== null) return describeNetworkError(kind, { host, status });
    const described = describeProviderError('twilio', said.code, {
      message: said.message ?? undefined,
      moreInfo: said.more_info ?? undefined,
      httpStatus: status,
    });
    return described.providerCode === missingPermissionCode
      ? withPermission(described, missingPermission(body, asked))
      : described;
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
