/**
 * Several processes of one machine may share a cache file. None of them takes back what another one saw: neither the
 * newest revision of a delivery, nor a refresh token that a provider gave to the other.
 */
import type { CacheContents } from './cache-file';

type Place = { clinicId: string; provider: string };
const nameOf = ({ clinicId, provider }: Place) => `${clinicId} ${provider}`;
const placeOf = (row: CacheContents['rows'][number]) => ({ clinicId: row.organization_id, provider: row.provider });

/** Of each place the one with the higher revision. */
function newest<One extends { revision: number }>(ours: One[], theirs: One[], place: (one: One) => Place): One[] {
  const all = new Map(ours.map((one) => [nameOf(place(one)), one]));
  for (const one of theirs)
    if ((all.get(nameOf(place(one)))?.revision ?? 0) < one.revision) all.set(nameOf(place(one)), one);
  return [...all.values()];
}

/** @param theirs what is in the file */
export function mergedCache(ours: CacheContents, theirs: CacheContents): CacheContents {
  const goesOn = theirs.log[ours.head.sequence - 1]?.hash === ours.head.hash;
  const { head, log } = goesOn && theirs.head.sequence > ours.head.sequence ? theirs : ours;
  const pins = newest(ours.pins, theirs.pins, (pin) => pin);
  const pinned = new Map(pins.map((pin) => [nameOf(pin), pin.revision]));
  // What is gone stays gone: its pin is left, and says that its row was seen.
  const held = new Set(ours.rows.map((row) => nameOf(placeOf(row))));
  const known = new Set(ours.pins.map(nameOf));
  const isTheirs = (row: CacheContents['rows'][number]) => {
    const name = nameOf(placeOf(row));
    return (
      held.has(name) ||
      !known.has(name) ||
      row.revision > (ours.pins.find((pin) => nameOf(pin) === name)?.revision ?? 0)
    );
  };
  const rows = newest(ours.rows, theirs.rows.filter(isTheirs), placeOf).filter(
    (row) => row.revision >= (pinned.get(nameOf(placeOf(row))) ?? 0),
  );
  const live = new Set(rows.flatMap((row) => (row.sealed === null ? [] : [nameOf(placeOf(row))])));
  const replaced = new Map((ours.replaced ?? []).map((one) => [nameOf(one), one]));
  for (const one of theirs.replaced ?? []) {
    const own = replaced.get(nameOf(one));
    if (live.has(nameOf(one)) && (own === undefined || one.from.includes(own.token))) replaced.set(nameOf(one), one);
  }
  const vouched = ours.vouched ?? theirs.vouched;
  return {
    ...ours,
    ...{ head, log, pins, rows, replaced: [...replaced.values()] },
    ...(vouched === undefined ? {} : { vouched }),
  };
}
