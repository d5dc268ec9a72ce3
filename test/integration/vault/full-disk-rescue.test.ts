/**
 * A rescue on a disk that is really full: refused in words, with the damaged file, the backups and the keychain as they
 * were, and done once there is room.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { backUp } from '../../../src-main/storage/backup';
import { openDatabase } from '../../../src-main/storage/open-database';
import { openVault } from '../../../src-main/vault/open-vault';
import { FakeKeyStore } from '../../fakes/fake-key-store';
import {
  clinicWithCredential,
  codeOf,
  newProfileDir,
  platformOf,
  secrets,
  storageOf,
  testKdf,
} from '../../unit/main/vault/profile';
import { clear, diskRoot, fill, free, onSmallDisk, profileOnDisk } from '../storage/small-disk';

onSmallDisk();

const passphrase = 'four words for a kit';
const ordinaryTemp = process.env.TMPDIR;
afterEach(() => {
  if (ordinaryTemp === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = ordinaryTemp;
});

/** A damaged profile on the small disk, with a backup, and a kit elsewhere. */
async function damaged() {
  const dir = profileOnDisk();
  const keyStore = new FakeKeyStore();
  const open = () => openVault({ platform: platformOf(dir), keyStore, kdf: testKdf });
  const vault = await open();
  const { organizationId } = await clinicWithCredential(storageOf(vault));
  const kit = join(newProfileDir(), 'clinics.voxkit');
  await vault.exportKit(passphrase, kit);
  await vault.close();
  const opened = await openDatabase(platformOf(dir));
  if (opened.state !== 'open') throw new Error(opened.state);
  await backUp(opened.connection, platformOf(dir), { kind: 'daily' });
  opened.connection.database.close();
  const bytes = readFileSync(join(dir, 'console.db'));
  bytes.fill(0xff, 0, 100);
  writeFileSync(join(dir, 'console.db'), bytes);
  const contents = () =>
    new Map(
      [dir, join(dir, 'backups')]
        .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
        .filter((file) => statSync(file).isFile())
        .map((file) => [file, readFileSync(file, 'hex')]),
    );
  return { dir, keyStore, kit, organizationId, open, bytes, contents };
}
type Damaged = Awaited<ReturnType<typeof damaged>>;

const opens = async (vault: Awaited<ReturnType<Damaged['open']>>, { organizationId }: Damaged) =>
  expect((await storageOf(vault).forOrganization(organizationId).credentials.open('twilio')).fields).toEqual(secrets);
const keptAside = ({ dir, bytes }: Damaged) =>
  readdirSync(dir).some(
    (name) => /^console\.db\.(damaged|kept)-[\dTZ-]+Z$/.test(name) && readFileSync(join(dir, name)).equals(bytes),
  );

describe('on a full disk', () => {
  test('no backup is put in place when the disk fills up; it works once there is room', async () => {
    const outcomes = new Set<string>();
    for (let spare = 0; spare <= 400_000; spare += 80_000) {
      const all = await damaged();
      const vault = await all.open();
      const { restorable } = await vault.rescueOptions();
      const before = all.contents();
      fill(all.dir, spare);
      const code = await codeOf(vault.restoreSound(restorable?.id ?? ''));
      outcomes.add(code);
      if (code !== 'no error') {
        expect(code).toBe('rescue.profile-unusable');
        expect(vault.state().state).toBe('database-damaged');
        expect(all.contents()).toEqual(before);
        // Nor does it look any worse to the next start, still without room.
        const next = await all.open();
        expect(next.state().state).toBe('database-damaged');
        await next.close();
        free(all.dir);
        expect((await vault.restoreSound(restorable?.id ?? '')).state).toBe('ready');
      }
      free(all.dir);
      // Restored on a disk that was full right after it: the next press of `Try again` opens it.
      if (vault.state().state !== 'ready') expect((await vault.retry()).state).toBe('ready');
      await opens(vault, all);
      expect(keptAside(all)).toBe(true);
      await vault.close();
      clear(all.dir);
    }
    expect([...outcomes].sort()).toEqual(['no error', 'rescue.profile-unusable']);
  });

  test('a recovery kit is not put in place, and nothing is half done', async () => {
    const all = await damaged();
    const vault = await all.open();
    const [before, keys] = [all.contents(), new Map(all.keyStore.entries)];
    fill(all.dir);
    expect(await codeOf(vault.restoreKit(all.kit, passphrase))).toBe('recovery.profile-unusable');
    expect([all.contents(), all.keyStore.entries]).toEqual([before, keys]);
    free(all.dir);
    expect((await vault.restoreKit(all.kit, passphrase)).state).toBe('ready');
    await opens(vault, all);
    expect(keptAside(all)).toBe(true);
    await vault.close();
    clear(all.dir);
  });

  test('a report is not half written', async () => {
    const all = await damaged();
    const vault = await all.open();
    const before = all.contents();
    fill(all.dir);
    const folder = join(all.dir, '..');
    expect(await codeOf(vault.saveReadable(join(folder, 'report.txt')))).toBe('rescue.not-written');
    expect(readdirSync(folder).sort()).toEqual(['filler', 'profile']);
    expect(all.contents()).toEqual(before);
    free(all.dir);
    await vault.saveReadable(join(folder, 'report.txt'));
    expect(['report.txt', 'report.json'].map((name) => existsSync(join(folder, name)))).toEqual([true, true]);
    await vault.close();
    clear(all.dir);
  });

  test('for temporary files, the damaged file is not looked into, and no copy of it is left', async () => {
    const all = await damaged();
    const vault = await all.open();
    const temp = join(diskRoot(), 'temp');
    mkdirSync(temp);
    const report = join(newProfileDir(), 'report.txt');
    process.env.TMPDIR = temp;
    fill(all.dir);
    expect(await codeOf(vault.rescueOptions())).toBe('rescue.not-copied');
    expect(await codeOf(vault.saveReadable(report))).toBe('rescue.not-copied');
    expect(existsSync(report)).toBe(false);
    expect(readdirSync(temp)).toEqual([]);
    free(all.dir);
    expect((await vault.rescueOptions()).restorable?.clinics).toBe(1);
    await vault.close();
    clear(all.dir);
  });
});
