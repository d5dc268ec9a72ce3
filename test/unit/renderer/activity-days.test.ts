/** The activity's entries by day, as its list shows them. */
import { afterEach, describe, expect, test } from 'vitest';
import { dayAt, daysOf, dayWords } from '../../../src-renderer/screens/activity/activity-days';
import { setLanguage } from '../../../src-shared/texts/set-language';

const at = (...moment: [number, number, number, number?, number?]) => {
  const [year, month, ...rest] = moment;
  return { at: new Date(year, month - 1, ...rest).toISOString() };
};
const midnight = (year: number, month: number, day: number) => new Date(year, month - 1, day).getTime();
const noon = (year: number, month: number, day: number) => new Date(year, month - 1, day, 12).getTime();

test('entries of one local day stand together, in the order of the list', () => {
  expect(
    daysOf([
      at(2026, 3, 8, 23, 59),
      at(2026, 3, 8, 0, 0),
      at(2026, 3, 7, 23, 59),
      at(2026, 2, 28, 8),
      at(2025, 2, 28, 8),
    ]),
  ).toEqual([
    { start: midnight(2026, 3, 8), first: 0, count: 2 },
    { start: midnight(2026, 3, 7), first: 2, count: 1 },
    { start: midnight(2026, 2, 28), first: 3, count: 1 },
    { start: midnight(2025, 2, 28), first: 4, count: 1 },
  ]);
  expect(daysOf([])).toEqual([]);
});

test('where the clock was set back, a day has a second head and no entry leaves its place', () => {
  const days = daysOf([at(2026, 3, 7, 9), at(2026, 3, 8, 9), at(2026, 3, 7, 8)]);
  expect(days.map(({ first, count }) => [first, count])).toEqual([
    [0, 1],
    [1, 1],
    [2, 1],
  ]);
});

test('the day of a place is found, however many days there are', () => {
  const days = Array.from({ length: 1000 }, (_, index) => ({ start: -index, first: index * 3, count: 3 }));
  for (const place of [0, 1, 2, 3, 1500, 2998, 2999])
    expect(dayAt(days, place, ({ first }) => first)).toBe(Math.floor(place / 3));
});

describe('a head', () => {
  const now = noon(2026, 3, 2);
  afterEach(() => setLanguage('en'));
  test.each([
    [midnight(2026, 3, 2), 'Today, March 2', 'Hoy, 2 de marzo'],
    [midnight(2026, 3, 1), 'Yesterday, March 1', 'Ayer, 1 de marzo'],
    [midnight(2026, 2, 27), 'Friday, February 27', 'Viernes, 27 de febrero'],
    [midnight(2025, 12, 31), 'Wednesday, December 31, 2025', 'Miércoles, 31 de diciembre de 2025'],
  ])('says the day of %d', async (start, english, spanish) => {
    expect(dayWords(start, now)).toBe(english);
    await setLanguage('es');
    expect(dayWords(start, now)).toBe(spanish);
  });
});
