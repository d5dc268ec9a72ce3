/** A clinic's days: from midnight to midnight in its own time zone, 23 or 25 hours long when clocks change. */

const day = 24 * 3_600_000;

const formatters = new Map<string, Intl.DateTimeFormat>();
function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(timeZone, made);
  return made;
}

/**
 * The wall clock of a zone at an instant, as if it were UTC, in milliseconds.
 * @throws RangeError for an unknown zone
 */
function wallClock(at: number, timeZone: string): number {
  const parts = new Map(
    formatter(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
}

const wholeSeconds = (at: number) => Math.floor(at / 1000) * 1000;

/**
 * The instant at which a zone's clock shows `wall` (given as if it were UTC); the first one after it where that time is
 * skipped.
 */
function instantOf(wall: number, timeZone: string): number {
  const offset = (at: number) => wallClock(wholeSeconds(at), timeZone) - wholeSeconds(at);
  // The zone's offset before and after a possible change. No offset reaches a day, and no zone changes twice in two
  // days.
  const [before, after] = [wall - offset(wall - day), wall - offset(wall + day)];
  if (before === after) return before;
  const shown = [before, after].filter((at) => wallClock(at, timeZone) === wall);
  return shown.length > 0 ? Math.min(...shown) : before;
}

export type ClinicDay = {
  /** `2026-05-04`. */
  date: string;
  /** Milliseconds since 1970. */
  start: number;
  end: number;
};

/** So many days from the one that holds `now`, in milliseconds since 1970. @throws RangeError for an unknown zone */
export function daysFrom(now: number, timeZone: string, count: number): ClinicDay[] {
  const today = Math.floor(wallClock(wholeSeconds(now), timeZone) / day) * day;
  const midnights = Array.from({ length: count + 1 }, (_, index) => instantOf(today + index * day, timeZone));
  return midnights.slice(0, -1).map((start, index) => ({
    date: new Date(today + index * day).toISOString().slice(0, 10),
    start,
    end: midnights[index + 1] ?? start,
  }));
}

/** The parts of blocks within an interval. */
export function within<T extends { start: number; end: number }>(
  blocks: readonly T[],
  start: number,
  end: number,
): { start: number; end: number }[] {
  return blocks
    .filter((block) => block.end > start && block.start < end)
    .map((block) => ({ start: Math.max(block.start, start), end: Math.min(block.end, end) }));
}
