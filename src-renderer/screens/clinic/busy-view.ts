/** Layout of a week's busy blocks: the hours that are shown, and the position of each block. Pure. */
import type { BusyBlock, BusyWeek } from '../../../src-shared/calendar/busy';

type Day = BusyWeek['days'][number];

type DrawnBlock = {
  /** Offset from the top and height, in percent. */
  top: number;
  height: number;
  words: string;
};
type DrawnDay = { date: string; label: string; today: boolean; blocks: DrawnBlock[] };
export type DrawnWeek = {
  hours: { hour: number; label: string; top: number }[];
  days: DrawnDay[];
  busyMinutes: number;
};

/** Shown even when nothing happens in them: a working day. */
const usual = { from: 8, to: 18 };
const hourMs = 3_600_000;

/**
 * The local time of day of an instant in the clinic's zone, so that nine o'clock is at nine also on a day of 23 or 25
 * hours.
 */
function hoursOf(timeZone: string): (day: Day, at: string) => number {
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone,
    numberingSystem: 'latn',
    hourCycle: 'h23',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (day, at) => {
    // Midnight at the end of a day is 0:00 of the next day.
    if (Date.parse(at) >= Date.parse(day.end)) return 24;
    const parts = clock.formatToParts(Date.parse(at));
    const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value ?? 0);
    return of('hour') + of('minute') / 60 + of('second') / 3600;
  };
}

export function drawnWeek(week: BusyWeek, locale?: string): DrawnWeek {
  const hourIn = hoursOf(week.timeZone);
  const clock = new Intl.DateTimeFormat(locale, { timeZone: week.timeZone, hour: 'numeric', minute: '2-digit' });
  // A date is read and written in the same zone; otherwise it would shift by a day.
  const weekday = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday: 'short' });
  const dayOf = (date: string) => `${weekday.format(Date.parse(`${date}T00:00:00Z`))} ${Number(date.slice(-2))}`;
  const hourName = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', hour: 'numeric' });
  const all = week.days.flatMap((day) =>
    day.busy.map((block) => ({ from: hourIn(day, block.start), to: hourIn(day, block.end) })),
  );
  const from = Math.max(0, Math.floor(Math.min(usual.from, ...all.map((block) => block.from))));
  const to = Math.min(24, Math.ceil(Math.max(usual.to, ...all.map((block) => block.to))));
  const place = (hour: number) => ((hour - from) / (to - from)) * 100;
  const every = to - from > 12 ? 4 : 2;
  const words = (block: BusyBlock) =>
    `${clock.format(Date.parse(block.start))} – ${clock.format(Date.parse(block.end))}`;

  return {
    hours: Array.from({ length: to - from + 1 }, (_, index) => from + index)
      .filter((hour) => (hour - from) % every === 0)
      .map((hour) => ({ hour, label: hourName.format((hour % 24) * hourMs), top: place(hour) })),
    days: week.days.map((day, index) => ({
      date: day.date,
      label: dayOf(day.date),
      today: index === 0,
      blocks: day.busy.map((block) => {
        const top = place(hourIn(day, block.start));
        // An hour that the clock shows twice has no height of its own.
        return { top, height: Math.max(place(hourIn(day, block.end)) - top, 1.5), words: words(block) };
      }),
    })),
    busyMinutes: Math.round(
      week.days.reduce(
        (sum, day) => sum + day.busy.reduce((s, block) => s + Date.parse(block.end) - Date.parse(block.start), 0),
        0,
      ) / 60_000,
    ),
  };
}
