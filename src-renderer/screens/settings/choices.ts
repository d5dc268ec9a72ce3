/**
 * What the lists of the settings offer. A value set elsewhere is offered too, instead of being shown as something that
 * it is not.
 */
import { t } from '../../../src-shared/texts/translate';
import { shownLocale } from '../../components/shown-locale';

type Choice = { value: string; label: string };

const hours = [6, 12, 24, 48, 72, 168, 720];
const deliveries = [7, 30, 90];
const autoLocks = [1, 5, 10, 15, 30, 60, 120, 480, 0];
const scales = [100, 110, 125, 150, 175, 200];

const withCurrent = (values: readonly number[], current: number) =>
  values.includes(current) ? [...values] : [...values, current].sort((a, b) => a - b);

export function intervalWords(interval: number): string {
  if (interval % 24 !== 0) return t('{hours, plural, one {Every hour} other {Every # hours}}', { hours: interval });
  const days = interval / 24;
  return days === 7 ? t('Every week') : t('{days, plural, one {Every day} other {Every # days}}', { days });
}

export const intervalChoices = (current: number): Choice[] =>
  withCurrent(hours, current).map((each) => ({ value: String(each), label: intervalWords(each) }));

export const deliveryChoices = (current: number): Choice[] =>
  withCurrent(deliveries, current).map((days) => ({
    value: String(days),
    label: t('{days, plural, one {# day} other {# days}}', { days }),
  }));

function autoLockWords(minutes: number): string {
  if (minutes === 0) return t('Never');
  if (minutes % 60 === 0)
    return t('{hours, plural, one {After an hour} other {After # hours}}', { hours: minutes / 60 });
  return t('{minutes, plural, one {After a minute} other {After # minutes}}', { minutes });
}

export const autoLockChoices = (current: number): Choice[] =>
  (autoLocks.includes(current) ? autoLocks : withCurrent(autoLocks, current)).map((each) => ({
    value: String(each),
    label: autoLockWords(each),
  }));

export const textScaleChoices = (current: number): Choice[] =>
  withCurrent(scales, current).map((each) => ({ value: String(each), label: `${each} %` }));

/** `8:00 PM` of `20:00`, as the person's own clocks show it. */
function clockWords(time: string): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return new Intl.DateTimeFormat(shownLocale(), { timeStyle: 'short', timeZone: 'UTC' }).format(
    Date.UTC(2000, 0, 1, hour, minute),
  );
}

/** The hours of a day, and a time between them that was set elsewhere. */
export function hourChoices(current: string): Choice[] {
  const hours = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`);
  return (hours.includes(current) ? hours : [...hours, current].sort()).map((value) => ({
    value,
    label: clockWords(value),
  }));
}
