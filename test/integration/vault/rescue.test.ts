/**
 * The way out of a damaged database: the newest sound state comes back, what can be read can be saved, and the damaged
 * file is never touched.
 */
import { hash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { backUp } from '../../../src-main/storage/backup';
import { listBackups } from '../../../src-main/storage/backup-files';
import { openDatabase } from '../../../src-main/storage/open-database';
import type { Storage } from '../../../src-main/storage/repositories';
import { FakeKeyStore } from '../../fakes/fake-key-store';
import {
  clinicWithCredential,
  codeOf,
  newProfileDir,
  note,
  platformOf,
  secrets,
  storageOf,
  vaultIn,
} from '../../unit/main/vault/profile';

const pageBytes = 4096;
const entries = 300;

async function backUpProfile(dir: string, at = new Date(), kind: 'daily' | 'update' = 'daily') {
  const opened = await openDatabase(platformOf(dir));
  if (opened.state !== 'open') throw new Error(opened.state);
  const file = await backUp(opened.connection, { ...platformOf(dir), now: () => at }, { kind });
  opened.connection.database.close();
  return file;
}

async function sendTest(storage: Storage, organizationId: string) {
  const { tests, messages } = storage.forOrganization(organizationId);
  const numbers = { from: '+14155550100', to: '+14155550111' };
  const run = await tests.begin(
    {
      provider: 'twilio',
      subject: numbers.from,
      recipient: numbers.to,
      simulated: true,
      startedAt: new Date().toISOString(),
      startedBy: 'tester',
      steps: [],
    },
    note('sms-test.started'),
  );
  await messages.intend({ runId: run.id, step: 'test-sms', ...numbers, body: 'canary-body 4711', code: '4711' });
}

/** A closed profile: one clinic that is in the backup, many entries and a second clinic that are not. */
async function profile({ backup = true, count = entries } = {}) {
  const dir = newProfileDir();
  const keyStore = new FakeKeyStore();
  const vault = await vaultIn(dir, keyStore);
  const { organizationId } = await clinicWithCredential(storageOf(vault));
  await sendTest(storageOf(vault), organizationId);
  if (backup) await backUpProfile(dir);
  const late = await clinicWithCredential(storageOf(vault), 'Harbor Dental');
  for (let i = 0; i < count; i += 1) await late.audit(note('credential.checked', `check ${i} ${'x'.repeat(100)}`));
  return { dir, file: join(dir, 'console.db'), keyStore, vault, organizationId };
}
type Profile = Awaited<ReturnType<typeof profile>>;

function flip(file: string, from: number, to: number, mask = 0xff) {
  const bytes = readFileSync(file);
  const part = bytes.subarray(from, to);
  for (let i = 0; i < part.length; i += 1) part[i] = (part[i] ?? 0) ^ mask;
  writeFileSync(file, bytes);
}

const frameBytes = 24 + pageBytes;
/** How many frames of the log in use there are: after a checkpoint it begins anew, over older frames of other salts. */
function framesOf(file: string): number {
  const log = readFileSync(`${file}-wal`);
  const salts = log.subarray(16, 24);
  let frames = 0;
  for (let at = 32; log.subarray(at + 8, at + 16).equals(salts); at += frameBytes) frames += 1;
  return frames;
}

/** As a crash leaves it: with all that was committed since the last checkpoint in the log, and that is not little. */
async function crash({ dir, file, vault, organizationId }: Profile) {
  const { audit } = storageOf(vault).forOrganization(organizationId);
  while (framesOf(file) < 40) await audit(note('credential.checked', 'once more'));
  const aside = newProfileDir();
  for (const name of ['console.db', 'console.db-wal']) copyFileSync(join(dir, name), join(aside, name));
  vault.close();
  for (const name of ['console.db', 'console.db-wal']) copyFileSync(join(aside, name), join(dir, name));
}

const sha = (file: string) => hash('sha256', readFileSync(file));
const damagedFiles = (dir: string) =>
  Object.fromEntries(
    readdirSync(dir)
      .filter((name) => /^console\.db(\.damaged-[\dTZ-]+Z)?(-wal)?$/.test(name) && statSync(join(dir, name)).size > 0)
      .map((name) => [name.replace(/\.damaged-[\dTZ-]+Z/, ''), sha(join(dir, name))]),
  );
/** A temporary folder for this file alone: other tests run rescues at the same time. */
const ownTemp = mkdtempSync(join(tmpdir(), 'voxanne-own-temp-'));
process.env.TMPDIR = ownTemp;
afterAll(() => rmSync(ownTemp, { recursive: true, force: true }));
const leftovers = () => readdirSync(ownTemp).filter((name) => name.startsWith('voxanne-rescue-'));

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
    vault.close();

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
    all.vault.close();
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
      vault.close();
    }
  }, 120_000);
});

describe('before anything is restored', () => {
  test('it is said how old the backup is and what is missing in it', async () => {
    const all = await profile();
    all.vault.close();
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
    all.vault.close();
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
    all.vault.close();
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
    all.vault.close();
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
    all.vault.close();
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
    all.vault.close();
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
  all.vault.close();
  flip(all.file, 0, 100);
  const vault = await vaultIn(all.dir, all.keyStore);
  await vault.restoreSound((await vault.rescueOptions()).restorable?.id ?? '');
  vault.close();
  copyFileSync(all.file, join(all.dir, 'console.db.restored'));
  rmSync(all.file);
  expect((await vaultIn(all.dir, all.keyStore)).state().state).toBe('ready');
});

test('the next rescue removes temporary copies of a killed one, but not those that another one uses', async () => {
  const all = await profile();
  all.vault.close();
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

describe('the report', () => {
  async function damaged() {
    const all = await profile();
    all.vault.close();
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
