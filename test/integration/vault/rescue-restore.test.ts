/** A restore: what is said before it, when it is refused with everything where it was, and one that was cut off. */
import { copyFileSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listBackups } from '../../../src-main/storage/backup-files';
import { codeOf, storageOf, vaultIn } from '../../unit/main/vault/profile';
import {
  backUpProfile,
  crash,
  damagedFiles,
  entries,
  flip,
  leftovers,
  ownTemp,
  pageBytes,
  profile,
} from './rescue-profile';

describe('before anything is restored', () => {
  test('it is said how old the backup is and what is missing in it', async () => {
    const all = await profile();
    await all.vault.close();
    flip(all.file, pageBytes * 50, pageBytes * 51);
    const { restorable } = await (await vaultIn(all.dir, all.keyStore)).rescueOptions();
    expect(restorable).toMatchObject({ source: 'backup', clinics: 1, missingClinics: ['Harbor Dental'] });
    expect(restorable?.asOf).toBe(listBackups(all.dir)[0]?.madeAt);
    expect(restorable?.missingEntries).toBeGreaterThan(entries - 40);
  });

  test('a damaged log loses less than a backup would: all up to the damaged place', async () => {
    // Few enough that the log was not begun anew: its last bytes are the last change.
    const all = await profile({ count: 100 });
    await crash(all);
    flip(`${all.file}-wal`, -4120 * 40, -4120 * 40 + 1, 4);
    const vault = await vaultIn(all.dir, all.keyStore);
    const { restorable } = await vault.rescueOptions();
    expect(restorable).toMatchObject({ source: 'before-damage', clinics: 2, missingClinics: [], missingEntries: 0 });
    expect((await vault.restoreSound(restorable?.id ?? '')).state).toBe('ready');
    expect((await storageOf(vault).audit.verify()).intact).toBe(true);
  });

  test('damaged and foreign backups are passed over, and counted', async () => {
    const all = await profile();
    await all.vault.close();
    const day = (of: number) => new Date(Date.now() + of * 86_400_000);
    const torn = await backUpProfile(all.dir, day(1));
    flip(torn, 5000, 9000);
    writeFileSync(await backUpProfile(all.dir, day(2)), 'something else');
    flip(all.file, 0, 100);
    const { restorable, unusableBackups } = await (await vaultIn(all.dir, all.keyStore)).rescueOptions();
    expect(unusableBackups).toBe(2);
    expect(restorable?.clinics).toBe(1);
  });

  test('without a sound backup nothing can be restored, and a made-up one neither', async () => {
    const all = await profile({ backup: false });
    await all.vault.close();
    flip(all.file, 0, 100);
    const before = damagedFiles(all.dir);
    const vault = await vaultIn(all.dir, all.keyStore);
    expect((await vault.rescueOptions()).restorable).toBeNull();
    for (const id of ['', 'console-daily-v1-2026-01-01T00-00-00-000Z.db', '../../etc/passwd'])
      expect(await codeOf(vault.restoreSound(id))).toBe('rescue.nothing-to-restore');
    expect(damagedFiles(all.dir)).toEqual(before);
  });
});

describe('a restore is refused, with everything where it was,', () => {
  test('when the database is sound', async () => {
    const { vault } = await profile();
    for (const work of [vault.rescueOptions(), vault.restoreSound('x'), vault.saveReadable('/tmp/x')])
      expect(await codeOf(work)).toBe('rescue.not-needed');
  });

  test('when another backup is the newest since it was shown', async () => {
    const all = await profile();
    await all.vault.close();
    const good = readFileSync(all.file);
    flip(all.file, 0, 100);
    const vault = await vaultIn(all.dir, all.keyStore);
    const { restorable } = await vault.rescueOptions();
    writeFileSync(all.file, good);
    await backUpProfile(all.dir, new Date(Date.now() + 1000));
    flip(all.file, 0, 100);
    expect(await codeOf(vault.restoreSound(restorable?.id ?? ''))).toBe('rescue.changed');
    expect(vault.state().state).toBe('database-damaged');
  });

  test('when another console has the profile open', async () => {
    const all = await profile();
    await all.vault.close();
    const other = await vaultIn(all.dir, all.keyStore);
    expect(other.state().state).toBe('ready');
    const good = readFileSync(all.file);
    flip(all.file, 0, 100);
    const late = await vaultIn(all.dir, all.keyStore);
    expect(late.state().state).toBe('database-damaged');
    const { restorable } = await late.rescueOptions();
    expect(await codeOf(late.restoreSound(restorable?.id ?? ''))).toBe('rescue.profile-in-use');
    writeFileSync(all.file, good);
    expect((await late.retry()).state).toBe('ready');
  });

  test('when the profile cannot take it', async () => {
    const all = await profile();
    await all.vault.close();
    flip(all.file, 0, 100);
    const before = damagedFiles(all.dir);
    const vault = await vaultIn(all.dir, all.keyStore);
    const { restorable } = await vault.rescueOptions();
    mkdirSync(join(all.dir, 'console.db.restored', 'in the way'), { recursive: true });
    expect(await codeOf(vault.restoreSound(restorable?.id ?? ''))).toBe('rescue.profile-unusable');
    expect(damagedFiles(all.dir)).toEqual(before);
    rmSync(join(all.dir, 'console.db.restored'), { recursive: true });
    expect((await vault.restoreSound(restorable?.id ?? '')).state).toBe('ready');
  });
});

test('a restore that was cut off between its two renames is completed by the next start', async () => {
  const all = await profile();
  await all.vault.close();
  flip(all.file, 0, 100);
  const vault = await vaultIn(all.dir, all.keyStore);
  await vault.restoreSound((await vault.rescueOptions()).restorable?.id ?? '');
  await vault.close();
  copyFileSync(all.file, join(all.dir, 'console.db.restored'));
  rmSync(all.file);
  expect((await vaultIn(all.dir, all.keyStore)).state().state).toBe('ready');
});

test('the next rescue removes temporary copies of a killed one, but not those that another one uses', async () => {
  const all = await profile();
  await all.vault.close();
  flip(all.file, 0, 100);
  const [abandoned, young] = ['voxanne-rescue-abandoned', 'voxanne-rescue-young'].map((name) =>
    join(ownTemp, name),
  ) as [string, string];
  for (const folder of [abandoned, young]) {
    mkdirSync(folder);
    writeFileSync(join(folder, 'copy.db'), readFileSync(all.file));
  }
  utimesSync(abandoned, 1000, 1000);
  await (await vaultIn(all.dir, all.keyStore)).rescueOptions();
  expect(leftovers()).toEqual(['voxanne-rescue-young']);
  rmSync(young, { recursive: true });
});
