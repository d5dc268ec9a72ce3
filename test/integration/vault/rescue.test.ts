/**
 * The way out of a damaged database: the newest sound state comes back, what can be read can be saved, and the damaged
 * file is never touched.
 */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listBackups } from '../../../src-main/storage/backup-files';
import { codeOf, newProfileDir, secrets, storageOf, vaultIn } from '../../unit/main/vault/profile';
import {
  crash,
  damagedFiles,
  entries,
  flip,
  frameBytes,
  leftovers,
  type Profile,
  pageBytes,
  profile,
  sha,
} from './rescue-profile';

const closed = (damage: (profile: Profile) => void) => (profile: Profile) => {
  profile.vault.close();
  damage(profile);
};
const crashed = (damage: (profile: Profile) => void) => async (profile: Profile) => {
  await crash(profile);
  damage(profile);
};

const damages: [string, (profile: Profile) => void | Promise<void>][] = [
  ['in its header', closed(({ file }) => flip(file, 0, 100))],
  ['in its whole first page', closed(({ file }) => flip(file, 0, pageBytes))],
  ['in a page in the middle', closed(({ file }) => flip(file, pageBytes * 50, pageBytes * 51))],
  [
    'in its second half',
    closed(({ file }) => flip(file, Math.floor(statSync(file).size / 2 / pageBytes) * pageBytes, statSync(file).size)),
  ],
  ['by being cut short', closed(({ file }) => writeFileSync(file, readFileSync(file).subarray(0, -pageBytes * 5)))],
  [
    'by being overwritten with something else',
    closed(({ file }) => writeFileSync(file, 'not a database '.repeat(5000))),
  ],
  ['in the header of its log', crashed(({ file }) => flip(`${file}-wal`, 20, 21, 4))],
  [
    'in a frame of its log',
    crashed(({ file }) => flip(`${file}-wal`, 32 + frameBytes * 8 + 1000, 32 + frameBytes * 8 + 1001, 4)),
  ],
];

describe.each(damages)('a database damaged %s', (_how, damage) => {
  test('is restored from the newest sound state with its key and trail; the damaged files are kept', async () => {
    const all = await profile();
    await damage(all);
    const before = damagedFiles(all.dir);
    const vault = await vaultIn(all.dir, all.keyStore);
    expect(vault.state().state).toBe('database-damaged');
    const { restorable } = await vault.rescueOptions();
    if (!restorable) throw new Error('nothing to restore');
    expect(damagedFiles(all.dir)).toEqual(before);

    expect(await vault.restoreSound(restorable.id)).toEqual({
      state: 'ready',
      protection: 'keychain',
      createdNow: false,
    });
    const storage = storageOf(vault);
    expect((await storage.forOrganization(all.organizationId).credentials.open('twilio')).fields).toEqual(secrets);
    expect(await storage.audit.verify()).toMatchObject({ intact: true });
    const { entries: newest } = await storage.audit.list({
      organizationId: null,
      before: null,
      limit: 2,
      search: '',
      outcome: null,
    });
    expect(newest.filter(({ action }) => action !== 'activity.returned')[0]).toMatchObject({
      action: 'rescue.restored',
      actor: 'tester',
      outcome: 'succeeded',
    });
    expect((await storage.organizations.overviews()).length).toBe(restorable.clinics);
    await vault.close();

    const kept = damagedFiles(all.dir);
    expect(kept['console.db-wal']).toBe(before['console.db-wal']);
    const aside = readdirSync(all.dir).find((name) => /^console\.db\.damaged-[\dTZ-]+Z$/.test(name)) ?? 'none';
    expect(sha(join(all.dir, aside))).toBe(before['console.db']);
    expect(listBackups(all.dir)).toHaveLength(1);
    expect((await vaultIn(all.dir, all.keyStore)).state().state).toBe('ready');
    expect(leftovers()).toEqual([]);
  });

  test('can be saved as far as it reads, without anything sealed, and is not touched by it', async () => {
    const all = await profile({ backup: false });
    await damage(all);
    const before = damagedFiles(all.dir);
    const vault = await vaultIn(all.dir, all.keyStore);
    const options = await vault.rescueOptions();
    const chosen = join(newProfileDir(), 'readable.txt');
    const saved = await vault.saveReadable(chosen);
    expect(saved).toEqual({ text: chosen, json: chosen.replace('.txt', '.json') });
    for (const file of [saved.text, saved.json]) {
      expect(statSync(file).mode & 0o777).toBe(0o600);
      const bytes = readFileSync(file, 'utf8');
      for (const form of [
        secrets.authToken,
        'canary-body',
        Buffer.from(secrets.authToken).toString('base64'),
        ...all.keyStore.entries.values(),
      ])
        expect(bytes).not.toContain(form);
    }
    const report = JSON.parse(readFileSync(saved.json, 'utf8'));
    expect(report.version).toBe(2);
    expect([report.clinics.length, report.audit.length]).toEqual([
      options.readable.clinics,
      options.readable.auditEntries,
    ]);
    expect(report.unreadable).toEqual(options.unreadable);
    expect(damagedFiles(all.dir)).toEqual(before);
    expect(leftovers()).toEqual([]);
  });
});

/** How much of the profile is read again: clinics, entries of the trail, what is said to be missing. */
async function readAfter(damage: (profile: Profile) => void) {
  const all = await profile({ backup: false });
  damage(all);
  const vault = await vaultIn(all.dir, all.keyStore);
  const { readable, unreadable } = await vault.rescueOptions();
  return { ...readable, unreadable };
}
const everything = { clinics: 2, connections: 2, tests: 1, auditEntries: entries + 5 };

describe('what is read', () => {
  test('is everything when only the header, or only the first page, is damaged', async () => {
    expect(await readAfter(closed(({ file }) => flip(file, 0, 100)))).toEqual({ ...everything, unreadable: [] });
    expect(await readAfter(closed(({ file }) => flip(file, 0, pageBytes)))).toEqual({ ...everything, unreadable: [] });
  });

  test('is everything but the rows on a damaged page, which are named', async () => {
    const found = await readAfter(closed(({ file }) => flip(file, pageBytes * 50, pageBytes * 51)));
    expect(found).toMatchObject({ clinics: 2, connections: 2, tests: 1 });
    expect(found.auditEntries).toBeGreaterThan(entries - 40);
    expect(found.auditEntries).toBeLessThan(entries + 5);
    expect(found.unreadable).toEqual([expect.stringMatching(/^Entries of the activity: numbers \d+ to \d+\.$/)]);
    const [, from = 0, to = 0] = /(\d+) to (\d+)/.exec(found.unreadable[0] ?? '')?.map(Number) ?? [];
    expect(found.auditEntries + (to - from + 1)).toBe(entries + 5);
  });

  test('is nothing of a file that is something else, and says so', async () => {
    const found = await readAfter(closed(({ file }) => writeFileSync(file, 'not a database '.repeat(5000))));
    expect(found).toMatchObject({ clinics: 0, connections: 0, tests: 0, auditEntries: 0 });
    expect(found.unreadable).toEqual(['Everything: the file does not read as a database.']);
  });

  test('never crashes the console, whichever page is damaged', async () => {
    const all = await profile({ count: 40 });
    await all.vault.close();
    const good = readFileSync(all.file);
    for (let page = 0; page < good.length / pageBytes; page += 1) {
      writeFileSync(all.file, good);
      flip(all.file, page * pageBytes + 1, (page + 1) * pageBytes, 0x55);
      const vault = await vaultIn(all.dir, all.keyStore);
      if (vault.state().state === 'database-damaged') {
        const { restorable, readable } = await vault.rescueOptions();
        expect([page, restorable?.source, readable.auditEntries > 0 || readable.clinics > 0]).toEqual([
          page,
          'backup',
          true,
        ]);
      }
      await vault.close();
    }
  }, 120_000);
});

describe('the report', () => {
  async function damaged() {
    const all = await profile();
    await all.vault.close();
    flip(all.file, pageBytes * 50, pageBytes * 51);
    return { ...all, vault: await vaultIn(all.dir, all.keyStore) };
  }

  test('reads as text: clinics with what belongs to them, and what could not be read', async () => {
    const { vault, file } = await damaged();
    const chosen = join(newProfileDir(), 'report.txt');
    await vault.saveReadable(chosen);
    const text = readFileSync(chosen, 'utf8');
    expect(text).toContain(`Damaged file: ${file}`);
    expect(text).toMatch(
      /Sunrise Dental\n {4}US, America\/New_York; added .*\n {4}twilio: account AC1+, Auth token ending in cret, sends from \+14155550100, active/,
    );
    expect(text).toMatch(/Test .*: twilio, \+14155550100 to \+14155550111, running, by tester/);
    expect(text).toMatch(/What could not be read\n {2}- Entries of the activity: numbers/);
  });

  test('never replaces a file that nobody chose, and leaves no halves', async () => {
    const { vault } = await damaged();
    const folder = newProfileDir();
    writeFileSync(join(folder, 'report.json'), 'mine');
    expect(await codeOf(vault.saveReadable(join(folder, 'report.txt')))).toBe('rescue.not-written');
    expect(await codeOf(vault.saveReadable(join(folder, 'no such folder', 'report.txt')))).toBe('rescue.not-written');
    expect(readdirSync(folder)).toEqual(['report.json']);
    expect(readFileSync(join(folder, 'report.json'), 'utf8')).toBe('mine');
    expect(existsSync(join(folder, 'report.txt'))).toBe(false);
  });
});
