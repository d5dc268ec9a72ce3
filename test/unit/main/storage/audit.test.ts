/** The audit trail cannot be changed unnoticed. */
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, test } from 'vitest';
import { createAuditRepository, createAuditWriter } from '../../../../src-main/storage/audit-repository';
import { type Connection, createConnection } from '../../../../src-main/storage/connection';
import { migrate } from '../../../../src-main/storage/migrate';
import { migrations } from '../../../../src-main/storage/migrations';
import type { AuditRepository } from '../../../../src-main/storage/repositories';
import { note } from '../vault/profile';

let connection: Connection;
let audit: AuditRepository;
const all = { organizationId: null, before: null, limit: 50, search: '', outcome: null } as const;

beforeEach(async () => {
  const database = new Database(':memory:');
  connection = createConnection(database);
  await migrate(database, migrations, async () => undefined);
  audit = createAuditRepository(
    connection,
    createAuditWriter(connection, 'tester', () => new Date('2026-05-04T09:30:00Z')),
  );
  for (let i = 1; i <= 10; i += 1)
    await audit.append({ organizationId: null, ...note('organization.changed', `change ${i}`) });
});

/** Lets a test do what the triggers refuse, as somebody with a hex editor would. */
const meddle = (sql: string) => {
  connection.database.exec('DROP TRIGGER audit_log_no_update; DROP TRIGGER audit_log_no_delete');
  connection.database.exec(sql);
};

describe('the chain', () => {
  test('is intact as it was written', async () => {
    expect(await audit.verify()).toEqual({ intact: true, checked: 10, firstBroken: null });
  });

  test('of no entries is intact', async () => {
    meddle('DELETE FROM audit_log; DELETE FROM sqlite_sequence');
    expect(await audit.verify()).toEqual({ intact: true, checked: 0, firstBroken: null });
  });

  test.each(['at', 'actor', 'organization_id', 'organization_name', 'action', 'detail', 'hash'])(
    'shows where %s was changed',
    async (column) => {
      meddle(`UPDATE audit_log SET ${column} = 'other' WHERE sequence = 4`);
      expect(await audit.verify()).toEqual({ intact: false, checked: 3, firstBroken: 4 });
    },
  );

  test.each([
    ['outcome', "'failed'"],
    ['simulated', '1'],
  ])('shows where %s was changed', async (column, value) => {
    meddle(`UPDATE audit_log SET ${column} = ${value} WHERE sequence = 4`);
    expect(await audit.verify()).toEqual({ intact: false, checked: 3, firstBroken: 4 });
  });

  test.each([
    ['in the middle', 'DELETE FROM audit_log WHERE sequence = 6', 6],
    ['at the start', 'DELETE FROM audit_log WHERE sequence = 1', 1],
    ['at the end', 'DELETE FROM audit_log WHERE sequence = 10', 10],
    ['everywhere', 'DELETE FROM audit_log', 1],
  ])('shows that an entry was removed %s', async (_where, sql, firstBroken) => {
    meddle(sql);
    expect(await audit.verify()).toMatchObject({ intact: false, firstBroken });
  });
});

test('the database itself refuses to change, replace or remove an entry', () => {
  for (const sql of [
    "UPDATE audit_log SET detail = 'x'",
    'DELETE FROM audit_log',
    "INSERT OR REPLACE INTO audit_log VALUES (3, '', '', NULL, NULL, '', 'failed', '', 0, '')",
  ])
    expect(() => connection.database.exec(sql)).toThrow('audit-append-only');
});

describe('the list', () => {
  test('is newest first, page by page', async () => {
    const first = await audit.list({ ...all, limit: 4 });
    expect(first.entries.map(({ sequence }) => sequence)).toEqual([10, 9, 8, 7]);
    expect(first.more).toBe(true);
    const last = await audit.list({ ...all, limit: 4, before: 3 });
    expect(last).toMatchObject({
      entries: [{ sequence: 2 }, { sequence: 1, actor: 'tester', at: '2026-05-04T09:30:00.000Z' }],
      more: false,
    });
  });

  test('finds words in any order and case, and takes signs literally', async () => {
    await audit.append({ organizationId: null, ...note('credential.added', '100% of Müller_Clinic') });
    const found = async (search: string) => (await audit.list({ ...all, search })).entries.length;
    expect(await found('CHANGE organization 7')).toBe(1);
    expect(await found('100%')).toBe(1);
    expect(await found('r_c')).toBe(1);
    expect(await found('e_')).toBe(0);
    expect(await found("'; --")).toBe(0);
  });

  test('can be narrowed to what failed', async () => {
    await audit.append({ organizationId: null, ...note('organization.changed'), outcome: 'failed' });
    expect((await audit.list({ ...all, outcome: 'failed' })).entries.map(({ sequence }) => sequence)).toEqual([11]);
  });

  test('reads its pages by index', () => {
    const plan = (sql: string) => JSON.stringify(connection.database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all());
    for (const where of ["organization_id = 'a' AND sequence < 5", "outcome = 'failed'", 'sequence < 5'])
      expect(plan(`SELECT * FROM audit_log WHERE ${where} ORDER BY sequence DESC LIMIT 50`)).not.toMatch(
        /SCAN|TEMP B-TREE/,
      );
  });
});
