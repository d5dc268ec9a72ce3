/** The audit trail cannot be changed unnoticed. */
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, test } from 'vitest';
import { createKeyring, type Keyring } from '../../../../src-main/crypto/keyring';
import { type AnchorStore, createMemoryAnchor } from '../../../../src-main/storage/audit-anchor';
import { chainHash, chainStart } from '../../../../src-main/storage/audit-chain';
import { createAuditRepository } from '../../../../src-main/storage/audit-repository';
import { type AuditTrail, createAuditTrail } from '../../../../src-main/storage/audit-trail';
import { createAuditWriter } from '../../../../src-main/storage/audit-writer';
import { type Connection, createConnection } from '../../../../src-main/storage/connection';
import { migrate } from '../../../../src-main/storage/migrate';
import { migrations } from '../../../../src-main/storage/migrations';
import type { AuditRepository } from '../../../../src-main/storage/repositories';
import type { AuditTable } from '../../../../src-main/storage/schema';
import { note } from '../vault/profile';

let connection: Connection;
let trail: AuditTrail;
let audit: AuditRepository;
let keyring: Keyring;
let anchors: AnchorStore;
const all = { organizationId: null, before: null, limit: 50, search: '', outcome: null } as const;
const key = () => ({ id: 'key', bytes: Buffer.alloc(32, 7) });
const intact = { intact: true, firstBroken: null, problem: null, restored: [] };

/** A console that opens the database, with the key at once. */
function open(): void {
  keyring = createKeyring(() => ({ code: 'vault.locked', message: '', cause: '', fix: '', retryable: false }));
  trail = createAuditTrail(connection, keyring, { actor: 'tester', now: () => new Date('2026-05-04T09:30:00Z') });
  audit = createAuditRepository(connection, trail);
  keyring.hold(key());
  trail.unlocked(anchors, null);
}

async function close(): Promise<void> {
  await trail.settling();
  await trail.release();
}

/** It closes, and opens again. */
async function reopen(): Promise<void> {
  await close();
  open();
  await trail.ready();
}

async function write(from: number, to: number): Promise<void> {
  for (let i = from; i <= to; i += 1)
    await audit.append({ organizationId: null, ...note('organization.changed', `change ${i}`) });
}

beforeEach(async () => {
  const database = new Database(':memory:');
  connection = createConnection(database);
  await migrate(database, migrations, async () => undefined);
  anchors = createMemoryAnchor();
  open();
  await trail.ready();
  await write(1, 10);
});

/** Lets a test change what the triggers protect, as a person with access to the file can. */
function meddle(sql: string): void {
  connection.database.exec('DROP TRIGGER IF EXISTS audit_log_no_update; DROP TRIGGER IF EXISTS audit_log_no_delete');
  connection.database.exec(sql);
}

/** Recomputes the chain from an entry on, as an attacker can who knows its form and not the key. */
function chainAnew(from: number, code: 'kept' | 'none'): void {
  const rows = connection.database.prepare<[], AuditTable>('SELECT * FROM audit_log ORDER BY sequence').all();
  let previous = rows[from - 2]?.hash ?? chainStart;
  for (const row of rows.slice(from - 1)) {
    previous = chainHash(previous, row);
    connection.database
      .prepare('UPDATE audit_log SET hash = ?, mac = ? WHERE sequence = ?')
      .run(previous, code === 'kept' ? row.mac : null, row.sequence);
  }
}

describe('the chain', () => {
  test('is intact as it was written', async () => {
    expect(await audit.verify()).toEqual({ ...intact, checked: 10, adopted: 0 });
    await reopen();
    expect(await audit.verify()).toEqual({ ...intact, checked: 10, adopted: 0 });
  });

  test('of no entries is intact', async () => {
    meddle('DELETE FROM audit_log; DELETE FROM sqlite_sequence');
    await close();
    anchors = createMemoryAnchor();
    open();
    expect(await audit.verify()).toEqual({ ...intact, checked: 0, adopted: 0 });
  });

  test.each(['at', 'actor', 'organization_id', 'organization_name', 'action', 'detail', 'hash'])(
    'shows where %s was changed',
    async (column) => {
      meddle(`UPDATE audit_log SET ${column} = 'other' WHERE sequence = 4`);
      const found = { intact: false, checked: 3, firstBroken: 4, problem: { kind: 'edited', at: null } };
      expect(await audit.verify()).toMatchObject(found);
      await reopen();
      expect(await audit.verify()).toMatchObject(found);
    },
  );

  test.each([
    ['outcome', "'failed'"],
    ['simulated', '1'],
  ])('shows where %s was changed', async (column, value) => {
    meddle(`UPDATE audit_log SET ${column} = ${value} WHERE sequence = 4`);
    expect(await audit.verify()).toMatchObject({ intact: false, checked: 3, firstBroken: 4 });
  });

  test.each([
    ['in the middle', 'DELETE FROM audit_log WHERE sequence = 6', 6, 'missing'],
    ['at the start', 'DELETE FROM audit_log WHERE sequence = 1', 1, 'missing'],
    ['at the end', 'DELETE FROM audit_log WHERE sequence = 10', 10, 'cut'],
    ['everywhere', 'DELETE FROM audit_log', 1, 'cut'],
  ])('shows that an entry was removed %s', async (_where, sql, firstBroken, kind) => {
    meddle(sql);
    expect(await audit.verify()).toMatchObject({ intact: false, firstBroken, problem: { kind } });
  });

  test('shows that two entries changed places', async () => {
    meddle(`UPDATE audit_log SET sequence = -1 WHERE sequence = 5; UPDATE audit_log SET sequence = 5 WHERE sequence = 6;
            UPDATE audit_log SET sequence = 6 WHERE sequence = -1`);
    expect(await audit.verify()).toMatchObject({ intact: false, firstBroken: 5, problem: { kind: 'moved' } });
  });
});

describe('somebody who knows the form of the chain, and not the key', () => {
  const found = (kind: string, firstBroken: number) => ({ intact: false, firstBroken, problem: { kind } });
  const cases = [
    ['edits an entry and chains the rest anew', "UPDATE audit_log SET detail = 'x' WHERE sequence = 4", 4, 'rewritten'],
    ['puts one in between', "UPDATE audit_log SET action = 'credential.added' WHERE sequence = 7", 7, 'rewritten'],
  ] as const;
  test.each(cases)(
    '%s: the first wrong entry is named, then and at every later start',
    async (_how, sql, entry, kind) => {
      await audit.verify();
      meddle(sql);
      chainAnew(entry, 'kept');
      expect(await audit.verify()).toMatchObject(found(kind, entry));
      await reopen();
      await write(11, 12);
      await reopen();
      expect(await audit.verify()).toMatchObject(found(kind, entry));
    },
  );

  test('takes the codes off as well: they are not given anew', async () => {
    await close();
    meddle("UPDATE audit_log SET detail = 'x' WHERE sequence = 4");
    chainAnew(4, 'none');
    open();
    expect(await audit.verify()).toMatchObject(found('unprotected', 4));
    await write(11, 12);
    await reopen();
    expect(await audit.verify()).toMatchObject(found('unprotected', 4));
  });

  test('cuts entries off and sets the counter: said with the last that is left, for good', async () => {
    await close();
    meddle('DELETE FROM audit_log WHERE sequence > 8; UPDATE sqlite_sequence SET seq = 8');
    open();
    expect(await audit.verify()).toMatchObject({
      ...found('rolled-back', 9),
      problem: { at: '2026-05-04T09:30:00.000Z' },
    });
    await write(11, 20);
    await reopen();
    expect(await audit.verify()).toMatchObject(found('rolled-back', 9));
  });

  test('cuts while the console is open: said at once, and kept', async () => {
    await audit.verify();
    meddle('DELETE FROM audit_log WHERE sequence > 8; UPDATE sqlite_sequence SET seq = 8');
    expect(await audit.verify()).toMatchObject({ intact: false, firstBroken: 9 });
    await write(9, 14);
    await reopen();
    expect(await audit.verify()).toMatchObject({ intact: false, firstBroken: 9 });
  });

  test('writes other entries in the place of those cut off', async () => {
    await audit.verify();
    await close();
    meddle('DELETE FROM audit_log WHERE sequence > 8; UPDATE sqlite_sequence SET seq = 8');
    const stranger = createAuditWriter(connection, { actor: 'rosa', now: () => new Date() });
    for (let i = 0; i < 5; i += 1) connection.write(null, () => stranger(null, note('organization.changed', 'forged')));
    open();
    expect(await audit.verify()).toMatchObject(found('unprotected', 9));
  });
});

describe('the anchor', () => {
  test('may lag behind by entries that continue from it: a crash before it was written is no tampering', async () => {
    await audit.verify();
    await write(11, 15);
    // No release: the process is gone, and its anchor says 10.
    open();
    expect(await audit.verify()).toEqual({ ...intact, checked: 15, adopted: 0 });
  });

  test('that lags behind does not excuse entries that were written without the key', async () => {
    await audit.verify();
    await write(11, 15);
    meddle("UPDATE audit_log SET detail = 'x' WHERE sequence = 13");
    chainAnew(13, 'kept');
    open();
    expect(await audit.verify()).toMatchObject({ intact: false, firstBroken: 13, problem: { kind: 'rewritten' } });
  });

  test('that is gone is said, for good', async () => {
    await close();
    anchors = createMemoryAnchor();
    open();
    expect(await audit.verify()).toMatchObject({ intact: false, problem: { kind: 'anchor-missing' } });
    await reopen();
    expect(await audit.verify()).toMatchObject({ intact: false, problem: { kind: 'anchor-missing' } });
  });

  test('of another vault counts as gone', async () => {
    await close();
    anchors = createMemoryAnchor();
    await anchors.write(Buffer.alloc(200, 1).toString('base64'));
    open();
    expect(await audit.verify()).toMatchObject({ intact: false, problem: { kind: 'anchor-missing' } });
  });

  test('that cannot be read makes the trail not verifiable, and is not written over', async () => {
    await close();
    const kept = await anchors.read();
    let isReachable = false;
    const inner = anchors;
    anchors = {
      read: async () => (isReachable ? inner.read() : { state: 'unreachable' }),
      write: async (text) => isReachable && inner.write(text),
    };
    open();
    await write(11, 12);
    expect(await audit.verify()).toMatchObject({ intact: false, problem: { kind: 'anchor-unreachable' } });
    expect(await inner.read()).toEqual(kept);
    isReachable = true;
    expect(await audit.verify()).toEqual({ ...intact, checked: 12, adopted: 0 });
  });

  test('is written once for many entries', async () => {
    await audit.verify();
    let written = 0;
    const inner = anchors;
    await close();
    anchors = {
      read: inner.read,
      async write(text) {
        written += 1;
        return inner.write(text);
      },
    };
    open();
    await trail.ready();
    await write(11, 2_000);
    await close();
    expect(written).toBe(1);
  });
});

describe('without the key', () => {
  test('nothing is called intact, and what does not fit is still named', async () => {
    await close();
    keyring.drop();
    expect(await audit.verify()).toMatchObject({ intact: false, checked: 10, problem: { kind: 'locked' } });
    meddle("UPDATE audit_log SET detail = 'x' WHERE sequence = 4");
    expect(await audit.verify()).toMatchObject({ firstBroken: 4, problem: { kind: 'edited' } });
  });

  test('entries can be written; they come under the key at the next opening, and are told apart', async () => {
    await close();
    keyring.drop();
    await write(11, 13);
    open();
    expect(await audit.verify()).toEqual({ ...intact, checked: 13, adopted: 3 });
    meddle("UPDATE audit_log SET detail = 'x' WHERE sequence = 12");
    chainAnew(12, 'kept');
    expect(await audit.verify()).toMatchObject({ firstBroken: 12, problem: { kind: 'rewritten' } });
  });

  test('a trail from before there was a key comes under it whole, without a gap', async () => {
    await close();
    meddle('UPDATE audit_log SET mac = NULL');
    anchors = createMemoryAnchor();
    open();
    expect(await audit.verify()).toEqual({ ...intact, checked: 10, adopted: 10 });
  });
});

test('a database that the console put back is told apart from one that somebody put there', async () => {
  await close();
  meddle('DELETE FROM audit_log WHERE sequence > 6; UPDATE sqlite_sequence SET seq = 6');
  keyring.hold(key());
  trail.unlocked(anchors, { what: 'the backup of yesterday', part: 'database' });
  expect(await audit.verify()).toMatchObject({ intact: true, checked: 7, restored: [{ entry: 7 }] });
  expect((await audit.list(all)).entries[0]?.detail).toContain('the backup of yesterday');
});

test('a key that was put back explains a missing anchor, and no other database', async () => {
  await close();
  const key1 = { what: 'the key', part: 'key' } as const;
  const kept = anchors;
  anchors = createMemoryAnchor();
  keyring.hold(key());
  trail.unlocked(anchors, key1);
  expect(await audit.verify()).toMatchObject({ intact: true, restored: [{ entry: 11 }] });
  await close();
  meddle('DELETE FROM audit_log WHERE sequence > 6; UPDATE sqlite_sequence SET seq = 6');
  keyring.hold(key());
  trail.unlocked(kept, key1);
  expect(await audit.verify()).toMatchObject({ intact: false, problem: { kind: 'rolled-back' } });
});

test('the database itself refuses to change, replace or remove an entry', () => {
  for (const sql of [
    "UPDATE audit_log SET detail = 'x'",
    'DELETE FROM audit_log',
    "INSERT OR REPLACE INTO audit_log VALUES (3, '', '', NULL, NULL, '', 'failed', '', 0, '', NULL, NULL, NULL)",
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
