/** The calendars of an account as a choice. */

import type { Choice, ChoiceOption } from '../../../src-shared/credentials/connection';
import { ownValue } from '../../../src-shared/own-value';
import { googleDescriptor } from '../../../src-shared/providers/google/descriptor';
import { type Text, t, text } from '../../../src-shared/texts/translate';
import type { GoogleCalendar, GoogleList } from './google-api';

const shared = text('Shared');
const badges: Record<string, Text> = {
  owner: text('Own'),
  writer: shared,
  writerWithoutPrivateAccess: shared,
  reader: text('Read only'),
  freeBusyReader: text('Free/busy only'),
};

/** Why the receptionist could not book there; null when it can. */
export function unusableReason({ role }: GoogleCalendar, methodId: string): string | null {
  // Where the role is unknown, the calendar test shows it.
  if (role === 'owner' || role === 'unknown') return null;
  if (role === 'writer' || role === 'writerWithoutPrivateAccess')
    return methodId === 'shared-calendars'
      ? null
      : t('Belongs to somebody else. To book here, connect with “Shared calendars too”, or sign in as its owner.');
  return t('This account may only read it. Ask its owner to share it with “Make changes to events”.');
}

export function calendarChoice(
  { items, incompleteReason }: GoogleList<GoogleCalendar>,
  methodId: string,
  chosen: string | null,
): Choice {
  const order = (calendar: GoogleCalendar) =>
    calendar.isPrimary ? 0 : (unusableReason(calendar, methodId) === null ? 1 : 3) + (calendar.isHidden ? 1 : 0);
  const sorted = [...items].sort((a, b) => order(a) - order(b) || a.name.localeCompare(b.name));
  const options = sorted.map(
    (calendar): ChoiceOption => ({
      id: calendar.id,
      label: calendar.name,
      detail: calendar.timeZone?.replaceAll('_', ' ') ?? null,
      badges: [
        ...(calendar.isPrimary ? [t('Main calendar')] : []),
        ...(calendar.isHidden ? [t('Hidden in Google')] : []),
        ...(calendar.role === 'unknown' ? [] : [t(ownValue(badges, calendar.role) ?? shared)]),
      ],
      disabledReason: unusableReason(calendar, methodId),
    }),
  );
  const usable = options.filter(({ disabledReason }) => disabledReason === null);
  const preferred = usable.find(({ id }) => id === chosen) ?? usable[0];
  return { label: t(googleDescriptor.choice.label), options, incompleteReason, preferred: preferred?.id ?? null };
}
