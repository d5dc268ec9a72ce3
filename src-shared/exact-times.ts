/** Times on paper: exact to the minute, with the zone named, written as in the clinic's country. */

import { currentLanguage } from './texts/translate';

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(locale: string, timeZone: string, withYear: boolean): Intl.DateTimeFormat {
  const key = `${locale}|${timeZone}|${withYear}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const make = (zone: { timeZone?: string }) =>
    new Intl.DateTimeFormat(locale, {
      ...(withYear ? { year: 'numeric' } : {}),
      month: 'short',
      day: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      timeZoneName: 'short',
      ...zone,
    });
  let made: Intl.DateTimeFormat;
  try {
    made = make({ timeZone });
  } catch {
    // A zone that this engine does not know, stored before zones were checked: the computer's own, which the text
    // names.
    made = make({});
  }
  formats.set(key, made);
  return made;
}

type Place = { timeZone: string; country: string };

const said = (at: string, { timeZone, country }: Place, withYear: boolean) =>
  formatOf(`${currentLanguage()}-${country}`, timeZone, withYear).format(Date.parse(at)).replaceAll(/\s/gu, ' ');

/** `Nov 29, 2026, 8:42 AM CST`, or `29 Nov 2026, 14:42 GMT` for a clinic in Britain. `at` in ISO 8601. */
export const exactMinute = (at: string, place: Place): string => said(at, place, true);

/** Without the year, beside a date of the same year: `Nov 29, 8:42 AM CST`. */
export const exactMinuteBeside = (at: string, dated: string, place: Place): string =>
  said(at, place, at.slice(0, 4) !== dated.slice(0, 4));
