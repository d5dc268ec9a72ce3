/** What the error gallery lists, and how each failure is rehearsed: worked out apart from how it is drawn. */
import type { AppErrorData } from '../../../src-shared/errors';
import {
  type CatalogueEntry,
  type CatalogueGroup,
  catalogue,
  describeProviderError,
} from '../../../src-shared/errors-catalogue';
import type { CallResponse } from '../../../src-shared/ipc/contract';

type PracticeScenarios = CallResponse<'practice.scenarios'>;

export type GalleryGroup = { id: CatalogueGroup; title: string; entries: CatalogueEntry[] };

const groups: readonly { id: CatalogueGroup; title: string }[] = [
  { id: 'account', title: 'Signing in and limits' },
  { id: 'sending', title: 'Refused at once' },
  { id: 'delivery', title: 'Lost on the way' },
  { id: 'calendar', title: 'Calendar' },
  { id: 'network', title: 'Network' },
];

/** The failures whose code, title or words hold every word of the search, in groups; groups without any are left out. */
export function galleryGroups(search: string): GalleryGroup[] {
  const words = search.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ code, title, data }: CatalogueEntry) => {
    const text = `${code} ${title} ${data.message} ${data.cause} ${data.fix}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return groups
    .map((group) => ({ ...group, entries: catalogue.filter((entry) => entry.group === group.id && fits(entry)) }))
    .filter(({ entries }) => entries.length > 0);
}

export const findEntry = (code: string | null): CatalogueEntry | null =>
  catalogue.find((entry) => entry.code === code) ?? null;

/** A code that is no row of the catalogue, as it would be shown; null when the search is no code. */
export function unknownCode(search: string): AppErrorData | null {
  const code = /^(?:twilio\.)?(\d{4,6})$/.exec(search.trim())?.[1];
  if (code === undefined || findEntry(`twilio.${code}`) !== null) return null;
  return describeProviderError('twilio', code, { message: 'Here the words that Twilio sends with it are shown' });
}

export type Rehearsal =
  /** Sign in with a practice account or OAuth client. */
  | { kind: 'account'; step: string; menu: string; label: string; detail: string; accountSid: string | null }
  /** Text a practice phone, from any practice clinic that works. */
  | { kind: 'recipient'; number: string; label: string }
  /** Be on a bad network, whatever is done. */
  | { kind: 'networks'; networks: readonly { id: string; label: string; detail: string }[] }
  | { kind: 'none'; why: string };

/** How to see it happen for real. @param scenarios null until they are known */
export function rehearsalOf(entry: CatalogueEntry, scenarios: PracticeScenarios | null): Rehearsal | null {
  if (scenarios === null) return null;
  const networks = (scenarios.networks ?? []).filter(({ code }) => code === entry.code);
  if (networks.length > 0) return { kind: 'networks', networks };
  const recipient = scenarios.recipients.find(({ code }) => code === entry.code);
  if (entry.scenarioId.startsWith('recipient.') && recipient !== undefined)
    return { kind: 'recipient', number: recipient.number, label: recipient.label };
  const client = scenarios.signInClients?.find(({ id }) => id === entry.scenarioId);
  if (client !== undefined)
    return {
      kind: 'account',
      step: 'Google Calendar',
      menu: 'Use a practice client',
      label: client.label,
      detail: client.detail,
      accountSid: null,
    };
  const account = scenarios.credentials.find(({ id }) => id === entry.scenarioId);
  if (account === undefined) return { kind: 'none', why: 'There is no rehearsal for it in this version.' };
  const { label, detail, fields } = account;
  return {
    kind: 'account',
    step: 'Twilio',
    menu: 'Use a practice account',
    label,
    detail,
    accountSid: fields.accountSid ?? null,
  };
}
