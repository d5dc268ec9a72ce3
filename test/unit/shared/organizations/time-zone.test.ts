import { describe, expect, it } from 'vitest';
import {
  canonicalTimeZone,
  olderNames,
  timeZonesToPick,
  timeZoneUnknown,
} from '../../../../src-shared/organizations/time-zone';

describe('a time zone’s name', () => {
  it.each([
    ['America/Los_Angeles', 'America/Los_Angeles'],
    ['america/new_york', 'America/New_York'],
    ['America/New York', 'America/New_York'],
    [' Europe/Paris\n', 'Europe/Paris'],
    ['US/Pacific', 'America/Los_Angeles'],
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['Europe/Kiev', 'Europe/Kyiv'],
    ['Asia/Saigon', 'Asia/Ho_Chi_Minh'],
    ['Asia/Rangoon', 'Asia/Yangon'],
    ['Asia/Katmandu', 'Asia/Kathmandu'],
    ['America/Godthab', 'America/Nuuk'],
    ['Iceland', 'Atlantic/Reykjavik'],
    ['UTC', 'UTC'],
    ['Etc/UTC', 'UTC'],
    ['gmt', 'UTC'],
    ['Etc/GMT+5', 'Etc/GMT+5'],
    // The database merges them with a neighbour’s zone; the clinic’s own city stays.
    ['Europe/Amsterdam', 'Europe/Amsterdam'],
    ['Europe/Stockholm', 'Europe/Stockholm'],
  ])('“%s” is stored as %s', (typed, stored) => expect(canonicalTimeZone(typed)).toBe(stored));

  it.each(['', '+05:30', '-0800', 'UTC+5', 'SystemV/EST5', 'Etc/Unknown', 'Factory', 'Mars/Olympus', 'eastern', 'IST'])(
    '“%s” is refused',
    (typed) => expect(canonicalTimeZone(typed)).toBeNull(),
  );

  it('is what it is when it is read again', () => {
    for (const zone of timeZonesToPick()) expect(canonicalTimeZone(zone)).toBe(zone);
  });

  it('of every older zone leads to one that can be picked', () => {
    const pickable = new Set(timeZonesToPick());
    for (const [zone, older] of olderNames()) {
      expect(pickable, zone).toContain(zone);
      for (const name of older) expect(canonicalTimeZone(name), name).toBe(zone);
    }
  });
});

describe('a refused time zone', () => {
  it('names the zone that was meant', () => {
    expect(timeZoneUnknown('new_york').fix).toBe('Did you mean America/New_York?');
    expect(timeZoneUnknown('Calcutta').fix).toBe('Did you mean Asia/Kolkata?');
  });

  it('says what an offset lacks', () => {
    expect(timeZoneUnknown('+05:30').cause).toContain('an offset from UTC');
    expect(timeZoneUnknown('GMT-5').cause).toContain('an offset from UTC');
  });
});
