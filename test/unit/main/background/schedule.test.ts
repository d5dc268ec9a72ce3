/** When a connection is due, and when it is quiet. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noticesOf } from '../../../../src-main/background/changes';
import { createPace } from '../../../../src-main/background/pace';
import { dueAt, fractionOf, isQuiet } from '../../../../src-main/background/schedule';
import { createFakeClock } from '../../../fakes/fake-clock';

const hour = 3_600_000;
const now = Date.parse('2026-05-04T12:00:00.000Z');
const attempt = (over: Partial<Parameters<typeof dueAt>[0]> = {}) => ({
  organizationId: '0190a0a0-0000-7000-8000-000000000001',
  provider: 'twilio' as const,
  accountKey: 'AC',
  attemptedAt: new Date(now).toISOString(),
  isOpen: false,
  ...over,
});

describe('a connection', () => {
  test('is due before its proof is as old as the interval, and not before three quarters of it', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 1, max: 720 }), (organizationId, interval) => {
        const after = dueAt(attempt({ organizationId }), interval, now) - now;
        expect(after).toBeGreaterThanOrEqual(0.75 * interval * hour - 1);
        expect(after).toBeLessThan(0.95 * interval * hour + 1);
      }),
    );
  });

  test('that was never tried is due, and so is one whose attempt lies ahead of a clock that was set back', () => {
    expect(dueAt(attempt({ attemptedAt: null }), 24, now)).toBeLessThan(now);
    expect(dueAt(attempt({ attemptedAt: new Date(now + 48 * hour).toISOString() }), 24, now)).toBe(now);
  });

  test('whose last attempt proved nothing is tried again within the hour', () => {
    expect(dueAt(attempt({ isOpen: true }), 168, now)).toBeLessThan(now + hour);
  });

  test('has a place in the interval that a restart does not change, and many are spread over it', () => {
    const ids = Array.from({ length: 1000 }, (_, index) => fractionOf(`clinic ${index} twilio`));
    expect(ids).toEqual(Array.from({ length: 1000 }, (_, index) => fractionOf(`clinic ${index} twilio`)));
    for (let tenth = 0; tenth < 10; tenth += 1)
      expect(ids.filter((one) => Math.floor(one * 10) === tenth).length).toBeGreaterThan(50);
  });
});

test.each([
  ['22:00', '07:00', '23:30', true],
  ['22:00', '07:00', '06:59', true],
  ['22:00', '07:00', '07:00', false],
  ['12:00', '14:00', '13:00', true],
  ['12:00', '14:00', '14:00', false],
])('quiet from %s until %s, at %s: %s', (from, until, time, quiet) => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  expect(isQuiet({ from, until }, new Date(2026, 4, 4, hours, minutes))).toBe(quiet);
  expect(isQuiet(null, new Date(2026, 4, 4, hours, minutes))).toBe(false);
});

test('ten thousand changes at once are one notice, which names a few clinics and opens the list', () => {
  const changes = Array.from({ length: 10_000 }, (_, index) => ({
    subject: String(index),
    organizationId: String(index),
    clinic: `Clinic ${index}`,
    provider: 'twilio' as const,
    mode: null,
    to: index < 9_000 ? ('broken' as const) : ('working' as const),
    why: 'x',
  }));
  const notices = noticesOf(changes);
  expect(notices).toEqual([
    {
      kind: 'digest',
      organizationId: null,
      title: '9,000 connections broke, 1,000 connections work again',
      text:
        'Broken: Clinic 0, Clinic 1, Clinic 2 and 8,997 more. ' +
        'Working again: Clinic 9000, Clinic 9001, Clinic 9002 and 997 more.',
    },
  ]);
});

test('after three notices in an hour the next ones wait, twice as long each time, until it is calm', async () => {
  const time = createFakeClock('2026-05-04T12:00:00.000Z');
  const pace = createPace(time.clock);
  for (let count = 0; count < 3; count += 1) pace.told(1);
  expect(pace.mayTell()).toBe(false);
  await time.pass(hour);
  expect(pace.mayTell()).toBe(true);
  for (let count = 0; count < 3; count += 1) pace.told(1);
  await time.pass(1.5 * hour);
  expect(pace.mayTell()).toBe(false);
  await time.pass(4 * hour);
  pace.told(0);
  for (let count = 0; count < 3; count += 1) pace.told(1);
  await time.pass(hour);
  expect(pace.mayTell()).toBe(true);
});
