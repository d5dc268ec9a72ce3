/**
 * Saving what can be read, killed at any moment: the damaged files stay as they were, and a report is there whole or
 * not at all.
 *
 * `VOXANNE_SEED=n` replays one kill; `VOXANNE_TEST_KILLS=n` sets how many are left to chance.
 */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Damaged, damagedPlaces, expectKept } from './damaged-places';
import { type Cost, isWhole, killEach, killed, measure, newPlace, openPlace } from './rescue-kills';

let bundle: string;
let parent: string;
let damaged: (Damaged & { cost: Cost; reports: Map<string, string> })[];

/** What the reports beside a profile say, apart from who made them when, and the folder of the damaged file. */
const reportsIn = (place: string) =>
  new Map(
    readdirSync(place)
      .filter((name) => /^report\.(txt|json)$/.test(name))
      .map((name) => [
        name,
        readFileSync(join(place, name), 'utf8')
          .replaceAll(place, '')
          .replace(/Made .*|"(madeAt|by|consoleVersion)": .*/g, ''),
      ]),
  );

beforeAll(async () => {
  const made = await damagedPlaces();
  ({ bundle, parent } = made);
  damaged = [];
  for (const each of made.damaged) {
    const place = newPlace(parent, each.place);
    const cost = await measure(bundle, { what: 'save', place, file: join(place, 'report.txt') });
    damaged.push({ ...each, cost, reports: reportsIn(place) });
  }
  return made.remove;
}, 120_000);

describe('killed at each step that counts, and by chance', { timeout: 900_000 }, () => {
  test('while a report is saved: the damaged files are unchanged, each report is whole or absent', async () => {
    const seen = { none: 0, one: 0, both: 0 };
    await killEach(damaged, async (before, when) => {
      const place = newPlace(parent, before.place);
      const report = join(place, 'report.txt');
      await killed(bundle, { what: 'save', place, file: report }, when);
      expectKept(place, before);
      const written = reportsIn(place);
      for (const [name, text] of written) expect(text).toBe(before.reports.get(name));
      seen[written.size === 0 ? 'none' : written.size === 1 ? 'one' : 'both'] += 1;

      const next = await openPlace(place);
      expect(next.state().state).toBe('database-damaged');
      // Chosen once more. Only a second file that nobody chose would be in the way.
      if (written.size < 2) await next.saveReadable(report);
      await next.close();
      expect(reportsIn(place)).toEqual(before.reports);
      expectKept(place, before);
      expect(readdirSync(place).sort()).toEqual(['keychain', 'profile', 'report.json', 'report.txt']);
      rmSync(place, { recursive: true });
    });
    // Kills at counted steps see to it, before each file takes its place and after both; those by time fall where the
    // computer’s load puts them.
    if (isWhole) expect(Math.min(seen.none, seen.one, seen.both)).toBeGreaterThan(0);
  });
});
