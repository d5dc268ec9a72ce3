/** One clinic's rows are out of another clinic's reach, whatever the services ask for. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Connection, createConnection } from '../../../../src-main/storage/connection';
import { migrate } from '../../../../src-main/storage/migrate';
import { migrations } from '../../../../src-main/storage/migrations';
import { codeOf } from '../vault/profile';

const storageDir = join(__dirname, '../../../../src-main/storage');
let connection: Connection;

const organization = (id: string) =>
  connection.write(id, () =>
    connection.database
      .prepare(
        "INSERT INTO organizations VALUES (?, 'Clinic', 'clinic', 'UTC', 'US', '2026-05-04T09:30:00.000Z', NULL, " +
          "'[]', '{}')",
      )
      .run(id),
  );

/** A row of each table that belongs to a clinic, by its statement. */
const rows: Record<string, string> = {
  organization_keys: "INSERT INTO organization_keys VALUES (@o, 2, x'00', '')",
  organization_api_credentials: `INSERT INTO organization_api_credentials VALUES
    (@o || 'c', @o, 'twilio', 'auth-token', 'active', NULL, '{}', 'AC', '', 0, x'00', '[]', 1, 1, 1, '', '',
      NULL, NULL, NULL, NULL, NULL, 2, NULL)`,
  readiness_checks: "INSERT INTO readiness_checks VALUES (@o, 'twilio', 'signed-in', 'proven', NULL, '', 0)",
  test_runs: "INSERT INTO test_runs VALUES (@o || 'r', @o, 'twilio', 'running', 0, '', NULL, '', '', NULL, '[]')",
  sms_messages:
    `INSERT INTO sms_messages VALUES (@o || 'm', @o || 'r', @o, 'test-sms', '', '', '', NULL, 'intended', NULL, ` +
    `NULL, NULL, '[]', '', NULL)`,
  pending_revocations:
    "INSERT INTO pending_revocations VALUES (@o || 'p', @o, 'google', 'g', '', 0, x'00', '[]', 1, '', '', '{}', 2)",
  message_drafts: "INSERT INTO message_drafts VALUES (@o, 'a', 'b')",
  copies_behind: "INSERT INTO copies_behind VALUES (@o, 'a')",
};

beforeEach(async () => {
  const database = new Database(':memory:');
  connection = createConnection(database);
  await migrate(database, migrations, async () => undefined);
  for (const id of ['a', 'b']) {
    organization(id);
    for (const statement of Object.values(rows)) connection.write(id, () => database.prepare(statement).run({ o: id }));
  }
});

describe.each(Object.keys(rows))('%s', (table) => {
  const { [table]: insert = '' } = rows;

  test.each([['b'], [null]])('a row of clinic a is refused while the current clinic is %s', async (current) => {
    const attempt = (sql: string) =>
      codeOf(() => connection.write(current, () => connection.database.prepare(sql).run()));
    expect(await attempt(insert.replaceAll('@o', "'a'"))).toBe('storage.wrong-organization');
    expect(await attempt(`UPDATE ${table} SET organization_id = organization_id WHERE organization_id = 'a'`)).toBe(
      'storage.wrong-organization',
    );
    expect(await attempt(`DELETE FROM ${table} WHERE organization_id = 'a'`)).toBe('storage.wrong-organization');
    expect(await attempt(`DELETE FROM ${table}`)).toBe('storage.wrong-organization');
    expect(connection.database.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(2);
  });

  test('a row of clinic a cannot be replaced in the name of clinic b', async () => {
    const before = connection.database.prepare(`SELECT * FROM ${table} ORDER BY organization_id`).all();
    // The key of clinic a's row with clinic b's name on it.
    const replacement = insert
      .replace('INSERT', 'INSERT OR REPLACE')
      .replace("@o || 'c'", "'ac'")
      .replace("@o || 'r', @o", "'ar', @o")
      .replace("@o || 'm'", "'am'")
      .replace("@o || 'p'", "'ap'")
      .replace("@o || 't'", "'at'");
    const code = await codeOf(() =>
      connection.write('b', () => connection.database.prepare(replacement).run({ o: 'b' })),
    );
    if (code !== 'no error') expect(code).toBe('storage.wrong-organization');
    const rowsOfA = (all: unknown[]) =>
      all.filter((row) => (row as { organization_id: string }).organization_id === 'a');
    expect(rowsOfA(connection.database.prepare(`SELECT * FROM ${table} ORDER BY organization_id`).all())).toEqual(
      rowsOfA(before),
    );
  });

  test('a row cannot be handed to another clinic, by neither of the two', async () => {
    for (const current of ['a', 'b']) {
      const attempt = codeOf(() =>
        connection.write(current, () =>
          connection.database.prepare(`UPDATE ${table} SET organization_id = 'b' WHERE organization_id = 'a'`).run(),
        ),
      );
      expect(await attempt).toBe('storage.wrong-organization');
    }
  });
});

test('a clinic cannot be renamed or removed in the name of another', async () => {
  for (const sql of [
    "UPDATE organizations SET name = 'x' WHERE id = 'a'",
    "DELETE FROM organizations WHERE id = 'a'",
    'DELETE FROM organizations',
  ])
    expect(await codeOf(() => connection.write('b', () => connection.database.prepare(sql).run()))).toBe(
      'storage.wrong-organization',
    );
});

test('the views of a clinic show its rows and no others, and nothing without a clinic', () => {
  const views = connection.database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'view' AND name LIKE 'clinic_%'")
    .pluck()
    .all();
  expect(views).toHaveLength(7);
  for (const view of views) {
    const seen = connection.database.prepare(`SELECT DISTINCT organization_id FROM ${view}`).pluck();
    expect(connection.read('a', () => seen.all())).toEqual(['a']);
    expect(connection.read('b', () => seen.all())).toEqual(['b']);
    expect(connection.read(null, () => seen.all())).toEqual([]);
  }
});

test('what the dashboard reads of all clinics has no sealed column', () => {
  const views = connection.database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'view' AND name LIKE 'overview_%'")
    .pluck()
    .all();
  for (const view of views) {
    const columns = connection.database.prepare(`SELECT * FROM ${view}`).columns();
    expect(
      columns
        .map(({ column }) => column)
        // A number, that tells an earlier ciphertext from the present one.
        .filter((column) => column !== 'sealed_revision')
        .filter((column) => /sealed|wrapped|key_version|code|body/.test(column ?? '')),
    ).toEqual([]);
  }
});

test('the current clinic ends with the work that it was set for, also when that fails', async () => {
  const current = () => connection.database.prepare('SELECT current_organization()').pluck().get();
  expect(connection.read('a', current)).toBe('a');
  expect(await codeOf(() => connection.write('a', () => JSON.parse('no JSON')))).not.toBe('no error');
  expect(current()).toBe(null);
});

/** They read across all clinics and no column with content: codes of errors for the support bundle, ids of clinics. */
const acrossClinics = ['database-facts.ts', 'outdated-copies.ts'];

test('no repository reads a table of clinics other than through its view', () => {
  const sources = readdirSync(storageDir).filter((name) => name.endsWith('.ts') && !acrossClinics.includes(name));
  for (const name of sources) {
    const text = readFileSync(join(storageDir, name), 'utf8');
    for (const table of Object.keys(rows))
      expect(text).not.toMatch(new RegExp(`(selectFrom\\('${table}'|(FROM|JOIN) ${table}\\b)`));
  }
});
