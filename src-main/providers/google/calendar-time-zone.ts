/** A calendar that shows its times in another zone than the clinic's. */

import type { Notice } from '../../../src-shared/credentials/connection';
import { canonicalTimeZone } from '../../../src-shared/organizations/time-zone';
import { t } from '../../../src-shared/texts/translate';

const halfYear = 182 * 24 * 3_600_000;

/** What a zone's clock shows, to the minute. */
const clockOf = (timeZone: string, at: number) =>
  new Intl.DateTimeFormat('en-US', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at);

/** Two zones that agree now and in half a year, as New York and Toronto do, make no difference to anybody. */
const agree = (one: string, other: string, now: number) =>
  one === other || [now, now + halfYear].every((at) => clockOf(one, at) === clockOf(other, at));

/** A zone as people read it. */
const shownZone = (zone: string) => zone.replaceAll('_', ' ');

/** Both zones, where a calendar's and a clinic's differ. Null where they agree, or where one of them is no zone. */
function differingZones(calendarsZone: string, clinicsZone: string, now: number) {
  const [theirs, ours] = [canonicalTimeZone(calendarsZone), canonicalTimeZone(clinicsZone)];
  if (theirs === null || ours === null || agree(theirs, ours, now)) return null;
  return { theirs: shownZone(theirs), ours: shownZone(ours) };
}

/** The same in one sentence, where a calendar is picked. */
export function otherTimeZoneBriefly(calendarsZone: string, clinicsZone: string, now: number): string | null {
  const zones = differingZones(calendarsZone, clinicsZone, now);
  return zones && t('Its times are in {theirs}; the clinic is in {ours}.', { theirs: zones.theirs, ours: zones.ours });
}

/** @param now milliseconds since 1970. @returns null where they agree, and where one of them is no zone */
export function otherTimeZone(
  calendar: string,
  calendarsZone: string,
  clinicsZone: string,
  now: number,
): Notice | null {
  const zones = differingZones(calendarsZone, clinicsZone, now);
  if (zones === null) return null;
  return {
    tone: 'info',
    title: t('The calendar has another time zone'),
    text: t(
      '“{calendar}” shows its times in {theirs}, and the clinic is in {ours}. Appointments are booked at the right moment, and look shifted in Google Calendar. If that is not meant, change the time zone in the calendar’s settings, or with “Edit clinic”.',
      { calendar, theirs: zones.theirs, ours: zones.ours },
    ),
    helpUrl: 'https://calendar.google.com/calendar/r/settings',
  };
}
