/** The words by which a time zone is found: its names, older names, countries, names of its time, and cities. */
import { canonicalTimeZone, countriesOfZone, olderNames } from '../../../src-shared/organizations/time-zone';

/** The words of a zone in lower case, most significant first. */
export type ZoneWords = ReadonlyMap<string, readonly (readonly string[])[]>;

/** Lower case without accents, cut where names are written differently: `new_york`, `São Paulo`. */
const wordsOf = (text: string): string[] =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}+]+/u)
    .filter((word) => word !== '');

/** `Eastern Time`, `EST`, `EDT`: as it is called in both halves of the year. */
function timeNames(zone: string, language: string): string[] {
  const year = new Date().getFullYear();
  const named = (style: 'longGeneric' | 'short' | 'long', month: number) =>
    new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: style })
      .formatToParts(new Date(year, month, 15))
      .find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return [named('longGeneric', 0), named('short', 0), named('short', 6), named('long', 0), named('long', 6)];
}

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
      const names = [zone, label, ...(older.get(zone) ?? []), ...languages.flatMap((one) => timeNames(zone, one))];
      return [
        zone,
        [wordsOf(names.join(' ')), wordsOf(countries.join(' ')), wordsOf((cities.get(zone) ?? []).join(' '))],
      ];
    }),
  );
}

/**
 * How well a zone fits what was typed: 0 by its own names, 1 by its country, 2 by a city; null when it does not.
 * Every typed word must begin a word of the zone.
 */
export function zoneRank(words: ZoneWords, zone: string, typed: string): number | null {
  const sought = wordsOf(typed);
  const groups = words.get(zone) ?? [wordsOf(zone)];
  for (let rank = 0; rank < groups.length; rank += 1) {
    const searched = groups.slice(0, rank + 1).flat();
    if (sought.every((part) => searched.some((word) => word.startsWith(part)))) return rank;
  }
  return null;
}
