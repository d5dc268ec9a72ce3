import { describe, expect, it } from 'vitest';
import { clinicDefaults, clinicProblems } from '../../../../src-renderer/components/clinic-form/clinic-form';
import { timeZoneAfter, timeZoneGroups } from '../../../../src-renderer/components/clinic-form/places';

describe('the clinic form', () => {
  it('starts with the country and time zone of this computer', () => {
    expect(clinicDefaults('en-GB', 'Europe/London')).toEqual({ name: '', country: 'GB', timeZone: 'Europe/London' });
  });

  it('falls back on a likely country when the language names none, or is no language', () => {
    expect(clinicDefaults('de', 'UTC').country).toBe('DE');
    expect(clinicDefaults('not a language', 'UTC').country).toBe('US');
  });

  it('leaves the time zone open where this computer’s has no name', () => {
    expect(clinicDefaults('en-US', 'Etc/Unknown').timeZone).toBe('');
    expect(clinicDefaults('en-US', undefined).timeZone).toBe('');
  });

  it('asks for another zone in place of one that calendars refuse', () => {
    expect(clinicProblems({ name: 'Sunrise', country: 'US', timeZone: '+05:30' }).timeZone).toContain('“+05:30”');
  });

  it('names what is missing', () => {
    expect(clinicProblems({ name: '   ', country: '', timeZone: '' })).toEqual({
      name: 'Give the clinic a name.',
      country: 'Pick the country.',
      timeZone: 'Pick the time zone.',
    });
  });

  it('asks for a name where what was pasted can’t be seen', () => {
    const problems = clinicProblems({ name: '\u200B \u2060\uFEFF', country: 'US', timeZone: 'UTC' });
    expect(problems).toEqual({ name: 'Give the clinic a name.' });
  });

  it('takes a name of 120 characters and says how far a longer one goes over', () => {
    expect(clinicProblems({ name: 'n'.repeat(120), country: 'US', timeZone: 'UTC' })).toEqual({});
    expect(clinicProblems({ name: 'n'.repeat(121), country: 'US', timeZone: 'UTC' }).name).toContain('121');
  });
});

describe('time zones', () => {
  const noon = new Date('2026-01-15T12:00:00Z');

  it('come with the country’s own first, each once, with the offset of today', () => {
    const groups = timeZoneGroups('GB', 'United Kingdom', noon);
    expect(groups[0]).toEqual({
      group: 'United Kingdom',
      items: [{ value: 'Europe/London', label: 'Europe/London · UTC' }],
    });
    const all = groups.flatMap((group) => group.items.map((item) => item.value));
    expect(new Set(all).size).toBe(all.length);
  });

  it('carry their current names, and UTC among them', () => {
    const groups = timeZoneGroups('IN', 'India', noon);
    expect(groups[0]?.items.map(({ value }) => value)).toEqual(['Asia/Kolkata']);
    const all = groups.flatMap((group) => group.items.map((item) => item.value));
    expect(all).toEqual(expect.arrayContaining(['UTC', 'Europe/Kyiv', 'Asia/Ho_Chi_Minh', 'America/Nuuk']));
    expect(all).not.toContain('Asia/Calcutta');
  });

  it('follow the country only where there is nothing to choose', () => {
    expect(timeZoneAfter('GB', 'America/New_York')).toBe('Europe/London');
    expect(timeZoneAfter('US', 'America/New_York')).toBe('America/New_York');
    expect(timeZoneAfter('US', 'Europe/London')).toBe('');
  });
});
