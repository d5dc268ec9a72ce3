/**
 * A console that is killed while it takes something out of a backup leaves a rollback journal beside it. The backup is
 * as good as before.
 */
import { copyFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { backUp } from '../../../src-main/storage/backup';
import { listBackups } from '../../../src-main/storage/backup-files';
import { openDatabase } from '../../../src-main/storage/open-database';
import { findRestoreSource, stageSource } from '../../../src-main/vault/rescue/restore-source';
import { FakeKeyStore } from '../../fakes/fake-key-store';
import { clinicWithCredential, newProfileDir, platformOf, storageOf, vaultIn } from '../../unit/main/vault/profile';

/** As a kill leaves it: half of a change in the file, and the journal that takes it back. */
function cutOff(file: string) {
  const writer = new Database(file);
  // So small that pages are written before the change ends.
  writer.pragma('cache_size = 1');
  writer.exec('BEGIN IMMEDIATE');
  writer.exec("CREATE TABLE half (text TEXT); INSERT INTO half VALUES (replace(hex(zeroblob(40000)), '0', 'x'))");
  const [half, journal] = [readFileSync(file), readFileSync(`${file}-journal`)];
  writer.exec('ROLLBACK');
  writer.close();
  writeFileSync(file, half);
  writeFileSync(`${file}-journal`, journal);
}

async function profileWithBackups() {
  const dir = newProfileDir();
  const vault = await vaultIn(dir, new FakeKeyStore());
  await clinicWithCredential(storageOf(vault));
  await vault.close();
  const opened = await openDatabase(platformOf(dir));
  if (opened.state !== 'open') throw new Error(opened.state);
  for (const day of [1, 2]) {
    const now = () => new Date(Date.UTC(2026, 4, day));
    await backUp(opened.connection, { ...platformOf(dir), now }, { kind: 'daily' });
  }
  opened.connection.database.close();
  const newest = listBackups(dir)[0]?.file ?? '';
  cutOff(newest);
  return { dir, newest };
}

test('SQLite alone refuses to read it', async () => {
  const { newest } = await profileWithBackups();
  const reader = new Database(newest, { readonly: true });
  expect(() => reader.pragma('user_version')).toThrow(expect.objectContaining({ code: 'SQLITE_READONLY_ROLLBACK' }));
  reader.close();
});

test('it is still the newest state that a damaged profile is restored to, without the half change', async () => {
  const { dir, newest } = await profileWithBackups();
  truncateSync(join(dir, 'console.db'), 100);
  const platform = platformOf(dir);
  const { source, unusableBackups } = await findRestoreSource(platform);
  expect([source?.backup?.file, unusableBackups]).toEqual([newest, 0]);
  if (source === null) throw new Error('no source');
  // Cut off again before the restore.
  cutOff(newest);
  const staged = join(dir, 'staged.db');
  await stageSource(source, staged, platform, 'restored', async () => undefined);
  const restored = new Database(staged, { readonly: true });
  expect(restored.prepare('SELECT count(*) FROM organizations').pluck().get()).toBe(1);
  expect(restored.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").pluck().get()).toBe(0);
  restored.close();
});

test('when its turn to go comes, its journal goes as well: it holds what was to be destroyed', async () => {
  const { dir, newest } = await profileWithBackups();
  const aside = join(dir, 'journal');
  copyFileSync(`${newest}-journal`, aside);
  const opened = await openDatabase(platformOf(dir));
  if (opened.state !== 'open') throw new Error(opened.state);
  for (let day = 3; day <= 9; day += 1) {
    const now = () => new Date(Date.UTC(2026, 4, day));
    await backUp(opened.connection, { ...platformOf(dir), now }, { kind: 'daily' });
  }
  opened.connection.database.close();
  expect(existsSync(newest)).toBe(false);
  expect(existsSync(`${newest}-journal`)).toBe(false);
});
