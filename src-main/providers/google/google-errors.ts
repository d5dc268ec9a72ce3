/** From Google's answers and the network's failures to errors that can be shown. */

import { z } from 'zod';
import { AppError, type AppErrorData } from '../../../src-shared/errors';
import {
  describeNetworkError,
  describeProviderError,
  type NetworkErrorKind,
} from '../../../src-shared/errors-catalogue';
import { googleRows } from '../../../src-shared/providers/google/errors';
import { t } from '../../../src-shared/texts/translate';
import { hideSecrets, ProviderCallError, retryAfterMs } from '../http/call-error';
import type { HttpAnswer } from '../http/http-client';
import { networkKindOfAnswer } from '../http/network-errors';

const text = z.string().max(20_000).nullish().catch(null);

/** Error shape of the token endpoint. */
const oauthErrorSchema = z.object({ error: z.string(), error_description: text, error_subtype: text });
/** Error shape of the calendar API, with two generations of names. */
const apiErrorSchema = z.object({
  error: z.object({
    message: text,
    status: text,
    errors: z.array(z.object({ reason: text })).catch([]),
    details: z.array(z.object({ reason: text })).catch([]),
  }),
});

type Said = { code: string | null; message: string | null };

const isKnown = (code: string | null | undefined): code is string =>
  typeof code === 'string' && Object.hasOwn(googleRows, code);

/** Google's name of the failure; of several, the one that the catalogue knows. */
function readError(body: unknown, status: number): Said {
  const oauth = oauthErrorSchema.safeParse(body);
  if (oauth.success) {
    const { error, error_description, error_subtype } = oauth.data;
    const code = isKnown(error_subtype) ? error_subtype : error;
    // The sign-in's own faults have many names (`internal_failure`), and mean one thing.
    return { code: status >= 500 && !isKnown(code) ? 'server_error' : code, message: error_description ?? null };
  }
  const api = apiErrorSchema.safeParse(body);
  if (!api.success) return { code: null, message: null };
  const { errors, details, message, status: name } = api.data.error;
  const reasons = [...errors, ...details].flatMap(({ reason }) => (reason ? [reason] : []));
  const known = reasons.find(isKnown);
  // A status that the catalogue knows says more than a name that it does not know.
  if (known === undefined && (status >= 500 || status === 401 || status === 404 || status === 410 || status === 429))
    return { code: null, message: message ?? null };
  return { code: known ?? reasons[0] ?? name ?? null, message: message ?? null };
}

/** The error of an answer that is not a success. @param secrets what must not come back in a text */
export function errorOfAnswer(
  answer: HttpAnswer,
  host: string,
  secrets: readonly string[],
  now: number = Date.now(),
): ProviderCallError {
  const { status, body, headers } = answer;
  const data = (): AppErrorData => {
    const isObject = typeof body === 'object' && body !== null;
    // Google's refusals are JSON. A plain “403 Forbidden” comes from a web filter.
    const isFilter = status === 403 && typeof body === 'string' && body.trim() !== '';
    const kind = networkKindOfAnswer({ status, body, isObject }) ?? (isFilter ? 'unreadable-answer' : null);
    if (kind !== null) return describeNetworkError(kind, { host, status });
    const said = hideSecrets(readError(body, status), secrets);
    return describeProviderError('google', said.code, { message: said.message ?? undefined, httpStatus: status });
  };
  return new ProviderCallError(data(), status, retryAfterMs(headers, now));
}

export function errorOfNetwork(kind: NetworkErrorKind, host: string, status: number | null = null): ProviderCallError {
  return new ProviderCallError(describeNetworkError(kind, { host, ...(status === null ? {} : { status }) }), status);
}

export const unreadable = (host: string): ProviderCallError => errorOfNetwork('unreadable-answer', host, 200);

/** Errors after which only a new sign-in helps. */
const ended: ReadonlySet<string> = new Set([
  'google.invalid_grant',
  'google.invalid_rapt',
  'google.deleted_client',
  'google.admin_policy_enforced',
  'google.sign-in-needed',
]);
export const endsSignIn = (error: AppErrorData): boolean => ended.has(error.code);

/** `invalid_grant` while exchanging a code: the code was refused; no sign-in has ended. */
export const codeRefused = (status: number | null) =>
  new ProviderCallError(describeProviderError('google', 'code_refused'), status);

/** An account without a calendar that can be booked on. */
export const noUsableCalendar = (): AppErrorData => describeProviderError('google', 'no-usable-calendar');

/** The error of one calendar within a successful answer. Only reasons known to be permanent disprove a rung. */
export function errorOfCalendar(reason: string): ProviderCallError {
  const data = describeProviderError('google', reason);
  return new ProviderCallError(isKnown(reason) ? data : { ...data, retryable: true }, 200);
}

const problem = (code: string, message: string, cause: string, fix: string, helpUrl?: string): AppErrorData => ({
  code: `google.${code}`,
  message,
  cause,
  fix,
  ...(helpUrl === undefined ? {} : { helpUrl }),
  retryable: false,
});

export const signInNeeded = () =>
  new AppError(
    problem(
      'sign-in-needed',
      t('Nobody has signed in to Google for this clinic yet.'),
      t('The OAuth client is stored; the account is missing.'),
      t('Choose “Connect Google”.'),
    ),
  );

export const noRefreshToken = () =>
  new AppError(
    problem(
      'no-refresh-token',
      t('Google gave access for one hour only.'),
      t(
        'This account has allowed the clinic’s OAuth client before, and Google did not hand out a lasting sign-in a second time.',
      ),
      t('Open your Google account with the link below, remove the access of this app, and connect again.'),
      'https://myaccount.google.com/connections',
    ),
  );

const week = 7 * 24 * 3_600_000;
const halfYear = 180 * 24 * 3_600_000;

/** `invalid_grant` with the reason that fits what is known, likeliest first. Google itself never says which it was. */
export function likelyReason(
  error: AppErrorData,
  known: { verifiedAt: string | null; expiresAt: string | null },
  now: Date,
): AppErrorData {
  if (error.code !== 'google.invalid_grant') return error;
  const since = (time: string | null) => (time === null ? null : now.getTime() - Date.parse(time));
  const [overdue, idle] = [since(known.expiresAt), since(known.verifiedAt)];
  if (overdue !== null && overdue > -3_600_000)
    return {
      ...error,
      cause: t('The seven days are over that Google gives a sign-in while the Google Cloud project is in testing.'),
      fix: t(
        'Publish the app in Google Cloud under Google Auth Platform, Audience. Then choose “Reconnect” and sign in again. Nothing else is lost.',
      ),
    };
  if (idle !== null && idle > halfYear)
    return {
      ...error,
      cause: t('It was not used for six months, and Google ends such sign-ins.'),
      fix: t(
        'Choose “Reconnect” and sign in again. Nothing else is lost; the console’s own checks keep it in use from now on.',
      ),
    };
  return {
    ...error,
    cause:
      idle !== null && idle <= week
        ? t(
            'It worked less than a week ago, so most likely somebody removed the access in the Google account, or the account’s password or its organization’s rules changed. In a Google Cloud project in testing, sign-ins also end after seven days.',
          )
        : error.cause,
  };
}
