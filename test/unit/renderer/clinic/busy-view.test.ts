import { describe, expect, it } from 'vitest';
import { drawnWeek } from '../../../../src-renderer/screens/clinic/busy-view';
import type { BusyWeek } from '../../../../src-shared/calendar/busy';

const week = (days: BusyWeek['days'], timeZone = 'America/Chicago'): BusyWeek => ({
  calendar: 'Front desk',
  account: 'desk@clinic.example',
  timeZone,
  days,
  checkedAt: '2026-05-04T12:00:00.000Z',
  simulated: false,
});
const monday = { date: '2026-05-04', start: '2026-05-04T05:00:00.000Z', end: '2026-05-05T05:00:00.000Z' };

describe('the picture of a week', () => {
  it('says days and times as the clinic’s clock shows them', () => {
    const drawn = drawnWeek(
      week([{ ...monday, busy: [{ start: '2026-05-04T14:00:00.000Z', end: '2026-05-04T15:30:00.000Z' }] }]),
      'en-US',
    );
    expect(drawn.days[0]).toMatchObject({ label: 'Mon 4', today: true });
    expect(drawn.days[0]?.blocks[0]?.words.replaceAll('\u202f', ' ')).toBe('9:00 AM – 10:30 AM');
    // Drawn are 8 to 18 o'clock: nine o'clock is a tenth of the way down.
    expect(drawn.days[0]?.blocks[0]).toMatchObject({ top: 10, height: 15 });
    expect(drawn.busyMinutes).toBe(90);
  });

  it('grows with what happens early and late, and stays within the day', () => {
    const drawn = drawnWeek(week([{ ...monday, busy: [{ start: monday.start, end: monday.end }] }]), 'en-US');
    expect(drawn.days[0]?.blocks[0]).toMatchObject({ top: 0, height: 100 });
    expect(drawn.hours[0]?.hour).toBe(0);
  });

  it('keeps a short block visible, and an empty week drawn', () => {
    const short = drawnWeek(
      week([{ ...monday, busy: [{ start: '2026-05-04T14:00:00.000Z', end: '2026-05-04T14:01:00.000Z' }] }]),
    );
    expect(short.days[0]?.blocks[0]?.height).toBeGreaterThan(1);
    const empty = drawnWeek(week([{ ...monday, busy: [] }]));
    expect(empty).toMatchObject({ busyMinutes: 0, days: [{ blocks: [] }] });
  });

  it.each([
    ['2026-03-08', '2026-03-08T06:00:00.000Z', '2026-03-09T05:00:00.000Z', '2026-03-08T14:00:00.000Z'],
    ['2026-11-01', '2026-11-01T05:00:00.000Z', '2026-11-02T06:00:00.000Z', '2026-11-01T15:00:00.000Z'],
  ])('draws nine o’clock at nine on %s, when the clock changes', (date, start, end, nine) => {
    const ten = new Date(Date.parse(nine) + 3_600_000).toISOString();
    const drawn = drawnWeek(week([{ date, start, end, busy: [{ start: nine, end: ten }] }]), 'en-US');
    expect(drawn.days[0]?.blocks[0]).toMatchObject({ top: 10, height: 10 });
  });

  it('fits days of 25 hours into the same picture', () => {
    const long = { date: '2026-11-01', start: '2026-11-01T05:00:00.000Z', end: '2026-11-02T06:00:00.000Z' };
    const drawn = drawnWeek(week([{ ...long, busy: [{ start: '2026-11-02T05:00:00.000Z', end: long.end }] }]));
    const block = drawn.days[0]?.blocks[0];
    expect((block?.top ?? 0) + (block?.height ?? 0)).toBeCloseTo(100);
  });
});
