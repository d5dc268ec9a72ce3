/** Days are the clinic's own: also where clocks change, and on the other side of the world. */
import { expect, test } from 'vitest';
import { daysFrom, within } from '../../../../src-shared/calendar/days';

const hours = ({ start, end }: { start: number; end: number }) => (end - start) / 3_600_000;
const iso = (at: number | undefined) => new Date(at ?? 0).toISOString();

test.each([
  ['America/Los_Angeles', '2026-05-04T03:00:00Z', '2026-05-03', '2026-05-03T07:00:00.000Z'],
  ['UTC', '2026-05-04T00:00:00Z', '2026-05-04', '2026-05-04T00:00:00.000Z'],
  ['Pacific/Auckland', '2026-05-04T13:00:00Z', '2026-05-05', '2026-05-04T12:00:00.000Z'],
  ['Asia/Kolkata', '2026-05-04T18:31:00Z', '2026-05-05', '2026-05-04T18:30:00.000Z'],
  ['Pacific/Kiritimati', '2026-05-04T10:00:00Z', '2026-05-05', '2026-05-04T10:00:00.000Z'],
])('today in %s at %s', (zone, now, date, midnight) => {
  const [today] = daysFrom(Date.parse(now), zone, 1);
  expect([today?.date, iso(today?.start)]).toEqual([date, midnight]);
});

test('a day has 23 hours in spring, 25 in autumn, and the next one begins where it ends', () => {
  const spring = daysFrom(Date.parse('2026-03-07T20:00:00Z'), 'America/New_York', 3);
  expect(spring.map(hours)).toEqual([24, 23, 24]);
  const autumn = daysFrom(Date.parse('2026-10-31T20:00:00Z'), 'America/New_York', 3);
  expect(autumn.map(hours)).toEqual([24, 25, 24]);
  expect(autumn[1]?.start).toBe(autumn[0]?.end);
});

test.each([
  ['America/Santiago', '2026-09-05T20:00:00Z', '2026-09-06T04:00:00.000Z'],
  ['America/Havana', '2026-03-07T20:00:00Z', '2026-03-08T05:00:00.000Z'],
  ['Africa/Cairo', '2026-04-23T12:00:00Z', '2026-04-23T22:00:00.000Z'],
])('%s skips midnight: that day begins at one o’clock and has 23 hours', (zone, now, start) => {
  const days = daysFrom(Date.parse(now), zone, 3);
  expect(days.map(hours)).toEqual([24, 23, 24]);
  expect(iso(days[1]?.start)).toBe(start);
});

test.each([
  ...[
    'America/Santiago',
    'America/Asuncion',
    'America/Havana',
    'America/St_Johns',
    'America/Sao_Paulo',
    'America/Anchorage',
    'Atlantic/Azores',
  ],
  ...[
    'Africa/Casablanca',
    'Africa/Cairo',
    'Europe/Dublin',
    'Asia/Beirut',
    'Asia/Gaza',
    'Asia/Tehran',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
  ],
  ...['Pacific/Chatham', 'Pacific/Apia', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Antarctica/Troll'],
])('%s: each day of a year is from its first instant to the next one’s', (zone) => {
  const dateOf = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const wrong = daysFrom(Date.UTC(2026, 0, 1, 12), zone, 366).filter(({ date, start, end }) => {
    const inside = [start - 1, start, end - 1, end].map((instant) => dateOf.format(instant) === date);
    return inside.join() !== 'false,true,true,false';
  });
  expect(wrong).toEqual([]);
});

test('an unknown zone is an error', () => {
  expect(() => daysFrom(0, 'Mars/Olympus', 1)).toThrow(RangeError);
});

test('blocks are cut at the edges, and those outside are left out', () => {
  expect(
    within(
      [
        { start: 0, end: 5 },
        { start: 8, end: 12 },
        { start: 12, end: 20 },
        { start: 20, end: 30 },
      ],
      5,
      20,
    ),
  ).toEqual([
    { start: 8, end: 12 },
    { start: 12, end: 20 },
  ]);
});
