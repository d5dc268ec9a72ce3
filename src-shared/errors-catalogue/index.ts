/**
 * The error catalogue: every known failure with its cause, its fix and a link, as data.
 * Unknown codes are not guessed at: they are shown with the provider's own words.
 */
import type { AppErrorData } from '../errors';
import type { ProviderId } from '../primitives';
import { googleErrorPage, googleGroup, googleRowOfStatus, googleRows } from '../providers/google/errors';
import { twilioErrorPage, twilioGroup, twilioRowOfStatus, twilioRows } from '../providers/twilio/errors';
import type { CatalogueEntry, CatalogueGroup, CatalogueRow } from './entry';
import { isHelpUrl } from './help-origins';
import { type NetworkErrorKind, networkErrorKinds, networkRow } from './network';
import { plainText } from './plain-text';

export { twilioErrorPage } from '../providers/twilio/errors';
export type { CatalogueEntry, CatalogueGroup } from './entry';
export { helpLinkOrigins, isHelpUrl } from './help-origins';
export { type NetworkErrorKind, networkErrorKinds } from './network';
export { plainText } from './plain-text';

/** What a provider said with its refusal. All of it is untrusted. */
export type ProviderAnswer = {
  message?: string | undefined;
  moreInfo?: string | undefined;
  httpStatus?: number | undefined;
};

type ProviderCatalogue = {
  name: string;
  rows: Readonly<Record<string, CatalogueRow>>;
  errorPage: (code: string) => string;
  group: (code: string) => CatalogueGroup;
  /** For an answer without a code: the status alone means much the same as these rows do. */
  rowOfStatus: Readonly<Record<number, string>>;
  /** The row of the provider's own faults, for a status of 500 and more. */
  rowOfFault: string;
};
const providers: Record<ProviderId, ProviderCatalogue> = {
  twilio: {
    name: 'Twilio',
    rows: twilioRows,
    errorPage: twilioErrorPage,
    group: twilioGroup,
    rowOfStatus: twilioRowOfStatus,
    rowOfFault: '20500',
  },
  google: {
    name: 'Google',
    rows: googleRows,
    errorPage: googleErrorPage,
    group: googleGroup,
    rowOfStatus: googleRowOfStatus,
    rowOfFault: 'backendError',
  },
};

const dataOf = (code: string, row: CatalogueRow, providerCode: string | null): AppErrorData => ({
  code,
  ...(providerCode === null ? {} : { providerCode }),
  message: row.message,
  cause: row.cause,
  fix: row.fix,
  ...(row.checks === undefined ? {} : { checks: [...row.checks] }),
  ...(row.helpUrl === undefined ? {} : { helpUrl: row.helpUrl }),
  retryable: row.retryable,
});

const codeOf = (value: string | number | null | undefined): string | null => {
  const text = String(value ?? '').trim();
  // Codes are numbers at Twilio and words at Google; anything else is shown only if it is harmless.
  return /^[A-Za-z0-9._-]{1,40}$/.test(text) && text !== '0' ? text : null;
};

const isTransient = (status: number | undefined) =>
  status !== undefined && (status === 408 || status === 429 || status >= 500);

/**
 * A refusal by a provider, in plain words.
 * @param providerCode the code in the answer's body, or on the message; null when there was none
 * @returns our row for a known code; otherwise an honest row with the provider's own message. Its code is `twilio.<n>`, or `twilio.http-<status>`
 *   when the answer had no code, or `twilio.unknown` when it had neither
 */
export function describeProviderError(
  provider: ProviderId,
  providerCode: string | number | null | undefined,
  answer: ProviderAnswer = {},
): AppErrorData {
  const { name, rows, errorPage, rowOfStatus, rowOfFault } = providers[provider];
  const code = codeOf(providerCode);
  const status = Number.isInteger(answer.httpStatus) ? answer.httpStatus : undefined;
  const known = code !== null && Object.hasOwn(rows, code) ? rows[code] : undefined;
  if (code !== null && known !== undefined) {
    const data = dataOf(`${provider}.${code}`, known, known.providerCode ?? code);
    // Whatever name a fault goes by, its status says that it passes.
    return { ...data, retryable: data.retryable || isTransient(status) };
  }

  const alike =
    code === null && status !== undefined ? rows[rowOfStatus[status] ?? (status >= 500 ? rowOfFault : '')] : undefined;
  if (alike !== undefined) return dataOf(`${provider}.http-${status}`, alike, null);

  const said = plainText(answer.message ?? '', 240);
  const linked = answer.moreInfo !== undefined && isHelpUrl(answer.moreInfo) ? answer.moreInfo : undefined;
  const helpUrl =
    linked ?? (answer.moreInfo === undefined && code !== null && /^\d+$/.test(code) ? errorPage(code) : undefined);
  const label = code === null ? (status === undefined ? 'without a code' : `with HTTP ${status}`) : `with code ${code}`;
  return {
    code:
      code !== null
        ? `${provider}.${code}`
        : status !== undefined
          ? `${provider}.http-${status}`
          : `${provider}.unknown`,
    ...(code === null ? {} : { providerCode: code }),
    message: said === '' ? `${name} refused ${label}.` : `${name} refused ${label}: ${said}`,
    cause: `This console has no explanation of its own for it; the words are ${name}’s. New reasons are added from time to time.`,
    fix:
      helpUrl === undefined
        ? `Look the code up in ${name}’s documentation, or ask ${name} support and quote it.`
        : `Open ${name}’s page about it with the link below. If that does not help, ask ${name} support and quote the code.`,
    ...(helpUrl === undefined ? {} : { helpUrl }),
    retryable: isTransient(status),
  };
}

/** A failure between here and a provider. @param where the host's name and the HTTP status, when known */
export function describeNetworkError(
  kind: NetworkErrorKind,
  where: { host?: string | undefined; status?: number | undefined } = {},
): AppErrorData {
  const host = /^[A-Za-z0-9.:[\]-]{1,253}$/.test(where.host ?? '') ? (where.host ?? '') : 'the provider';
  const status = where.status !== undefined && Number.isInteger(where.status) ? where.status : null;
  const data = dataOf(`network.${kind}`, networkRow(kind, host, status), null);
  return { ...data, message: data.message.charAt(0).toUpperCase() + data.message.slice(1) };
}

const networkEntries = networkErrorKinds.map((kind): CatalogueEntry => {
  const { title, scenarioId } = networkRow(kind, 'the provider', null);
  return {
    code: `network.${kind}`,
    provider: null,
    group: 'network',
    title,
    data: describeNetworkError(kind),
    scenarioId,
  };
});

const providerEntries = (Object.keys(providers) as ProviderId[]).flatMap((provider) =>
  Object.entries(providers[provider].rows).map(
    ([code, row]): CatalogueEntry => ({
      code: `${provider}.${code}`,
      provider,
      group: providers[provider].group(code),
      title: row.title,
      data: describeProviderError(provider, code),
      scenarioId: row.scenarioId,
    }),
  ),
);

/** Every known failure, for the error gallery and for tests of completeness. */
export const catalogue: readonly CatalogueEntry[] = [...providerEntries, ...networkEntries];
