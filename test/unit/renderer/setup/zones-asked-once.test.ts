import { afterEach, expect, test, vi } from 'vitest';
import { timeZoneGroups } from '../../../../src-renderer/components/clinic-form/places';
import { zoneWords } from '../../../../src-renderer/components/clinic-form/zone-search';

afterEach(() => vi.useRealTimers());

/** Every zone with what the list shows of it at this moment. */
const labelsAt = (at: Date) =>
  new Map(timeZoneGroups('US', 'United States', at).flatMap(({ items }) => items.map((one) => [one.value, one.label])));

test('the system is asked once what each zone is called, not with each change of the country', () => {
  const now = new Date('2026-05-01T12:00:00Z');
  const words = zoneWords(labelsAt(now), 'en-US', new Map());
  const asked = vi.spyOn(Intl, 'DateTimeFormat');
  expect(zoneWords(labelsAt(now), 'en-US', new Map())).toEqual(words);
  expect(asked).not.toHaveBeenCalled();
});

test('where the clocks change, the list follows in the same second', () => {
  const zone = 'America/Los_Angeles';
  expect(labelsAt(new Date('2026-03-08T09:59:59Z')).get(zone)).toBe('America/Los Angeles · UTC−08:00');
  expect(labelsAt(new Date('2026-03-08T10:00:00Z')).get(zone)).toBe('America/Los Angeles · UTC−07:00');
  expect(labelsAt(new Date('2026-11-01T08:59:59Z')).get(zone)).toBe('America/Los Angeles · UTC−07:00');
  expect(labelsAt(new Date('2026-11-01T09:00:00Z')).get(zone)).toBe('America/Los Angeles · UTC−08:00');
});

test('another year has its own names', () => {
  vi.useFakeTimers({ now: new Date('1960-06-01T00:00:00Z'), toFake: ['Date'] });
  const labels = new Map([['Asia/Singapore', 'Asia/Singapore']]);
  const offsetsThen = zoneWords(labels, 'en', new Map()).get('Asia/Singapore')?.[0];
  vi.setSystemTime(new Date('2026-06-01T00:00:00Z'));
  const offsetsNow = zoneWords(labels, 'en', new Map()).get('Asia/Singapore')?.[0];
  expect(offsetsThen).toContain('gmt+07:30');
  expect(offsetsNow).toContain('gmt+08:00');
});
