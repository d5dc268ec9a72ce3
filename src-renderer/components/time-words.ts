/** Relative times in words. The exact time is shown on hover. */
import { t } from '../../src-shared/texts/translate';
import { shownLocale } from './shown-locale';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Formatters are kept, because creating one costs far more than using it. */
function kept<Formatter>(make: (key: string) => Formatter): (key: string) => Formatter {
  const made = new Map<string, Formatter>();
  return (key) => {
    const formatter = made.get(key) ?? make(key);
    made.set(key, formatter);
    return formatter;
  };
}

const relativeWords = kept((locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
const relativeBriefly = kept((locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' }));
const dates = kept((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }));
const clockTimes = kept((locale) => new Intl.DateTimeFormat(locale, { timeStyle: 'short' }));
/** Keyed by locale and zone; without a zone it is the system's own. */
const exactTimes = kept((key) => {
  const [locale, timeZone] = key.split('|');
  const format = (zone: { timeZone?: string }) =>
    new Intl.DateTimeFormat(locale, {
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      second: '2-digit',
      timeZoneName: 'short',
      ...zone,
    });
  try {
    return format(timeZone ? { timeZone } : {});
  } catch {
    // A zone that this engine does not know, stored before zones were checked: the computer's own, which the text
    // names.
    return format({});
  }
});

/**
 * `just now`, `5 minutes ago`, `yesterday`, `in 2 days`; from two weeks on the date. Briefly: `5 min. ago`. `at` and
 * `now` in milliseconds since the epoch.
 */
export function relativeTime(at: number, now: number, locale: string = shownLocale(), briefly = false): string {
  const distance = at - now;
  const size = Math.abs(distance);
  const words = (briefly ? relativeBriefly : relativeWords)(locale);
  if (size < 45_000) return t('just now');
  if (size < hour) return words.format(Math.trunc(distance / minute) || Math.sign(distance), 'minute');
  if (size < day) return words.format(Math.trunc(distance / hour), 'hour');
  if (size < 14 * day) return words.format(Math.trunc(distance / day), 'day');
  return dates(locale).format(at);
}

/** `4 May 2026, 11:30:07 GMT+2`: exact to the second, with the zone named. */
export function exactTime(at: number, timeZone = '', locale = shownLocale()): string {
  return exactTimes(`${locale}|${timeZone}`).format(at);
}

/** `5:02 PM`, by the clock of this computer. */
export const clockTime = (at: number): string => clockTimes(shownLocale()).format(at);

export { durationWords } from '../../src-shared/durations';
