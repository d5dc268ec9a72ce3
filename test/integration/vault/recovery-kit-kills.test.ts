/**
 * Restoring from a recovery kit, killed at any moment: the profile as it was or the restored one, nothing of the old
 * data lost, and each key of the keychain still there.
 *
 * `VOXANNE_SEED=n` replays one kill; `VOXANNE_TEST_KILLS=n` sets how many are left to chance.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, test } from 'vitest';
import { clinicWithCredential, secrets, storageOf } from '../../unit/main/vault/profile';
import { memoryFolder } from '../send-path/profile';
import { bundleChild } from '../storage/bundle-child';
import {
  type Cost,
  contentsIn,
  databaseIn,
  expectTrail,
  flip,
  isWhole,
  keychainIn,
  killEach,
  killed,
  makeProfile,
  measure,
  newPlace,
  openPlace,
  passphrase,
  preparedIn,
  profileIn,
} from './rescue-kills';

/** Where the kit is restored to. */
type Target = {
  name: string;
  place: string;
  /** What the console says there before, and after a kill that came too early. */
  state: string;
  /** Names of the clinics that are there before, readable without any key; null where nothing can be read. */
  clinics: string[] | null;
  contents: string[];
  keys: Map<string, string>;
  cost: Cost;
};

let bundle: string;
let parent: string;
let kit: string;
let organizationId: string;
const targets: Target[] = [];

const loseKeys = (place: string) => rmSync(keychainIn(place), { recursive: true });
/** The master keys. The anchor of the activity beside them moves on. */
const keysIn = (place: string) =>
  new Map(
    readdirSync(keychainIn(place))
      .filter((name) => name.startsWith('master-key'))
      .map((name) => [name, readFileSync(join(keychainIn(place), name), 'utf8')]),
  );

/** The clinics of every database in the profile that can be read, one list for each. */
function clinicsIn(place: string): string[][] {
  return readdirSync(profileIn(place))
    .filter((name) => /^console\.db(\.(damaged|kept)-[\dTZ-]+Z)?$/.test(name))
    .flatMap((name) => {
      const database = new Database(join(profileIn(place), name), { readonly: true });
      try {
        return [database.prepare<[], string>('SELECT name FROM organizations ORDER BY name').pluck().all()];
      } catch {
        return [];
      } finally {
        database.close();
      }
    });
}

beforeAll(async () => {
  bundle = await bundleChild('../vault/rescue-child.ts');
  parent = mkdtempSync(join(await memoryFolder(), 'voxanne-kit-kills-'));
  const origin = newPlace(parent);
  kit = join(parent, 'clinics.voxkit');
  const made = await makeProfile(origin, { backup: false });
  organizationId = made.organizationId;
  await made.vault.exportKit(passphrase, kit);
  await made.vault.close();

  const empty = newPlace(parent);
  await (await openPlace(empty)).close();
  const damaged = newPlace(parent, origin);
  flip(databaseIn(damaged), 0, 100);
  const keyLost = newPlace(parent, origin);
  loseKeys(keyLost);
  const other = newPlace(parent);
  const mine = await openPlace(other);
  await clinicWithCredential(storageOf(mine), 'Mine');
  await mine.close();
  loseKeys(other);
  for (const [name, place, state, clinics] of [
    ['an empty profile', empty, 'ready', []],
    ['the profile of the kit, damaged', damaged, 'database-damaged', null],
    ['the profile of the kit, without its key', keyLost, 'key-missing', ['Harbor Dental', 'Sunrise Dental']],
    ['another profile, without its key', other, 'key-missing', ['Mine']],
  ] as const) {
    const look = await openPlace(place);
    expect(look.state().state).toBe(state);
    await look.close();
    const cost = await measure(bundle, { what: 'kit', place: newPlace(parent, place), file: kit });
    targets.push({
      name,
      place,
      state,
      clinics: clinics && [...clinics],
      contents: contentsIn(place),
      keys: keysIn(place),
      cost,
    });
  }
  return () => {
    rmSync(parent, { recursive: true, force: true });
    rmSync(join(bundle, '..'), { recursive: true, force: true });
  };
}, 120_000);

function expectNothingLost(place: string, { clinics, contents, keys }: Target) {
  if (clinics) expect(clinicsIn(place)).toContainEqual(clinics);
  else expect(contentsIn(place)).toEqual(expect.arrayContaining(contents));
  const now = keysIn(place);
  for (const [name, value] of keys) expect(now.get(name)).toBe(value);
}

describe('killed at each step that counts, and by chance', { timeout: 900_000 }, () => {
  test('while a kit is restored: the old profile or the restored one, and the earlier files', async () => {
    const seen = { before: 0, restored: 0 };
    await killEach(targets, async (target, when) => {
      const place = newPlace(parent, target.place);
      await killed(bundle, { what: 'kit', place, file: kit }, when);
      const next = await openPlace(place);
      expectNothingLost(place, target);
      // A console that opens keeps nothing of a restore that was never finished: what it destroys from now on would
      // live on there.
      if (next.state().state === 'ready') expect(preparedIn(place)).toEqual([]);
      const restored =
        next.state().state === 'ready' && (await storageOf(next).organizations.find('Sunrise Dental')) !== null;
      if (restored) {
        seen.restored += 1;
      } else {
        seen.before += 1;
        expect(next.state()).toMatchObject(
          target.state === 'ready' ? { state: 'ready', createdNow: false } : { state: target.state },
        );
        expect((await next.restoreKit(kit, passphrase)).state).toBe('ready');
      }
      expect((await storageOf(next).forOrganization(organizationId).credentials.open('twilio')).fields).toEqual(
        secrets,
      );
      await expectTrail(storageOf(next));
      await next.close();
      expectNothingLost(place, target);
      rmSync(place, { recursive: true });
    });
    // Kills at a counted step see to it; those by time fall where the computer’s load puts them.
    if (isWhole) expect(Math.min(seen.before, seen.restored)).toBeGreaterThan(0);
  });
});
