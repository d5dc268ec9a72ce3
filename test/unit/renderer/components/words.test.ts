import { describe, expect, it } from 'vitest';
import { durationWords, exactTime, relativeTime } from '../../../../src-renderer/components/time-words';
import { shownPhone } from '../../../../src-shared/messaging/shown-phone';

const now = Date.parse('2026-05-04T09:30:00.000Z');
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe('times', () => {
  it.each([
    [0, 'just now'],
    [-30_000, 'just now'],
    [-50_000, '1 minute ago'],
    [-5 * minute, '5 minutes ago'],
    [-hour - minute, '1 hour ago'],
    [-25 * hour, 'yesterday'],
    [-3 * day, '3 days ago'],
    [2 * day, 'in 2 days'],
    [-40 * day, 'Mar 25, 2026'],
  ])('%d ms away is said as %s', (distance, words) => {
    expect(relativeTime(now + distance, now)).toBe(words);
  });

  it('gives the exact time with its zone', () => {
    expect(exactTime(now, 'America/Los_Angeles', 'en-US')).toBe('May 4, 2026, 2:30:00 AM PDT');
  });

  it.each([
    [400, '0.4 s'],
    [12_300, '12 s'],
    [125_000, '2 min 5 s'],
    [119_600, '2 min'],
    [9_970, '10 s'],
  ])('%d ms lasts %s', (milliseconds, words) => {
    expect(durationWords(milliseconds)).toBe(words);
  });
});

describe('phone numbers', () => {
  it.each([
    ['+14155550100', '(415) 555-0100', 'US'],
    ['+442071838750', '020 7183 8750', 'GB'],
    ['+16135550123', '(613) 555-0123', 'CA'],
    // Valid for Twilio's tests, not by the tables of numbers.
    ['+15551234567', '(555) 123-4567', 'US'],
  ])('%s is written as at home, with its country', (e164, national, country) => {
    expect(shownPhone(e164)).toEqual({ national, country });
  });

  it('shows as it is what cannot be read', () => {
    expect(shownPhone('not a number')).toEqual({ national: 'not a number', country: null });
  });
});
