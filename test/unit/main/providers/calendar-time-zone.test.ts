import { expect, test } from 'vitest';
import { otherTimeZone, otherTimeZoneBriefly } from '../../../../src-main/providers/google/calendar-time-zone';

const winter = Date.parse('2026-01-15T12:00:00Z');

test.each([
  ['America/New_York', 'America/Los_Angeles'],
  // Alike in winter, an hour apart in summer.
  ['America/Denver', 'America/Phoenix'],
  ['UTC', 'Europe/London'],
])('a calendar in %s is named to a clinic in %s', (calendar, clinic) => {
  const notice = otherTimeZone('Front desk', calendar, clinic, winter);
  expect(notice?.text).toContain(`“Front desk” shows its times in ${calendar.replaceAll('_', ' ')}`);
  const [theirs, ours] = [calendar, clinic].map((zone) => zone.replaceAll('_', ' '));
  expect(otherTimeZoneBriefly(calendar, clinic, winter)).toBe(`Its times are in ${theirs}; the clinic is in ${ours}.`);
});

test.each([
  ['America/New_York', 'America/New_York'],
  ['America/New_York', 'America/Toronto'],
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['America/New_York', '+05:30'],
  ['', 'America/New_York'],
])('a calendar in “%s” is no news to a clinic in “%s”', (calendar, clinic) =>
  expect(otherTimeZone('Front desk', calendar, clinic, winter)).toBeNull(),
);
