/**
 * A console killed at any moment leaves the old state or the new one, and the keychain and the database agree.
 *
 * `VOXANNE_SEED=n` repeats the moments of a run, which prints its seed; `VOXANNE_TEST_KILLS=n` sets how often each
 * thing is killed.
 */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, test } from 'vitest';
import { backUp } from '../../../src-main/storage/backup';
import { listBackups } from '../../../src-main/storage/backup-files';
import { migrations } from '../../../src-main/storage/migrations';
import { openDatabase } from '../../../src-main/storage/open-database';
import { openToRead } from '../../../src-main/storage/open-to-read';
import { seededChance } from '../../fakes/chance';
import { codeOf, newProfileDir, platformOf, storageOf, vaultIn } from '../../unit/main/vault/profile';
import { memoryFolder } from '../send-path/profile';
import { bundleChild } from './bundle-child';
import { createFileKeyStore } from './file-key-store';
import { killableChild, type Work } from './killable-child';

const chance = seededChance('crash');
const kills = Number(process.env.VOXANNE_TEST_KILLS ?? 60);

let bundle: string;
let killable: ReturnType<typeof killableChild>;
beforeAll(async () => {
  bundle = await bundleChild('child.ts');
  killable = killableChild(bundle, kills, () => chance('when'));
  // Profiles are in memory: what survives a kill is the same there.
  process.env.TMPDIR = mkdtempSync(join(await memoryFolder(), 'voxanne-crash-'));
  return () => {
    for (const folder of [process.env.TMPDIR ?? '', join(bundle, '..')])
      rmSync(folder, { recursive: true, force: true });
  };
}, 120_000);

/** The master keys in the keychain, without the activity's anchor, which is stored beside them. */
const masterKeysOf = (dir: string) =>
  readdirSync(join(dir, 'keychain')).filter((name) => name.startsWith('master-key') && !name.endsWith('.part'));
const backupsOf = (dir: string) =>
  listBackups(join(dir, 'profile')).map(({ file }) => {
    const backup = openToRead(file, undefined);
    expect(backup.pragma('quick_check', { simple: true })).toBe('ok');
    return backup;
  });
async function backUpProfile(dir: string, at: Date) {
  const platform = { ...platformOf(join(dir, 'profile')), now: () => at };
  const opened = await openDatabase(platform);
  if (opened.state !== 'open') throw new Error(opened.state);
  await backUp(opened.connection, platform, { kind: 'daily' });
  opened.connection.database.close();
}
const openProfile = (dir: string) => vaultIn(join(dir, 'profile'), createFileKeyStore(join(dir, 'keychain')));

describe(`killed ${kills} times`, { timeout: 600_000 }, () => {
  test.each([
    ['while credentials are saved', 'save'],
    ['while the number is changed', 'number-change'],
  ])('%s: whole and readable each time, and nothing finished is lost', async (_name, what) => {
    const work: Work = { what, lines: ['done'], from: 'done' };
    const round = await killable.measure(work, newProfileDir());
    const dir = newProfileDir();
    for (let kill = 0; kill < kills; kill += 1) {
      const lines = await killable.killed(kill, work, round, dir);
      const finished = Math.max(0, ...lines.map(({ done }) => done ?? 0));

      const vault = await openProfile(dir);
      expect(vault.state().state).toBe('ready');
      expect(masterKeysOf(dir)).toHaveLength(1);
      const storage = storageOf(vault);
      const [clinic] = await storage.organizations.overviews();
      if (clinic) {
        const scope = storage.forOrganization(clinic.organization.id);
        const record = await scope.credentials.find('twilio');
        if (record) {
          const round = Number(record.metadata.round);
          expect(round).toBeGreaterThanOrEqual(finished);
          // The one that was under way may have been finished too, but no more than that.
          if (finished > 0) expect(round).toBeLessThanOrEqual(finished + 1);
          const { fields } = await scope.credentials.open('twilio');
          expect(record.choice).toBe(`+1415555${String(round).padStart(4, '0')}`);
          expect((await scope.readiness.list()).map(({ proof }) => proof)).toEqual([`${round}`]);
          if (what === 'save') expect([fields.authToken, record.accountKey]).toEqual([`${round}`, `AC${round}`]);
        }
        // One entry for each change that is there, and none for one that is not.
        const changes = await storage.audit.verify();
        expect(changes).toMatchObject({ intact: true, checked: 1 + (record?.revision ?? 0), firstBroken: null });
      }
      await vault.close();
    }
  });

  test('while credentials are revoked: readable, or destroyed; once revoked, also in each backup', async () => {
    const work: Work = { what: 'revoke', lines: ['done', 'revoked'], from: 'revoked' };
    const round = await killable.measure(work, newProfileDir());
    const dir = newProfileDir();
    const seen = { active: 0, revoked: 0 };
    for (let kill = 0; kill < kills; kill += 1) {
      const lines = await killable.killed(kill, work, round, dir);
      const saved = Math.max(0, ...lines.map(({ done }) => done ?? 0));
      const revoked = Math.max(0, ...lines.map((line) => line.revoked ?? 0));

      const vault = await openProfile(dir);
      const storage = storageOf(vault);
      const clinic = await storage.organizations.find('Clinic');
      const scope = clinic && storage.forOrganization(clinic.id);
      const record = await scope?.credentials.find('twilio');
      const sealedIn = (kept: Database.Database[]) =>
        kept.map((database) => {
          const count = database.prepare('SELECT count(sealed) FROM organization_api_credentials').pluck().get();
          database.close();
          return count;
        });
      if (scope && record) {
        const round = Number(record.metadata.round);
        expect(round).toBeGreaterThanOrEqual(saved);
        const sealed = sealedIn([new Database(join(dir, 'profile', 'console.db'), { readonly: true })]);
        if (record.status === 'revoked') {
          seen.revoked += 1;
          expect([await codeOf(scope.credentials.open('twilio')), ...sealed]).toEqual(['credentials.revoked', 0]);
        } else {
          seen.active += 1;
          expect(revoked).toBeLessThan(round);
          expect((await scope.credentials.open('twilio')).fields.authToken).toBe(`${round}`);
        }
        expect(await storage.audit.verify()).toMatchObject({
          intact: true,
          checked: 1 + record.revision,
          firstBroken: null,
        });
      }
      await vault.close();
      // The opening after the kill takes it out of the backups, if nobody had yet.
      if (record?.status === 'revoked') expect(sealedIn(backupsOf(dir)).filter((count) => count !== 0)).toEqual([]);
      // Now and then a new backup: the next revocation has something to take out of it.
      if (kill % 10 === 0) await backUpProfile(dir, new Date(Date.now() + kill * 1000));
    }
    // Those right after a line see to it; those by time fall where the computer’s load puts them.
    if (kills > 6) expect(Math.min(seen.active, seen.revoked)).toBeGreaterThan(0);
  });

  test('while messages are recorded: each one that was announced is on the disk', async () => {
    const work: Work = { what: 'intend', lines: ['intended'], from: 'intended' };
    const round = await killable.measure(work, newProfileDir());
    const dir = newProfileDir();
    const announced = new Set<string>();
    for (let kill = 0; kill < kills; kill += 1) {
      const lines = await killable.killed(kill, work, round, dir);
      for (const { intended } of lines) if (intended) announced.add(intended);
    }
    const vault = await openProfile(dir);
    const storage = storageOf(vault);
    const found = new Set<string>();
    for (const { organizationId, runId } of await storage.organizations.unfinishedRuns())
      for (const { id } of await storage.forOrganization(organizationId).messages.ofRun(runId)) found.add(id);
    expect([...announced].filter((id) => !found.has(id))).toEqual([]);
    // One at least of each kill right after a line.
    expect(announced.size).toBeGreaterThanOrEqual(kills / 6);
    // At most the one message that was being announced when the kill came.
    expect(found.size - announced.size).toBeLessThanOrEqual(kills);
  });

  test('during a migration: the old schema or the new one, with every row', async () => {
    const origin = newProfileDir();
    const first = await openProfile(origin);
    await storageOf(first).settings.update({ theme: 'dark' });
    await first.close();
    const work: Work = { what: 'migrate', lines: ['started', 'state'], from: 'started' };
    const copy = () => {
      const dir = newProfileDir();
      cpSync(origin, dir, { recursive: true });
      return dir;
    };
    const round = await killable.measure(work, copy());
    const seen = { old: 0, new: 0 };
    for (let kill = 0; kill < kills; kill += 1) {
      const dir = copy();
      await killable.killed(kill, work, round, dir);
      const database = new Database(join(dir, 'profile', 'console.db'));
      const version = database.pragma('user_version', { simple: true });
      const columns = database
        .prepare('SELECT * FROM settings')
        .columns()
        .map(({ name }) => name);
      const copies = database.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'copies'").pluck().get();
      expect(database.prepare('SELECT value FROM settings').pluck().get()).toBe('"dark"');
      if (version === migrations.length) {
        seen.old += 1;
        expect([columns, copies]).toEqual([['key', 'value'], 0]);
      } else {
        seen.new += 1;
        expect([columns, copies]).toEqual([['key', 'value', 'changed_at'], 1]);
        expect(database.prepare('SELECT count(*) FROM copies').pluck().get()).toBe(3000);
      }
      database.close();
      if (version === migrations.length) {
        const again = await openDatabase(platformOf(join(dir, 'profile')));
        expect(again.state).toBe('open');
        if (again.state === 'open') again.connection.database.close();
      }
      for (const backup of readdirSync(join(dir, 'profile')).includes('backups')
        ? readdirSync(join(dir, 'profile', 'backups'))
        : []) {
        if (!backup.endsWith('.db')) continue;
        const copy = openToRead(join(dir, 'profile', 'backups', backup), undefined);
        expect([copy.pragma('quick_check', { simple: true }), copy.pragma('user_version', { simple: true })]).toEqual([
          'ok',
          migrations.length,
        ]);
        copy.close();
      }
      rmSync(dir, { recursive: true });
    }
    // Counter-proof: those right after a line came before the change and after it.
    if (kills > 6) expect(Math.min(seen.old, seen.new)).toBeGreaterThan(0);
  });

  test('on its very first launch: one key in the end, and a profile that opens', async () => {
    const work: Work = { what: 'first-launch', lines: ['state'] };
    const round = await killable.measure(work, newProfileDir());
    for (let kill = 0; kill < kills; kill += 1) {
      const dir = newProfileDir();
      mkdirSync(join(dir, 'keychain'));
      await killable.killed(kill, work, round, dir);
      const vault = await openProfile(dir);
      expect(vault.state()).toMatchObject({ state: 'ready', protection: 'keychain' });
      expect(masterKeysOf(dir)).toHaveLength(1);
      await vault.close();
      rmSync(dir, { recursive: true });
    }
  });
});

test('first launches in several processes at once make one key', { timeout: 120_000 }, async () => {
  for (let round = 0; round < 5; round += 1) {
    const dir = newProfileDir();
    const children = Array.from({ length: 3 }, () => killable.start('first-launch', dir));
    for (const child of children) {
      expect([await child.ended, child.errors()]).toEqual([0, '']);
      expect(child.lines()).toMatchObject([{ state: { state: 'ready', protection: 'keychain' } }]);
    }
    expect(children.filter((child) => JSON.stringify(child.lines()).includes('"createdNow":true'))).toHaveLength(1);
    expect(masterKeysOf(dir)).toHaveLength(1);
  }
});
