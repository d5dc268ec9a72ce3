/**
 * Time zones by the names that every provider takes: those of the IANA database, in the spelling of its `zone.tab`.
 * JavaScript itself takes more (`+05:30`, `SystemV/EST5`, any case), and calendars refuse those.
 */

import timeZoneNames from '@vvo/tzdb/time-zones-names.json' with { type: 'json' };
import { getAllTimezones } from 'countries-and-timezones';
import type { AppErrorData } from '../errors';
import { eitherOf } from '../list-words';
import { t } from '../texts/translate';

/** Names that the database merges into a neighbour's zone with equal clocks. */
const renamed: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'Africa/Timbuktu': 'Africa/Bamako',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Virgin': 'America/St_Thomas',
  'Antarctica/South_Pole': 'Antarctica/McMurdo',
  'Atlantic/Jan_Mayen': 'Arctic/Longyearbyen',
  Iceland: 'Atlantic/Reykjavik',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
  'Pacific/Yap': 'Pacific/Chuuk',
};

const current = new Set<string>(timeZoneNames);

/** Every name that a zone has or had. Read when a name is not a current one, which is rare and takes a while. */
let read: ReturnType<typeof readAllNames> | undefined;
function readAllNames() {
  const known = new Map(
    Object.values(getAllTimezones({ deprecated: true })).map(({ name, aliasOf, countries }) => [
      name as string,
      { aliasOf: aliasOf as string | null, countries: countries as readonly string[] },
    ]),
  );
  /** Each zone by the lower case of its names: people type them. */
  const spelled = new Map([...known.keys(), ...current].map((name) => [name.toLowerCase(), name]));
  return { known, spelled };
}
function allNames() {
  read ??= readAllNames();
  return read;
}

/** Data of the runtime may be older than the list of names. To ask for all of them takes a while: once is enough. */
const knownHere = new Map<string, boolean>();
function isKnownHere(name: string): boolean {
  const known = knownHere.get(name) ?? runtimeKnows(name);
  knownHere.set(name, known);
  return known;
}
function runtimeKnows(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function currentNameOf(name: string): string {
  if (current.has(name)) return name;
  const target = renamed[name] ?? allNames().known.get(name)?.aliasOf ?? name;
  return target === 'Etc/UTC' || target === 'Etc/GMT' ? 'UTC' : target;
}

/**
 * `America/New_York` for `america/new_york`, `Asia/Kolkata` for `Asia/Calcutta`, `UTC` for `GMT`; null for an unknown
 * name.
 */
export function canonicalTimeZone(typed: string): string | null {
  if (current.has(typed) && isKnownHere(typed)) return typed;
  const name = allNames().spelled.get(typed.trim().replaceAll(' ', '_').toLowerCase());
  if (name === undefined || name === 'Factory') return null;
  return [currentNameOf(name), name].find(isKnownHere) ?? null;
}

/** Zones to pick from, in the order of their names, UTC last. */
export const timeZonesToPick = (): string[] => [...[...current].sort().filter(isKnownHere), 'UTC'];

/** Names that a zone had before, and those of places that were merged into it: `Asia/Calcutta`, `US/Eastern`. */
export function olderNames(): ReadonlyMap<string, readonly string[]> {
  const older = new Map<string, string[]>();
  for (const name of allNames().known.keys()) {
    const zone = currentNameOf(name);
    if (zone !== name) older.set(zone, [...(older.get(zone) ?? []), name]);
  }
  return older;
}

/** ISO 3166 codes of the countries that a zone is used in. */
export const countriesOfZone = (zone: string): readonly string[] => allNames().known.get(zone)?.countries ?? [];

/** Zones whose city, now or formerly, is what was typed: `new york`. */
function zonesOfCity(typed: string): string[] {
  const city = typed
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
  const zones = [...allNames().spelled].flatMap(([name, spelling]) =>
    name.split('/').at(-1) === city ? [currentNameOf(spelling)] : [],
  );
  return [...new Set(zones)];
}

const isOffset = (typed: string) => /^(?:utc|gmt)?\s*[+\-−]\s*\d/i.test(typed.trim());

/** The error for an unknown name, with suggestions. */
export function timeZoneUnknown(typed: string): AppErrorData {
  const meant = zonesOfCity(typed);
  return {
    code: 'organization.time-zone-unknown',
    message: t('“{typed}” is not a time zone.', { typed }),
    cause: isOffset(typed)
      ? t('It is an offset from UTC. Calendars need the name of a zone, which also says when its clocks change.')
      : t('Time zones are named by region and city, for example America/Los_Angeles.'),
    fix:
      meant.length > 0
        ? t('Did you mean {zones}?', { zones: eitherOf(meant) })
        : t('Pick the zone from the list, or type its name.'),
    retryable: false,
  };
}

/** For an unusable zone that an older version stored. */
export const storedTimeZoneUnusable = (stored: string): AppErrorData => ({
  ...timeZoneUnknown(stored),
  message: t('The clinic’s time zone “{stored}” can’t be used with a calendar.', { stored }),
  fix: t('Choose “Edit clinic” on the clinic’s page, and pick its time zone from the list.'),
});
