/** The entries of the activity by day, each under a head of its own. */
import { t } from '../../../src-shared/texts/translate';
import { shownLocale } from '../../components/shown-locale';

/** Entries that lie together and are of one day, by the clock of this computer. */
export type Day = {
  /** Its first moment, in milliseconds since 1970. */
  start: number;
  /** The first of its entries, by place in the list. */
  first: number;
  count: number;
};

const startOf = (time: number, later = 0) => {
  const at = new Date(time);
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() + later).getTime();
};

/** @param entries in the order of the list. Where a clock was set back, a day may come a second time. */
export function daysOf(entries: readonly { at: string }[]): Day[] {
  const days: Day[] = [];
  let end = 0;
  for (const [index, { at }] of entries.entries()) {
    const time = Date.parse(at);
    const day = days.at(-1);
    if (day !== undefined && time >= day.start && time < end) {
      day.count += 1;
      continue;
    }
    end = startOf(time, 1);
    days.push({ start: startOf(time), first: index, count: 1 });
  }
  return days;
}

/** Which day an entry, or the line of a head and its entries, belongs to: the last that begins at `place` or before. */
export function dayAt(days: readonly Day[], place: number, beginOf: (day: Day, index: number) => number): number {
  let [low, high] = [0, days.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const day = days[middle];
    if (day !== undefined && beginOf(day, middle) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** `Today, November 29`, `Friday, November 27`; the year where it is another one. */
export function dayWords(start: number, now: number): string {
  const isThisYear = new Date(start).getFullYear() === new Date(now).getFullYear();
  const format = (more: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(shownLocale(), {
      month: 'long',
      day: 'numeric',
      ...(isThisYear ? {} : { year: 'numeric' }),
      ...more,
    }).format(start);
  if (start === startOf(now)) return t('Today, {date}', { date: format({}) });
  if (start === startOf(now, -1)) return t('Yesterday, {date}', { date: format({}) });
  const words = format({ weekday: 'long' });
  return words.charAt(0).toLocaleUpperCase(shownLocale()) + words.slice(1);
}

/** Whether a day is the one that `now` is in. */
export const isToday = (start: number, now: number): boolean => start === startOf(now);
