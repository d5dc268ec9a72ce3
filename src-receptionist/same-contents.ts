/** What a cache file has of what is known: whether it need not be written, and whether it may stay. */
import { isDeepStrictEqual } from 'node:util';
import type { CacheContents } from './cache-file';

/** Times alone may be that much older in the file than what is known. */
const oldMs = 10 * 60_000;

function areSame<One>(
  some: readonly One[],
  others: readonly One[],
  isSame: (one: One, other: One) => boolean,
): boolean {
  return some.length === others.length && some.every((one, at) => one === others[at] || isSame(one, others[at] as One));
}
type Pin = CacheContents['pins'][number];
const isSamePin = (one: Pin, other: Pin) =>
  one.revision === other.revision &&
  one.signature === other.signature &&
  one.clinicId === other.clinicId &&
  one.provider === other.provider;

/** All but times. That nobody vouched yet for a clinic is no time: from the first word on, words are asked for. */
export function hasSame(kept: CacheContents, known: CacheContents): boolean {
  return (
    // The hash of the newest entry follows from all before it.
    kept.head.sequence === known.head.sequence &&
    kept.head.hash === known.head.hash &&
    areSame(kept.rows, known.rows, isDeepStrictEqual) &&
    areSame(kept.pins, known.pins, isSamePin) &&
    areSame(kept.replaced ?? [], known.replaced ?? [], isDeepStrictEqual) &&
    areSame(kept.vouched ?? [], known.vouched ?? [], (one, other) => one.clinicId === other.clinicId)
  );
}

/** @param kept has the same otherwise */
export function hasOldTimes(kept: CacheContents, known: CacheContents): boolean {
  const isOld = (before: string, now: string) => Math.abs(Date.parse(now) - Date.parse(before)) >= oldMs;
  const before = new Map(kept.vouched?.map(({ clinicId, at }) => [clinicId, at]));
  return (
    isOld(kept.readAt, known.readAt) ||
    (known.vouched ?? []).some(({ clinicId, at }) => isOld(before.get(clinicId) ?? at, at))
  );
}

/** Whether the file has credentials that are not known any more. */
export function hasRevoked(kept: CacheContents, known: CacheContents): boolean {
  const live = ({ rows }: CacheContents) =>
    rows.flatMap((row) => (row.sealed === null ? [] : [`${row.organization_id} ${row.provider}`]));
  const still = new Set(live(known));
  return live(kept).some((place) => !still.has(place));
}
