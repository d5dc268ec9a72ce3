/** The words by which a time zone is found: its names, older names, countries, names of its time, and cities. */
import { folded } from '../../../src-shared/folded';
import { canonicalTimeZone, countriesOfZone, olderNames } from '../../../src-shared/organizations/time-zone';

/** The words of a zone, as `folded` has them, most significant first. */
export type ZoneWords = ReadonlyMap<string, readonly (readonly string[])[]>;

/** Cut where names are written differently: `new_york`, `São Paulo`. */
const wordsOf = (text: string): string[] =>
  folded(text)
    .split(/[^\p{L}\p{N}+]+/u)
    .filter((word) => word !== '');

/** `-5`, `UTC+1`, `GMT−05:30`: the hours and the minutes of an offset. */
const typedOffset = /^(?:utc|gmt)?\s*([+\u2212\u2013-])\s*(\d{1,2})(?::?(\d\d))?$/i;

/** `gmt-05:00`, as a zone has it among its words; null for what is no offset. */
function offsetOf(text: string): string | null {
  const [, sign, hours = '', minutes = '00'] = typedOffset.exec(text.trim()) ?? [];
  return sign === undefined ? null : `gmt${sign === '+' ? '+' : '-'}${hours.padStart(2, '0')}:${minutes}`;
}

const nameOfTime = (
  timeZone: string,
  language: string,
  timeZoneName: 'longGeneric' | 'short' | 'long' | 'longOffset',
  at: Date,
): string =>
  new Intl.DateTimeFormat(language, { timeZone, timeZoneName })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value ?? '';

/** `Eastern Time`, `EST`, `EDT`: as it is called in both halves of the year. */
function timeNames(zone: string, language: string, year: number): string[] {
  const named = (style: 'longGeneric' | 'short' | 'long', month: number) =>
    nameOfTime(zone, language, style, new Date(year, month, 15));
  return [named('longGeneric', 0), named('short', 0), named('short', 6), named('long', 0), named('long', 6)];
}

/** A zone's offsets, of both halves of the year; without one its name is `GMT` alone. */
const zoneOffsets = (zone: string, year: number): string[] =>
  [0, 6].map((month) => offsetOf(nameOfTime(zone, 'en', 'longOffset', new Date(year, month, 15))) ?? 'gmt+00:00');

/** The system takes most of a second for all zones, and says the same until the year ends. */
const ofYear = <Rest extends string[]>(read: (zone: string, ...more: [...Rest, number]) => string[]) => {
  const known = new Map<string, string[]>();
  return (zone: string, ...rest: Rest): string[] => {
    const year = new Date().getFullYear();
    const key = [zone, ...rest, year].join(' ');
    const words = known.get(key) ?? read(zone, ...rest, year);
    known.set(key, words);
    return words;
  };
};
const timeNamesOf = ofYear(timeNames);
const offsetsOf = ofYear(zoneOffsets);

/** The cities of each zone; a large list, so it is read when a zone is first looked for. */
export async function loadCities(): Promise<ReadonlyMap<string, string[]>> {
  const { cityMapping } = await import('city-timezones');
  const canonical = new Map<string, string | null>();
  const byZone = new Map<string, string[]>();
  for (const { city, city_ascii, timezone } of cityMapping) {
    // Contrary to its types, the list has cities without a zone.
    if (!timezone) continue;
    if (!canonical.has(timezone)) canonical.set(timezone, canonicalTimeZone(timezone));
    const zone = canonical.get(timezone);
    if (zone != null) byZone.set(zone, [...(byZone.get(zone) ?? []), city, city_ascii]);
  }
  return byZone;
}

/** @param zones with what the list shows of them @param cities of each zone, as far as they are known already */
export function zoneWords(
  zones: ReadonlyMap<string, string>,
  language: string,
  cities: ReadonlyMap<string, readonly string[]>,
): ZoneWords {
  const older = olderNames();
  const languages = [...new Set([language, 'en'])];
  const countryNames = languages.map((one) => new Intl.DisplayNames([one], { type: 'region' }));
  return new Map(
    [...zones].map(([zone, label]) => {
      const countries = countriesOfZone(zone).flatMap((code) => countryNames.map((names) => names.of(code) ?? ''));
      const names = [zone, label, ...(older.get(zone) ?? []), ...languages.flatMap((one) => timeNamesOf(zone, one))];
      return [
        zone,
        [
          [...wordsOf(names.join(' ')), ...offsetsOf(zone)],
          wordsOf(countries.join(' ')),
          wordsOf((cities.get(zone) ?? []).join(' ')),
        ],
      ];
    }),
  );
}

/**
 * How well a zone fits what was typed: 0 by its own names or its offset, 1 by its country, 2 by a city; null when it
 * does not.
 * Every typed word must begin a word of the zone.
 */
export function zoneRank(words: ZoneWords, zone: string, typed: string): number | null {
  const offset = offsetOf(typed);
  const sought = offset === null ? wordsOf(typed) : [offset];
  const groups = words.get(zone) ?? [wordsOf(zone)];
  for (let rank = 0; rank < groups.length; rank += 1) {
    const searched = groups.slice(0, rank + 1).flat();
    if (sought.every((part) => searched.some((word) => word.startsWith(part)))) return rank;
  }
  return null;
}
