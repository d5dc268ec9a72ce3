/** Countries and time zones to pick from, as the system knows them. */
import { getCountries } from 'libphonenumber-js/min';
import { canonicalTimeZone, timeZonesToPick } from '../../../src-shared/organizations/time-zone';
import { t } from '../../../src-shared/texts/translate';

export type Place = { value: string; label: string };
export type PlaceGroup = { group: string; items: Place[] };

/** As it is compared: what people call a country besides its name and its two letters. */
const alsoCalled: Readonly<Record<string, string>> = {
  AE: 'uae',
  CD: 'drc, zaire',
  CZ: 'czech republic',
  GB: 'great britain, england, scotland, wales, northern ireland',
  MM: 'burma',
  NL: 'holland',
  SZ: 'swaziland',
  US: 'usa, america',
};

/** The names of each country, the one that is shown first: its letters, its English and short names, older ones. */
export function countryNames(language: string): ReadonlyMap<string, readonly string[]> {
  const name = (locale: string, style: 'long' | 'short') =>
    new Intl.DisplayNames([locale, 'en'], { type: 'region', fallback: 'code', style });
  const shown = name(language, 'long');
  const others = [name('en', 'long'), name(language, 'short'), name('en', 'short')];
  return new Map(
    getCountries().map((code) => [
      code,
      [shown, ...others].map((names) => names.of(code) ?? code).concat(code, ...(alsoCalled[code]?.split(', ') ?? [])),
    ]),
  );
}

/** Countries that have phone numbers, by name. */
export function countries(language: string): Place[] {
  const names = new Intl.DisplayNames([language, 'en'], { type: 'region', fallback: 'code' });
  return getCountries()
    .filter((code) => /^[A-Z]{2}$/.test(code))
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .sort((a, b) => a.label.localeCompare(b.label, language));
}

/** Older engines know the zones of a region as a property, newer ones as a method. */
type RegionalLocale = Intl.Locale & { getTimeZones?: () => string[]; timeZones?: string[] };

/** Time zones in use in a country; empty when the engine cannot tell. */
function timeZonesOf(country: string): string[] {
  try {
    const locale: RegionalLocale = new Intl.Locale(`und-${country}`);
    const names = locale.getTimeZones?.() ?? locale.timeZones ?? [];
    return [...new Set(names.flatMap((name) => canonicalTimeZone(name) ?? []))];
  } catch {
    return [];
  }
}

/** `UTC−08:00`, as it is at this moment. */
function readOffset(timeZone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at);
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  return name === 'GMT' || name === 'GMT+00:00' ? 'UTC' : name.replace('GMT', 'UTC').replace('-', '−');
}

/** All of one quarter of an hour, in which no clock changes: the system takes a while for every zone. */
const offsets = { quarter: 0, known: new Map<string, string>() };
function offsetOf(timeZone: string, at: Date): string {
  const quarter = Math.floor(at.getTime() / 900_000);
  if (quarter !== offsets.quarter) Object.assign(offsets, { quarter, known: new Map() });
  const offset = offsets.known.get(timeZone) ?? readOffset(timeZone, at);
  offsets.known.set(timeZone, offset);
  return offset;
}

/** `America/Los Angeles · UTC−08:00` */
function timeZoneLabel(timeZone: string, at: Date): string {
  if (timeZone === 'UTC') return t('UTC · the same all year');
  try {
    return `${timeZone.replaceAll('_', ' ')} · ${offsetOf(timeZone, at)}`;
  } catch {
    return timeZone;
  }
}

/** Every zone once: those of the country first, since one of them is almost always meant. */
export function timeZoneGroups(country: string, countryName: string, at: Date): PlaceGroup[] {
  const local = timeZonesOf(country);
  const others = timeZonesToPick().filter((zone) => !local.includes(zone));
  const place = (value: string): Place => ({ value, label: timeZoneLabel(value, at) });
  const groups = [
    { group: countryName, items: local.map(place) },
    { group: local.length === 0 ? t('All time zones') : t('Elsewhere'), items: others.map(place) },
  ];
  return groups.filter((group) => group.items.length > 0);
}

/**
 * The zone to offer when the country changes: the current one if the country has it, otherwise the country's only one.
 */
export function timeZoneAfter(country: string, current: string): string {
  const local = timeZonesOf(country);
  if (local.length === 0 || local.includes(current)) return current;
  return local.length === 1 ? (local[0] ?? current) : '';
}
