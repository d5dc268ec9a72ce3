/**
 * The error catalogue: every known failure with its cause, its fix and a link, as data. Unknown codes are shown with
 * the provider's own message.
 */

import { type AppErrorData, inWords } from '../errors';
import { providerDescriptors } from '../providers';
import {
  accountGroup,
  type CatalogueEntry,
  type CatalogueGroup,
  type CatalogueRow,
  networkGroup,
  updatesGroup,
} from '../providers/error-rows';
import { type ProviderId, providerIds } from '../providers/ids';
import { providerErrors } from '../providers/provider-errors';
import { type Text, t } from '../texts/translate';
import { isHelpUrl } from './help-origins';
import { type NetworkErrorKind, networkErrorKinds, networkRow } from './network';
import { plainText } from './plain-text';
import { describeUpdateError, type UpdateErrorKind, updateErrorTitles } from './updates';

export type { CatalogueEntry, CatalogueGroup } from '../providers/error-rows';
export { helpPlaces, isHelpUrl } from './help-origins';
export { type NetworkErrorKind, networkErrorKinds } from './network';
export { plainText } from './plain-text';

/** The parts of a provider's refusal. Untrusted. */
export type ProviderAnswer = {
  message?: string | undefined;
  moreInfo?: string | undefined;
  httpStatus?: number | undefined;
};

const dataOf = (code: string, row: CatalogueRow, providerCode: string | null): AppErrorData => ({
  code,
  ...(providerCode === null ? {} : { providerCode }),
  ...inWords(row),
});

const codeOf = (value: string | number | null | undefined): string | null => {
  const text = String(value ?? '').trim();
  // Some providers' codes are numbers and some are words; anything else is shown only if it is harmless.
  return /^[A-Za-z0-9._-]{1,40}$/.test(text) && text !== '0' ? text : null;
};

const isTransient = (status: number | undefined) =>
  status !== undefined && (status === 408 || status === 429 || status >= 500);

/**
 * A refusal by a provider, in plain words.
 * @param providerCode the code in the answer's body, or on the message; null when there was none
 * @returns our row for a known code; otherwise an honest row with the provider's own message. Its code is
 * `<provider>.<code>`, or `<provider>.http-<status>` when the answer had no code, or `<provider>.unknown` when it had
 * neither
 */
export function describeProviderError(
  provider: ProviderId,
  providerCode: string | number | null | undefined,
  answer: ProviderAnswer = {},
): AppErrorData {
  const { company: name } = providerDescriptors[provider];
  const { rows, errorPage, rowOfStatus, rowOfFault } = providerErrors[provider];
  const code = codeOf(providerCode);
  const status = Number.isInteger(answer.httpStatus) ? answer.httpStatus : undefined;
  const known = code !== null && Object.hasOwn(rows, code) ? rows[code] : undefined;
  if (code !== null && known !== undefined) {
    const data = dataOf(`${provider}.${code}`, known, known.providerCode ?? code);
    // The status may say that a fault is temporary.
    return { ...data, retryable: data.retryable || isTransient(status) };
  }

  const alike =
    code === null && status !== undefined ? rows[rowOfStatus[status] ?? (status >= 500 ? rowOfFault : '')] : undefined;
  if (alike !== undefined) return dataOf(`${provider}.http-${status}`, alike, null);

  const said = plainText(answer.message ?? '', 240);
  const linked = answer.moreInfo !== undefined && isHelpUrl(answer.moreInfo) ? answer.moreInfo : undefined;
  const helpUrl =
    linked ?? (answer.moreInfo === undefined && code !== null && /^\d+$/.test(code) ? errorPage(code) : undefined);
  const kind = code !== null ? 'code' : status !== undefined ? 'status' : 'none';
  return {
    code:
      code !== null
        ? `${provider}.${code}`
        : status !== undefined
          ? `${provider}.http-${status}`
          : `${provider}.unknown`,
    ...(code === null ? {} : { providerCode: code }),
    message:
      said === ''
        ? t(
            '{name} refused {kind, select, code {with code {code}} status {with HTTP {code}} other {without a code}}.',
            {
              name,
              kind,
              code: code ?? status ?? '',
            },
          )
        : t(
            '{name} refused {kind, select, code {with code {code}} status {with HTTP {code}} other {without a code}}: {said}',
            { name, kind, code: code ?? status ?? '', said },
          ),
    cause: t(
      'This console has no explanation of its own for it; the words are {name}’s. New reasons are added from time to time.',
      { name },
    ),
    fix:
      helpUrl === undefined
        ? t('Look the code up in {name}’s documentation, or ask {name} support and quote it.', { name })
        : t(
            'Open {name}’s page about it with the link below. If that does not help, ask {name} support and quote the code.',
            { name },
          ),
    ...(helpUrl === undefined ? {} : { helpUrl }),
    retryable: isTransient(status),
  };
}

/** A failure between here and a provider. @param where the host's name and the HTTP status, when known */
export function describeNetworkError(
  kind: NetworkErrorKind,
  where: { host?: string | undefined; status?: number | undefined } = {},
): AppErrorData {
  const isHost = /^[A-Za-z0-9.:[\]-]{1,253}$/.test(where.host ?? '');
  const host = isHost ? (where.host ?? '') : t('the provider');
  const status = where.status !== undefined && Number.isInteger(where.status) ? where.status : null;
  const { title: _, scenarioId: __, ...data } = networkRow(kind, host, status);
  // A host's name is written as it is, also where a sentence begins with it.
  const message = isHost ? data.message : data.message.charAt(0).toUpperCase() + data.message.slice(1);
  return { code: `network.${kind}`, ...data, message };
}

const networkEntries = networkErrorKinds.map(
  (kind): CatalogueEntry => ({
    code: `network.${kind}`,
    provider: null,
    group: networkGroup.id,
    get title() {
      return networkRow(kind, '', null).title;
    },
    get data() {
      return describeNetworkError(kind);
    },
    scenarioId: `network.${kind}`,
  }),
);

const providerEntries = providerIds.flatMap((provider) =>
  Object.entries(providerErrors[provider].rows).map(
    ([code, row]): CatalogueEntry => ({
      code: `${provider}.${code}`,
      provider,
      group: providerErrors[provider].groupOf(code),
      get title() {
        return t(row.title);
      },
      get data() {
        return describeProviderError(provider, code);
      },
      scenarioId: row.scenarioId,
    }),
  ),
);

const updateEntries = (Object.entries(updateErrorTitles) as [UpdateErrorKind, Text][]).map(
  ([kind, title]): CatalogueEntry => ({
    code: `update.${kind}`,
    provider: null,
    group: updatesGroup.id,
    get title() {
      return t(title);
    },
    get data() {
      return describeUpdateError(kind);
    },
    scenarioId: null,
  }),
);

/** Every known failure, for the error gallery and for tests of completeness. Said in the language of the reader. */
export const catalogue: readonly CatalogueEntry[] = [...providerEntries, ...networkEntries, ...updateEntries];

/** The sections of the gallery: what all providers have in common, each provider's own, the network, updates. */
export const catalogueGroups: readonly CatalogueGroup[] = [
  ...new Map(
    [accountGroup, ...providerIds.flatMap((id) => [...providerErrors[id].groups]), networkGroup, updatesGroup].map(
      (group) => [group.id, group],
    ),
  ).values(),
];

/** The provider whose codes look like this one, for a code that has no row; null when none claims it. */
export const providerOfCode = (code: string): ProviderId | null =>
  providerIds.find((provider) => providerErrors[provider].codePattern?.test(code) === true) ?? null;
