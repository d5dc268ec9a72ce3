/**
 * Whatever makes a copy of the database is killed at any moment. What is revoked afterwards is in no file that the
 * console leaves, other than those that it lists because they don't read.
 *
 * `VOXANNE_SEED=n` replays one kill; `VOXANNE_TEST_KILLS=n` sets how many are left to chance.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, test } from 'vitest';
import { deletePutAside, listPutAside } from '../../../src-main/storage/put-aside';
import { note, storageOf } from '../../unit/main/vault/profile';
import { memoryFolder } from '../send-path/profile';
import { bundleChild } from '../storage/bundle-child';
import {
  type Cost,
  databaseIn,
  flip,
  killEach,
  killed,
  makeProfile,
  measure,
  newPlace,
  openPlace,
  passphrase,
  profileIn,
} from './rescue-kills';

let bundle: string;
let parent: string;
let kit: string;
let organizationId: string;
let secret: Buffer[] = [];
const ways: { what: string; origin: string; cost: Cost }[] = [];

/** Files of the profile that hold the sealed secret or its wrapped key. */
const holding = (place: string) =>
  readdirSync(profileIn(place), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => secret.some((bytes) => readFileSync(file).includes(bytes)))
    .map((file) => file.slice(profileIn(place).length + 1));

beforeAll(async () => {
  bundle = await bundleChild('../vault/rescue-child.ts');
  parent = mkdtempSync(join(await memoryFolder(), 'voxanne-gone-'));
  const origin = newPlace(parent);
  kit = join(parent, 'clinics.voxkit');
  const made = await makeProfile(origin);
  organizationId = made.organizationId;
  await made.vault.exportKit(passphrase, kit);
  await made.vault.close();
  const reader = new Database(databaseIn(origin), { readonly: true });
  secret = ['organization_api_credentials', 'organization_keys'].map((table) =>
    Buffer.from(
      reader
        .prepare<[string], Buffer>(
          `SELECT ${table === 'organization_keys' ? 'wrapped_key' : 'sealed'} FROM ${table} WHERE organization_id = ?`,
        )
        .pluck()
        .get(organizationId) ?? '',
    ),
  );
  reader.close();
  expect(holding(origin).length).toBeGreaterThan(1);
  const damaged = newPlace(parent, origin);
  flip(databaseIn(damaged), 0, 100);
  for (const [what, from] of [
    ['export', origin],
    ['backup', origin],
    ['kit', damaged],
    ['restore', damaged],
  ] as const) {
    const file = what === 'kit' ? kit : join(parent, 'measured.voxkit');
    ways.push({ what, origin: from, cost: await measure(bundle, { what, place: newPlace(parent, from), file }) });
  }
  return () => {
    rmSync(parent, { recursive: true, force: true });
    rmSync(join(bundle, '..'), { recursive: true, force: true });
  };
}, 120_000);

describe('killed at each step that counts, and by chance', { timeout: 900_000 }, () => {
  test('while a kit, a backup or a restore was made: revoked is gone', async () => {
    await killEach(ways, async (way, when) => {
      const place = newPlace(parent, way.origin);
      const file = way.what === 'kit' ? kit : join(place, 'made.voxkit');
      await killed(bundle, { what: way.what, place, file }, when);
      const next = await openPlace(place);
      if (next.state().state !== 'ready') {
        const { restorable } = await next.rescueOptions();
        expect((await next.restoreSound(restorable?.id ?? '')).state).toBe('ready');
      }
      await storageOf(next).forOrganization(organizationId).credentials.revoke('twilio', note('credential.revoked'));
      await next.close();
      const listed = listPutAside(profileIn(place)).map(({ name }) => name);
      expect(holding(place).filter((name) => !listed.some((one) => name.startsWith(one)))).toEqual([]);
      for (const name of listed) deletePutAside(profileIn(place), name);
      expect(holding(place)).toEqual([]);
      rmSync(place, { recursive: true });
    });
  });
});
