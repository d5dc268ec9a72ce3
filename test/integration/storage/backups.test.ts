/** A backup a day, and nothing in it that was said to be destroyed. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { backUp } from '../../../src-main/storage/backup';
import { listBackups } from '../../../src-main/storage/backup-files';
import { createConnection } from '../../../src-main/storage/connection';
import { isBackupDue } from '../../../src-main/storage/daily-backup';
import { openDatabase } from '../../../src-main/storage/open-database';
import { openVault } from '../../../src-main/vault/open-vault';
import { FakeKeyStore } from '../../fakes/fake-key-store';
import {
  clinicWithCredential,
  newProfileDir,
  note,
  platformOf,
  saveCredential,
  secrets,
  storageOf,
  testKdf,
  vaultIn,
} from '../../unit/main/vault/profile';

const soon = { firstLookMs: 10, everyMs: 10 };

async function until(what: () => boolean) {
  await expect.poll(what, { interval: 10 }).toBe(true);
}

/** A clock that is asked at each look, so that a test sees when everything of the looks before is done. */
function lookClock(now = () => new Date()) {
  let asked = 0;
  return {
    now: () => {
      asked += 1;
      return now();
    },
    /** Two more looks have begun: whatever the one under way does is done. */
    async looked() {
      const before = asked;
      await until(() => asked > before + 2);
    },
  };
}

function backing(dir: string, keyStore: FakeKeyStore, now = () => new Date(), failures: unknown[] = []) {
  return openVault({
    platform: { ...platformOf(dir), now },
    keyStore,
    kdf: testKdf,
    backups: soon,
    backupFailed: (thrown) => failures.push(thrown),
  });
}

describe('a console that stays open', () => {
  test('makes one checked backup a day, for its owner only, and keeps the last seven', async () => {
    const dir = newProfileDir();
    let day = 1;
    const isoOf = (one: number) => new Date(Date.UTC(2026, 4, one, 9)).toISOString();
    const { now, looked } = lookClock(() => new Date(isoOf(day)));
    const vault = await backing(dir, new FakeKeyStore(), now);
    await clinicWithCredential(storageOf(vault));
    for (; day <= 10; day += 1) await until(() => listBackups(dir)[0]?.madeAt === isoOf(day));
    day = 10;
    await looked();
    const made = listBackups(dir);
    expect(made.map(({ madeAt }) => madeAt.slice(0, 10))).toEqual(
      [10, 9, 8, 7, 6, 5, 4].map((of) => `2026-05-${String(of).padStart(2, '0')}`),
    );
    expect(statSync(join(dir, 'backups')).mode & 0o777).toBe(0o700);
    for (const { file } of made) {
      expect(statSync(file).mode & 0o777).toBe(0o600);
      const copy = new Database(file, { readonly: true });
      expect([
        copy.pragma('quick_check', { simple: true }),
        copy.prepare('SELECT count(*) FROM organizations').pluck().get(),
      ]).toEqual(['ok', 1]);
      copy.close();
    }
    await vault.close();
  });

  test('does not wait a day again after a restart, and none is due while the last is young', async () => {
    const dir = newProfileDir();
    const vault = await backing(dir, new FakeKeyStore());
    await until(() => listBackups(dir).length === 1);
    await vault.close();
    const made = Date.parse(listBackups(dir)[0]?.madeAt ?? '');
    expect(isBackupDue(dir, new Date(made + 23 * 3_600_000))).toBe(false);
    expect(isBackupDue(dir, new Date(made + 24 * 3_600_000))).toBe(true);
    // A clock that ran ahead when the last one was made.
    expect(isBackupDue(dir, new Date(made - 1))).toBe(true);
  });

  test('closes at once while one is being made, and leaves no half', async () => {
    const dir = newProfileDir();
    const first = await vaultIn(dir, new FakeKeyStore());
    const scope = await clinicWithCredential(storageOf(first));
    for (let i = 0; i < 400; i += 1) await scope.audit(note('credential.checked', 'x'.repeat(5000)));
    await first.close();
    let brokenOff = 0;
    for (let turns = 0; turns < 8; turns += 1) {
      const failures: unknown[] = [];
      let armed = false;
      const closed = new Promise<void>((resolve) => {
        // The clock is asked just before a backup begins; from there it takes a turn of the event loop for each part of
        // it.
        const now = () => {
          if (armed) closeAfter(turns);
          armed = false;
          return new Date();
        };
        const opening = backing(dir, new FakeKeyStore(), now, failures);
        const closeAfter = (left: number): unknown =>
          left > 0
            ? setImmediate(() => closeAfter(left - 1))
            : opening.then((vault) => vault.close()).then(() => resolve());
        void opening.then(() => {
          armed = true;
        });
      });
      await closed;
      const left = existsSync(join(dir, 'backups')) ? readdirSync(join(dir, 'backups')) : [];
      const files = readdirSync(dir).filter((name) => name.startsWith('console.db'));
      expect([left.filter((name) => !name.endsWith('.db')), files, failures]).toEqual([[], ['console.db'], []]);
      if (left.length === 0) brokenOff += 1;
      rmSync(join(dir, 'backups'), { recursive: true, force: true });
    }
    expect(brokenOff).toBeGreaterThan(0);
  });

  test('says when a backup cannot be made, and goes on', async () => {
    const dir = newProfileDir();
    writeFileSync(join(dir, 'backups'), 'in the way');
    const failures: unknown[] = [];
    const vault = await backing(dir, new FakeKeyStore(), undefined, failures);
    await until(() => failures.length > 1);
    expect(vault.state().state).toBe('ready');
    await vault.close();
  });

  test('clears away what a process that was ended left half made, but not what another is making', async () => {
    const dir = newProfileDir();
    // Another console has the profile open.
    await vaultIn(dir, new FakeKeyStore());
    mkdirSync(join(dir, 'backups'));
    for (const name of ['old', 'young']) writeFileSync(join(dir, 'backups', `console-daily-v1-${name}.db.part`), '');
    utimesSync(join(dir, 'backups', 'console-daily-v1-old.db.part'), 1000, 1000);
    for (const name of ['old', 'young']) writeFileSync(join(dir, `console-export-${name}.db`), '');
    utimesSync(join(dir, 'console-export-old.db'), 1000, 1000);
    const vault = await backing(dir, new FakeKeyStore());
    await until(() => listBackups(dir).length === 1);
    await vault.close();
    expect(readdirSync(join(dir, 'backups')).filter((name) => name.endsWith('.part'))).toEqual([
      'console-daily-v1-young.db.part',
    ]);
    expect(readdirSync(dir).filter((name) => name.startsWith('console-export'))).toEqual(['console-export-young.db']);
  });

  test('keeps daily backups and those made before an update apart', async () => {
    const dir = newProfileDir();
    (await vaultIn(dir, new FakeKeyStore())).close();
    const opened = await openDatabase(platformOf(dir));
    if (opened.state !== 'open') throw new Error(opened.state);
    for (let day = 1; day <= 9; day += 1) {
      const onThatDay = { ...platformOf(dir), now: () => new Date(Date.UTC(2026, 4, day)) };
      await backUp(opened.connection, onThatDay);
      await backUp(opened.connection, onThatDay, { kind: 'daily' });
    }
    opened.connection.database.close();
    const kinds = listBackups(dir).map(({ kind }) => kind);
    expect([kinds.filter((kind) => kind === 'update').length, kinds.filter((kind) => kind === 'daily').length]).toEqual(
      [3, 7],
    );
  });

  test('does not back up what is kept in memory only', async () => {
    const dir = newProfileDir();
    const keyStore = new FakeKeyStore();
    keyStore.failure = { state: 'unavailable' };
    const times = { firstLookMs: 50, everyMs: 10 };
    const open = (profile: string, keys: FakeKeyStore) =>
      openVault({ platform: platformOf(profile), keyStore: keys, kdf: testKdf, backups: times });
    const vault = await open(dir, keyStore);
    await vault.useMemory();
    // Opened later with the same times: once this one has its backup, that of the first would be there.
    const stored = newProfileDir();
    const other = await open(stored, new FakeKeyStore());
    await until(() => listBackups(stored).length === 1);
    expect(listBackups(dir)).toEqual([]);
    await vault.close();
    await other.close();
  });
});

describe('what is destroyed', () => {
  async function backedUp() {
    const dir = newProfileDir();
    const keyStore = new FakeKeyStore();
    const vault = await vaultIn(dir, keyStore);
    const storage = storageOf(vault);
    const scope = await clinicWithCredential(storage);
    const other = await clinicWithCredential(storage, 'Harbor Dental', { ...secrets, authToken: 'another one' });
    const reader = new Database(join(dir, 'console.db'));
    const sealed = reader
      .prepare<[string], Buffer>('SELECT sealed FROM organization_api_credentials WHERE organization_id = ?')
      .pluck()
      .get(scope.organizationId);
    const wrapped = reader
      .prepare<[string], Buffer>('SELECT wrapped_key FROM organization_keys WHERE organization_id = ?')
      .pluck()
      .get(scope.organizationId);
    const connection = createConnection(reader);
    for (const hour of [1, 2])
      await backUp(
        connection,
        { ...platformOf(dir), now: () => new Date(Date.UTC(2026, 4, 4, hour)) },
        { kind: hour === 1 ? 'update' : 'daily' },
      );
    reader.close();
    if (!sealed || !wrapped) throw new Error('nothing sealed');
    const holding = (bytes: Buffer) => listBackups(dir).filter(({ file }) => readFileSync(file).includes(bytes)).length;
    expect([holding(sealed), holding(wrapped)]).toEqual([2, 2]);
    /** A profile on the newest backup, as a rescue would make it. */
    const fromBackup = async () => {
      const restored = newProfileDir();
      writeFileSync(join(restored, 'console.db'), readFileSync(listBackups(dir)[0]?.file ?? ''));
      return storageOf(await vaultIn(restored, keyStore));
    };
    return { dir, keyStore, vault, storage, scope, other, sealed, wrapped, holding, fromBackup };
  }

  test('by revoking is gone from every backup, and the other clinic still opens from one', async () => {
    const { scope, other, sealed, holding, fromBackup } = await backedUp();
    await scope.credentials.revoke('twilio', note('credential.revoked'));
    await until(() => holding(sealed) === 0);
    const restored = await fromBackup();
    expect(await restored.forOrganization(scope.organizationId).credentials.find('twilio')).toMatchObject({
      status: 'revoked',
    });
    expect(await restored.forOrganization(scope.organizationId).readiness.list()).toEqual([]);
    expect((await restored.forOrganization(other.organizationId).credentials.open('twilio')).fields.authToken).toBe(
      'another one',
    );
  });

  test('by replacing is gone, and the backup has the new one instead', async () => {
    const { scope, sealed, holding, fromBackup } = await backedUp();
    await saveCredential(scope, { ...secrets, authToken: 'the new one' });
    await until(() => holding(sealed) === 0);
    const { credentials } = (await fromBackup()).forOrganization(scope.organizationId);
    // The activity in the backup is older than the replacement: a person is asked before it is used.
    await expect(credentials.open('twilio')).rejects.toMatchObject({ data: { code: 'credentials.came-back' } });
    await credentials.confirm('twilio', note('credential.confirmed'));
    expect((await credentials.open('twilio')).fields.authToken).toBe('the new one');
  });

  test('by removing the clinic is gone with its key', async () => {
    const { storage, scope, other, sealed, wrapped, holding, fromBackup } = await backedUp();
    await storage.organizations.remove(scope.organizationId, note('organization.removed'));
    await until(() => holding(sealed) + holding(wrapped) === 0);
    expect((await (await fromBackup()).organizations.overviews()).map(({ organization }) => organization.id)).toEqual([
      other.organizationId,
    ]);
  });

  test('just before the console is killed is gone from older backups once the next one is made', async () => {
    const { dir, keyStore, vault, scope, sealed, holding } = await backedUp();
    const before = listBackups(dir).map(({ file }) => [file, readFileSync(file)] as const);
    await scope.credentials.revoke('twilio', note('credential.revoked'));
    await vault.close();
    for (const [file, bytes] of before) writeFileSync(file, bytes);
    expect(holding(sealed)).toBe(2);
    const next = await backing(dir, keyStore);
    await until(() => listBackups(dir).length === 3 && holding(sealed) === 0);
    await next.close();
  });

  test('keeps an older backup that cannot be read: whether it holds destroyed data is unknown', async () => {
    const { dir, keyStore, vault } = await backedUp();
    await vault.close();
    const [newest] = listBackups(dir);
    const torn = Buffer.concat([Buffer.alloc(100), readFileSync(newest?.file ?? '').subarray(100)]);
    writeFileSync(newest?.file ?? '', torn);
    const failures: unknown[] = [];
    const { now, looked } = lookClock();
    const next = await backing(dir, keyStore, now, failures);
    await until(() => listBackups(dir).length === 3);
    await looked();
    await next.close();
    expect([readFileSync(newest?.file ?? '').equals(torn), failures]).toEqual([true, []]);
  });

  test('keeps a backup that can’t be written now, and clears it as soon as it can', async () => {
    const { dir, keyStore, vault, scope, sealed, holding } = await backedUp();
    await vault.close();
    const next = await backing(dir, keyStore, () => new Date(Date.UTC(2026, 4, 4, 3)));
    const [newest] = listBackups(dir);
    const busy = new Database(newest?.file ?? '');
    busy.exec('BEGIN IMMEDIATE');
    await storageOf(next)
      .forOrganization(scope.organizationId)
      .credentials.revoke('twilio', note('credential.revoked'));
    await until(() => holding(sealed) === 1);
    expect(listBackups(dir)).toHaveLength(2);
    busy.exec('ROLLBACK');
    busy.close();
    await until(() => holding(sealed) === 0);
    expect(listBackups(dir)).toHaveLength(2);
    await next.close();
  }, 120_000);

  test('in one vault is left alone in a backup of another', async () => {
    const { dir, vault } = await backedUp();
    await vault.close();
    const other = newProfileDir();
    const keyStore = new FakeKeyStore();
    const another = await vaultIn(other, keyStore);
    const scope = await clinicWithCredential(storageOf(another));
    mkdirSync(join(other, 'backups'), { mode: 0o700 });
    const [foreign] = listBackups(dir);
    const copied = join(other, 'backups', basename(foreign?.file ?? ''));
    const bytes = readFileSync(foreign?.file ?? '');
    writeFileSync(copied, bytes);
    await storageOf(another).organizations.remove(scope.organizationId, note('organization.removed'));
    await another.close();
    const { now, looked } = lookClock();
    const next = await backing(other, keyStore, now);
    await until(() => listBackups(other).length === 2);
    await looked();
    await next.close();
    expect(readFileSync(copied).equals(bytes)).toBe(true);
  });

  test('leaves a backup as it is that can’t be read: nobody knows what it holds', async () => {
    const { dir, vault, scope, sealed, holding } = await backedUp();
    const [newest, older] = listBackups(dir);
    const torn = Buffer.concat([Buffer.alloc(100), readFileSync(newest?.file ?? '').subarray(100)]);
    writeFileSync(newest?.file ?? '', torn);
    await scope.credentials.revoke('twilio', note('credential.revoked'));
    await vault.close();
    expect(listBackups(dir)).toEqual([newest, older]);
    expect([readFileSync(newest?.file ?? '').equals(torn), holding(sealed)]).toEqual([true, 1]);
  });
});
