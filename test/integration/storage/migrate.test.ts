/**
 * Migrations: real rows of the version before arrive in the version after, behind a backup, or everything stays as it
 * was.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { createConnection } from '../../../src-main/storage/connection';
import { migrate, schemaSum, schemaVersion } from '../../../src-main/storage/migrate';
import { type Migration, migrations } from '../../../src-main/storage/migrations';
import { openDatabase } from '../../../src-main/storage/open-database';
import { FakeKeyStore } from '../../fakes/fake-key-store';
import {
  clinicWithCredential,
  newProfileDir,
  platformOf,
  secrets,
  storageOf,
  vaultIn,
} from '../../unit/main/vault/profile';
import { fixtures } from './migration-fixtures';

const upTo = (version: number) => migrations.filter((migration) => migration.version <= version);
const noBackup = async () => undefined;

describe('the schema of each version', () => {
  test.each(migrations)(
    '$version is the one whose sum is beside the migration; after its release neither changes any more',
    async ({ version, schema }) => {
      const database = new Database(':memory:');
      createConnection(database);
      await migrate(database, upTo(version), noBackup);
      expect(schemaSum(database)).toBe(schema);
      database.close();
    },
  );
});

describe.each(migrations.map(({ version, name }) => ({ version, name })))(
  'migration $version ($name)',
  ({ version }) => {
    test('brings the rows of the version before to this one', async () => {
      const connection = createConnection(new Database(':memory:'));
      await migrate(connection.database, upTo(version - 1), noBackup);
      expect(fixtures[version]).toBeDefined();
      fixtures[version]?.before(connection);
      await migrate(connection.database, upTo(version), noBackup);
      expect(schemaVersion(connection.database)).toBe(version);
      expect(connection.database.pragma('foreign_key_check')).toEqual([]);
      await fixtures[version]?.after(connection);
    });
  },
);

test('migrations are numbered without gaps, in files of that number', () => {
  expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
  const files = readdirSync(join(__dirname, '../../../src-main/storage/migrations')).filter((name) => /^\d/.test(name));
  expect(files.sort()).toEqual(migrations.map(({ version, name }) => `${String(version).padStart(4, '0')}-${name}.ts`));
});

/** A next version, as one may come: a rebuilt table and a new column, with every row kept. */
const next: Migration = {
  version: migrations.length + 1,
  name: 'next',
  up(database) {
    database.exec('ALTER TABLE message_drafts RENAME TO old_drafts');
    database.exec(`CREATE TABLE message_drafts (
      organization_id TEXT PRIMARY KEY REFERENCES organizations (id) ON DELETE CASCADE,
      test_sms TEXT NOT NULL, hot_lead TEXT NOT NULL, language TEXT NOT NULL DEFAULT 'en') STRICT`);
    database.exec(
      'INSERT INTO message_drafts (organization_id, test_sms, hot_lead) SELECT organization_id, test_sms, ' +
        'hot_lead FROM old_drafts',
    );
    database.exec(
      'DROP TRIGGER message_drafts_delete_guard; DROP TABLE old_drafts; ALTER TABLE settings ADD COLUMN ' +
        'changed_at TEXT',
    );
  },
};
const failing = (message: string): Migration => ({
  ...next,
  up(database) {
    next.up(database);
    throw new Error(message);
  },
});

async function profileOfThisVersion() {
  const dir = newProfileDir();
  const keyStore = new FakeKeyStore();
  const vault = await vaultIn(dir, keyStore);
  const scope = await clinicWithCredential(storageOf(vault));
  await scope.saveDrafts({ testSms: 'a', hotLead: 'b' });
  await vault.close();
  return {
    dir,
    file: join(dir, 'console.db'),
    backups: join(dir, 'backups'),
    keyStore,
    organizationId: scope.organizationId,
  };
}

describe('a profile of the version before', () => {
  test('is backed up, migrated with all its rows, and the backup opens', async () => {
    const { dir, backups, keyStore, organizationId } = await profileOfThisVersion();
    const opened = await openDatabase(platformOf(dir), [...migrations, next]);
    if (opened.state !== 'open') throw new Error(JSON.stringify(opened));
    const { database } = opened.connection;
    expect(schemaVersion(database)).toBe(next.version);
    expect(database.prepare('SELECT * FROM message_drafts').all()).toEqual([
      { organization_id: organizationId, test_sms: 'a', hot_lead: 'b', language: 'en' },
    ]);
    expect(database.pragma('foreign_keys', { simple: true })).toBe(1);
    database.close();

    const files = readdirSync(backups);
    expect(files).toEqual([expect.stringMatching(new RegExp(`^console-v${migrations.length}-[\\dTZ-]+\\.db$`))]);
    const backup = join(backups, files[0] ?? '');
    expect(statSync(backup).mode & 0o777).toBe(0o600);
    const restored = newProfileDir();
    const { copyFileSync } = await import('node:fs');
    copyFileSync(backup, join(restored, 'console.db'));
    const vault = await vaultIn(restored, keyStore);
    expect((await storageOf(vault).forOrganization(organizationId).credentials.open('twilio')).fields).toEqual(secrets);
  });

  test('stays as it was when a step fails, and says so', async () => {
    const { dir, file, organizationId, keyStore } = await profileOfThisVersion();
    const before = readFileSync(file);
    expect(await openDatabase(platformOf(dir), [...migrations, failing('no')])).toMatchObject({
      state: 'database-unavailable',
      reason: expect.stringContaining('left as it was'),
    });
    expect(readFileSync(file).equals(before)).toBe(true);
    const vault = await vaultIn(dir, keyStore);
    expect(await storageOf(vault).forOrganization(organizationId).drafts()).toEqual({ testSms: 'a', hotLead: 'b' });
  });

  test('stays as it was when rows would point to nothing', async () => {
    const { dir, file } = await profileOfThisVersion();
    const before = readFileSync(file);
    const orphaning: Migration = {
      ...next,
      up(database) {
        for (const table of ['organizations'])
          database.exec(`DROP TRIGGER ${table}_delete_guard; DELETE FROM ${table}`);
      },
    };
    expect((await openDatabase(platformOf(dir), [...migrations, orphaning])).state).toBe('database-unavailable');
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('is not migrated when it cannot be backed up', async () => {
    const { dir, file, backups } = await profileOfThisVersion();
    const { writeFileSync } = await import('node:fs');
    writeFileSync(backups, 'in the way');
    const before = readFileSync(file);
    expect((await openDatabase(platformOf(dir), [...migrations, next])).state).toBe('database-unavailable');
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('keeps its last three backups and no halves of one', async () => {
    const { dir, backups } = await profileOfThisVersion();
    for (let i = 0; i < 5; i += 1) await openDatabase(platformOf(dir), [...migrations, failing('again')]);
    expect(readdirSync(backups)).toHaveLength(3);
    expect(readdirSync(backups).every((name) => name.endsWith('.db'))).toBe(true);
  });
});

test('two that migrate at once run each step once', async () => {
  const { file } = await profileOfThisVersion();
  let runs = 0;
  const counted: Migration = {
    ...next,
    up(database) {
      runs += 1;
      next.up(database);
    },
  };
  const [one, two] = [1, 2].map(() => createConnection(new Database(file)));
  await Promise.all(
    [one, two].map(
      (connection) =>
        connection &&
        migrate(connection.database, [...migrations, counted], () => new Promise((resolve) => setTimeout(resolve, 20))),
    ),
  );
  expect(runs).toBe(1);
  expect(one && schemaVersion(one.database)).toBe(next.version);
  for (const connection of [one, two]) connection?.database.close();
  expect(existsSync(file)).toBe(true);
});
