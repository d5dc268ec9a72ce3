/**
 * A rescue that is killed at any moment leaves the damaged files byte for byte, and a next start that is never worse than before: damaged as it was,
 * with the same state to go back to, or restored whole.
 *
 * `VOXANNE_SEED=n` replays one kill; `VOXANNE_TEST_KILLS=n` sets how many there are.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { chanceOf } from '../../../src-main/simulator/twilio/ids';
import type { Vault } from '../../../src-main/vault/open-vault';
import type { Restorable } from '../../../src-shared/vault/rescue';
import { secrets, storageOf } from '../../unit/main/vault/profile';
import { memoryFolder } from '../send-path/profile';
import { bundleChild } from '../storage/bundle-child';
import {
  backupsIn,
  type Cost,
  contentsIn,
  crash,
  databaseIn,
  enough,
  flip,
  keychainIn,
  killEach,
  killed,
  kills,
  makeProfile,
  measure,
  newPlace,
  openPlace,
  preparedIn,
} from './rescue-kills';

const pageBytes = 4096;
const frameBytes = 24 + pageBytes;

type Damaged = {
  name: string;
  place: string;
  organizationId: string;
  restorable: Restorable;
  contents: string[];
  backups: string[];
  restoring: Cost;
  saving: Cost;
  reports: Map<string, string>;
};

let bundle: string;
let parent: string;
const damaged: Damaged[] = [];

/** How each is damaged, and whether it was closed or had crashed before. */
const damages: readonly [string, boolean, (place: string) => void][] = [
  ['header', false, (place) => flip(databaseIn(place), 0, 100)],
  ['pages', false, (place) => flip(databaseIn(place), Math.floor(statSync(databaseIn(place)).size / 2 / pageBytes) * pageBytes, 0)],
  ['log', true, (place) => flip(`${databaseIn(place)}-wal`, -frameBytes * 40, -frameBytes * 40 + 1, 4)],
  ['log header', true, (place) => flip(`${databaseIn(place)}-wal`, 20, 21, 4)],
];

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
  bundle = await bundleChild('../vault/rescue-child.ts');
  parent = mkdtempSync(join(await memoryFolder(), 'voxanne-rescue-kills-'));
  process.env.TMPDIR = join(parent, 'tmp');
  mkdirSync(process.env.TMPDIR);
  for (const [name, crashed, damage] of damages) {
    const place = newPlace(parent);
    const { organizationId, vault } = await makeProfile(place);
    if (crashed) await crash(place, vault);
    else await vault.close();
    damage(place);
    const look = await openPlace(place);
    const { restorable } = await look.rescueOptions();
    await look.close();
    if (!restorable) throw new Error(`nothing to restore: ${name}`);
    const restoring = await measure(bundle, { what: 'restore', place: newPlace(parent, place) });
    const saved = newPlace(parent, place);
    const saving = await measure(bundle, { what: 'save', place: saved, file: join(saved, 'report.txt') });
    const reports = reportsIn(saved);
    damaged.push({ name, place, organizationId, restorable, contents: contentsIn(place), backups: backupsIn(place), restoring, saving, reports });
  }
  return () => {
    rmSync(parent, { recursive: true, force: true });
    rmSync(join(bundle, '..'), { recursive: true, force: true });
  };
}, 60_000);

const ofSeed = (seed: number): Damaged => damaged[Math.floor(chanceOf(seed, 'damage') * damaged.length)] as Damaged;

/** Everything that was there before is somewhere in the profile, byte for byte, and the backups are as they were. */
function expectKept(place: string, { contents, backups }: Damaged) {
  const now = contentsIn(place);
  expect(contents.filter((content) => !now.includes(content))).toEqual([]);
  expect(backupsIn(place)).toEqual(backups);
}

async function expectRestored(vault: Vault, { organizationId, restorable }: Damaged) {
  expect(vault.state()).toEqual({ state: 'ready', protection: 'keychain', createdNow: false });
  const storage = storageOf(vault);
  expect((await storage.organizations.overviews()).length).toBe(restorable.clinics);
  expect((await storage.forOrganization(organizationId).credentials.open('twilio')).fields).toEqual(secrets);
  expect((await storage.audit.verify()).intact).toBe(true);
  const { entries } = await storage.audit.list({ organizationId: null, before: null, limit: 1, search: '', outcome: null });
  expect(entries).toMatchObject([{ action: 'rescue.restored', detail: expect.stringContaining(restorable.asOf) }]);
}

describe(`killed ${kills} times`, { timeout: 300_000 }, () => {
  test('while the newest sound state is put in place: the old state or the new one, and the damaged files in either', async () => {
    const seen = { damaged: 0, restored: 0, ended: 0 };
    await killEach(async (seed) => {
      const before = ofSeed(seed);
      const place = newPlace(parent, before.place);
      if (await killed(bundle, { what: 'restore', place }, seed, before.restoring)) seen.ended += 1;
      expectKept(place, before);

      const next = await openPlace(place);
      expectKept(place, before);
      if (next.state().state === 'ready') {
        seen.restored += 1;
        expect(preparedIn(place)).toEqual([]);
      } else {
        seen.damaged += 1;
        expect(next.state().state).toBe('database-damaged');
        expect((await next.rescueOptions()).restorable).toEqual(before.restorable);
        await next.restoreSound(before.restorable.id);
      }
      await expectRestored(next, before);
      await next.close();
      expectKept(place, before);
      expect(readdirSync(keychainIn(place))).toHaveLength(1);
      rmSync(place, { recursive: true });
    });
    if (enough) expect(Math.min(seen.damaged, seen.restored)).toBeGreaterThan(kills / 10);
  });

  test('while what can be read is saved: the damaged files as they were, and each report whole or not there', async () => {
    const seen = { none: 0, one: 0, both: 0 };
    await killEach(async (seed) => {
      const before = ofSeed(seed);
      const place = newPlace(parent, before.place);
      const report = join(place, 'report.txt');
      await killed(bundle, { what: 'save', place, file: report }, seed, before.saving);
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
    if (enough) expect(Math.min(seen.none, seen.one, seen.both)).toBeGreaterThan(kills / 50);
  });
});
