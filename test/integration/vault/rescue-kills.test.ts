/**
 * A rescue that is killed at any moment leaves the damaged files byte for byte, and a next start that is never worse
 * than before: damaged as it was, with the same state to go back to, or restored whole.
 *
 * `VOXANNE_SEED=n` replays one kill; `VOXANNE_TEST_KILLS=n` sets how many are left to chance.
 */
import { readdirSync, rmSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Vault } from '../../../src-main/vault/vault';
import { secrets, storageOf } from '../../unit/main/vault/profile';
import { type Damaged, damagedPlaces, expectKept } from './damaged-places';
import {
  type Cost,
  expectTrail,
  isWhole,
  keychainIn,
  killEach,
  killed,
  measure,
  newPlace,
  openPlace,
  preparedIn,
} from './rescue-kills';

let bundle: string;
let parent: string;
let damaged: (Damaged & { cost: Cost })[];

beforeAll(async () => {
  const made = await damagedPlaces();
  ({ bundle, parent } = made);
  damaged = [];
  for (const each of made.damaged)
    damaged.push({
      ...each,
      cost: await measure(bundle, { what: 'restore', place: newPlace(parent, each.place) }),
    });
  return made.remove;
}, 120_000);

async function expectRestored(vault: Vault, { organizationId, restorable }: Damaged) {
  expect(vault.state()).toEqual({ state: 'ready', protection: 'keychain', createdNow: false });
  const storage = storageOf(vault);
  expect((await storage.organizations.overviews()).length).toBe(restorable.clinics);
  expect((await storage.forOrganization(organizationId).credentials.open('twilio')).fields).toEqual(secrets);
  await expectTrail(storage);
  const { entries } = await storage.audit.list({
    organizationId: null,
    before: null,
    limit: 4,
    search: '',
    outcome: null,
  });
  expect(entries).toContainEqual(
    expect.objectContaining({ action: 'rescue.restored', detail: expect.stringContaining(restorable.asOf) }),
  );
}

describe('killed at each step that counts, and by chance', { timeout: 900_000 }, () => {
  test('while the newest sound state is restored: the old state or the new one, and the damaged files', async () => {
    const seen = { damaged: 0, restored: 0, ended: 0 };
    await killEach(damaged, async (before, when) => {
      const place = newPlace(parent, before.place);
      if (await killed(bundle, { what: 'restore', place }, when)) seen.ended += 1;
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
      expect(readdirSync(keychainIn(place)).filter((name) => name.startsWith('master-key'))).toHaveLength(1);
      rmSync(place, { recursive: true });
    });
    // Kills at a counted step see to it; those by time fall where the computer’s load puts them.
    if (isWhole) expect(Math.min(seen.damaged, seen.restored)).toBeGreaterThan(0);
  });
});
