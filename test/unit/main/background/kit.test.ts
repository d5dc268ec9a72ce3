/** The recovery kit's age goes by the providers' clocks. */
import { expect, test } from 'vitest';
import { kitState, lookAtKit } from '../../../../src-main/background/kit';

const day = 24 * 3_600_000;
const at = Date.parse('2026-05-04T12:00:00.000Z');
const time = (days: number) => new Date(at + days * day).toISOString();
const titles = (mark: string | undefined, kit: { savedAt: string | null; since: string | null }, days: number) =>
  lookAtKit(mark, kit, at + days * day)
    .warned(1)
    .map(({ title }) => title);

test('of one that was saved half a year ago', () => {
  const kit = { savedAt: time(-190), since: time(-300) };
  const { mark, warned } = lookAtKit(undefined, kit, at);
  expect(warned(1).map(({ title }) => title)).toEqual(['The recovery kit is 6 months old']);
  expect(kitState(mark ?? undefined, kit).warning?.title).toBe('The recovery kit is 6 months old');
  // A new one: nothing is said before it was seen, and then that it is new.
  expect(kitState(mark ?? undefined, { ...kit, savedAt: time(0) }).warning).toBeNull();
  expect(titles(mark ?? undefined, { ...kit, savedAt: time(0) }, 1)).toEqual([]);
});

test('of one that was saved while the clock was a year ahead: from when it was seen first', () => {
  const kit = { savedAt: time(365), since: time(-10) };
  const { mark } = lookAtKit(undefined, kit, at);
  expect(titles(mark ?? undefined, kit, 170)).toEqual([]);
  expect(titles(mark ?? undefined, kit, 181)).toEqual(['The recovery kit is 6 months old']);
});

test('of none: after two weeks with credentials, also where they were added by a clock that was ahead', () => {
  const kit = { savedAt: null, since: time(365) };
  const { mark } = lookAtKit(undefined, kit, at);
  expect(titles(mark ?? undefined, kit, 13)).toEqual([]);
  expect(titles(mark ?? undefined, kit, 15)).toEqual(['There is no recovery kit yet']);
  expect(lookAtKit(mark ?? undefined, { savedAt: null, since: null }, at)).toMatchObject({ mark: undefined });
});

test('the mark is written once a day at most', () => {
  const kit = { savedAt: time(-5), since: time(-10) };
  const { mark } = lookAtKit(undefined, kit, at);
  expect(lookAtKit(mark ?? undefined, kit, at + day / 2).mark).toBeNull();
  expect(lookAtKit(mark ?? undefined, kit, at + day).mark).toContain(String(at + day));
});
