/**
 * The first start of a new version: the profile that the older one left is backed up, then migrated, and what is new is
 * told.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { listBackups } from '../../../src-main/storage/backup-files';
import { migrations } from '../../../src-main/storage/migrations';
import { FakeKeyStore } from '../../fakes/fake-key-store';
import { newProfileDir, storageOf, vaultIn } from '../../unit/main/vault/profile';
import { updatesOn } from './updates-on';

const fixtures = path.resolve(import.meta.dirname, '../../fixtures/profiles');
const newest = migrations.at(-1)?.version ?? 0;
const before = newest - 1;

test('a migration after an update makes a backup first, loses nothing, and the update is recorded', async () => {
  const dir = newProfileDir();
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  writeFileSync(path.join(dir, 'console.db'), gunzipSync(readFileSync(path.join(fixtures, `v${before}.db.gz`))), {
    mode: 0o600,
  });
  // As the older version leaves it when it hands the package to the installer.
  const handedOver = { from: '0.9.0', version: '1.0.0', notes: 'Faster list' };
  writeFileSync(
    path.join(dir, 'updates.json'),
    JSON.stringify({ version: 1, feed: null, automatic: true, lastCheckedAt: null, handedOver, news: null }),
  );

  const keyStore = new FakeKeyStore();
  keyStore.failure = { state: 'unavailable' };
  const vault = await vaultIn(dir, keyStore);
  expect(await vault.unlockWithPassphrase('fixture passphrase of the console')).toMatchObject({ state: 'ready' });
  const storage = storageOf(vault);
  expect(await storage.facts()).toMatchObject({ schemaVersion: newest, problems: [] });
  expect(listBackups(dir).filter(({ file }) => path.basename(file).startsWith(`console-v${before}-`))).toHaveLength(1);
  expect((await storage.organizations.overviews()).map(({ organization }) => organization.name).sort()).toEqual([
    'Häfen & Söhne',
    'Sunrise Dental',
  ]);

  const { service, recorded } = updatesOn(dir, { publicKeys: [], version: '1.0.0' });
  await service.takeUp();
  expect(service.snapshot().news).toEqual(handedOver);
  expect(recorded).toMatchObject([{ action: 'update.installed', outcome: 'succeeded' }]);
});
