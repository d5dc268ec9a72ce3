/** What the error gallery lists, and how each failure is rehearsed: worked out apart from how it is drawn. */

import type { AppErrorData } from '../../../src-shared/errors';
import {
  type CatalogueEntry,
  type CatalogueGroup,
  catalogue,
  catalogueGroups,
  describeProviderError,
  providerOfCode,
} from '../../../src-shared/errors-catalogue';
import { folded } from '../../../src-shared/folded';
import type { CallResponse } from '../../../src-shared/ipc/contract';
import { providerDescriptors } from '../../../src-shared/providers';
import { providerIds } from '../../../src-shared/providers/ids';
import { t } from '../../../src-shared/texts/translate';

type PracticeScenarios = CallResponse<'practice.scenarios'>;

export type GalleryGroup = CatalogueGroup & { entries: CatalogueEntry[] };

/**
 * The failures whose code, title or words hold every word of the search, in groups; groups without any are left out.
 */
export function galleryGroups(search: string): GalleryGroup[] {
  const words = folded(search).trim().split(/\s+/).filter(Boolean);
  const fits = ({ code, title, data }: CatalogueEntry) => {
    const text = folded(`${code} ${title} ${data.message} ${data.cause} ${data.fix}`);
    return words.every((word) => text.includes(word));
  };
  return catalogueGroups
    .map((group) => ({ ...group, entries: catalogue.filter((entry) => entry.group === group.id && fits(entry)) }))
    .filter(({ entries }) => entries.length > 0);
}

export const findEntry = (code: string | null): CatalogueEntry | null =>
  catalogue.find((entry) => entry.code === code) ?? null;

/** A code that is no row of the catalogue, as it would be shown; null when the search is no code of any provider. */
export function unknownCode(search: string): AppErrorData | null {
  const named = providerIds.find((id) => search.trim().startsWith(`${id}.`));
  const code = search.trim().slice(named === undefined ? 0 : named.length + 1);
  const provider = providerOfCode(code);
  if (provider === null || (named !== undefined && named !== provider) || findEntry(`${provider}.${code}`) !== null)
    return null;
  const { company } = providerDescriptors[provider];
  return describeProviderError(provider, code, {
    message: t('Here the words that {company} sends with it are shown', { company }),
  });
}

export type Rehearsal =
  /** Sign in with a practice account or OAuth client. */
  | {
      kind: 'account';
      step: string;
      menu: string;
      label: string;
      detail: string;
      copy: { label: string; value: string } | null;
    }
  /** Text a practice phone, from any practice clinic that works. */
  | { kind: 'recipient'; number: string; label: string }
  /** Be on a bad network, whatever is done. */
  | { kind: 'networks'; networks: readonly { id: string; label: string; detail: string }[] }
  | { kind: 'none'; why: string };

/** How to see it happen for real. @param scenarios null until they are known */
export function rehearsalOf(entry: CatalogueEntry, scenarios: PracticeScenarios | null): Rehearsal | null {
  if (scenarios === null) return null;
  if (entry.scenarioId === null)
    return {
      kind: 'none',
      why: t(
        'Practice mode does not update the console, so this is shown here only. It is told under Settings, Updates.',
      ),
    };
  const networks = (scenarios.networks ?? []).filter(({ code }) => code === entry.code);
  if (networks.length > 0) return { kind: 'networks', networks };
  const recipient = scenarios.recipients.find(({ code }) => code === entry.code);
  if (entry.scenarioId.startsWith('recipient.') && recipient !== undefined)
    return { kind: 'recipient', number: recipient.number, label: recipient.label };
  const account = scenarios.credentials.find(({ id }) => id === entry.scenarioId);
  if (account === undefined || entry.provider === null)
    return { kind: 'none', why: t('There is no rehearsal for it in this version.') };
  const { setup, methods, practice } = providerDescriptors[entry.provider];
  const { label, detail, fields, methodId } = account;
  const shown = methods.find(({ id }) => id === methodId)?.fields.find(({ id }) => id === practice.copyField);
  const value = shown === undefined ? undefined : fields[shown.id];
  return {
    kind: 'account',
    step: setup[0] === undefined ? '' : t(setup[0].label),
    menu: t(practice.menu),
    label,
    detail,
    copy: shown === undefined || value === undefined ? null : { label: t(shown.label), value },
  };
}
