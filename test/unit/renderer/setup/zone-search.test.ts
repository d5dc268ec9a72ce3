import { beforeAll, describe, expect, it } from 'vitest';
import { timeZoneGroups } from '../../../../src-renderer/components/clinic-form/places';
import {
  loadCities,
  type ZoneWords,
  zoneRank,
  zoneWords,
} from '../../../../src-renderer/components/clinic-form/zone-search';

let words: ZoneWords;
let labels: Map<string, string>;
beforeAll(async () => {
  const groups = timeZoneGroups('US', 'United States', new Date());
  labels = new Map(groups.flatMap(({ items }) => items.map(({ value, label }) => [value, label] as const)));
  words = zoneWords(labels, 'en-US', await loadCities());
});
const found = (typed: string) => [...labels.keys()].filter((zone) => zoneRank(words, zone, typed) !== null);

describe('a time zone is found', () => {
  it.each([
    ['kolkata', 'Asia/Kolkata'],
    ['calcutta', 'Asia/Kolkata'],
    ['mumbai', 'Asia/Kolkata'],
    ['india', 'Asia/Kolkata'],
    ['kyiv', 'Europe/Kyiv'],
    ['kiev', 'Europe/Kyiv'],
    ['Ho Chi Minh', 'Asia/Ho_Chi_Minh'],
    ['saigon', 'Asia/Ho_Chi_Minh'],
    ['yangon', 'Asia/Yangon'],
    ['rangoon', 'Asia/Yangon'],
    ['kathmandu', 'Asia/Kathmandu'],
    ['katmandu', 'Asia/Kathmandu'],
    ['nuuk', 'America/Nuuk'],
    ['godthab', 'America/Nuuk'],
    ['greenland', 'America/Nuuk'],
    ['eastern', 'America/New_York'],
    ['edt', 'America/New_York'],
    ['boston', 'America/New_York'],
    ['new_york', 'America/New_York'],
    ['new york', 'America/New_York'],
    ['us/pacific', 'America/Los_Angeles'],
    ['munich', 'Europe/Berlin'],
    ['sao paulo', 'America/Sao_Paulo'],
    ['são paulo', 'America/Sao_Paulo'],
    ['amsterdam', 'Europe/Amsterdam'],
    ['utc', 'UTC'],
    ['gmt', 'UTC'],
    ['utc-5', 'America/New_York'],
    ['UTC−05:00', 'America/New_York'],
    ['-4', 'America/New_York'],
    ['GMT+1', 'Europe/Berlin'],
    ['+0530', 'Asia/Kolkata'],
    ['utc+5:45', 'Asia/Kathmandu'],
    ['gmt+0', 'Europe/London'],
    ['gmt+0', 'UTC'],
  ])('by “%s”', (typed, zone) => expect(found(typed)).toContain(zone));

  it('by the label that the list shows of it', () => {
    for (const [zone, label] of labels) expect(found(label)).toContain(zone);
  });

  it('and is not found by what it has nothing to do with', () => {
    expect(found('boston')).not.toContain('America/Los_Angeles');
    expect(found('qqqq')).toEqual([]);
    expect(found('utc-5')).not.toContain('Asia/Karachi');
    expect(found('utc+5')).not.toContain('America/New_York');
    expect(found('utc+99')).toEqual([]);
  });
});
