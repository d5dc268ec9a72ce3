/** Results that come at about the same time are committed together; each is on disk before it is told, or gone. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { createKeyring } from '../../../../src-main/crypto/keyring';
import { newKeyBytes } from '../../../../src-main/crypto/master-key';
import { type Connection, createConnection } from '../../../../src-main/storage/connection';
import { createStorage } from '../../../../src-main/storage/create-storage';
import { createGroupCommit } from '../../../../src-main/storage/group-commit';
import { openMemoryDatabase } from '../../../../src-main/storage/open-database';
import { AppError } from '../../../../src-shared/errors';
import { clinicWithCredential, newProfileDir, note } from '../vault/profile';

/** A table of one's own in a file, and the transactions that were committed. */
function openTable() {
  const said: string[] = [];
  const file = join(newProfileDir(), 'group.db');
  const database = new Database(file, { verbose: (sql) => said.push(String(sql)) });
  database.pragma('journal_mode = WAL');
  database.exec('CREATE TABLE results (name TEXT PRIMARY KEY)');
  said.length = 0;
  const connection = createConnection(database);
  const put = (name: string) => void database.prepare('INSERT INTO results VALUES (?)').run(name);
  const onDisk = () => {
    const other = new Database(file, { readonly: true });
    const names = other.prepare('SELECT name FROM results ORDER BY name').pluck().all();
    other.close();
    return names;
  };
  return { connection, put, onDisk, commits: () => said.filter((sql) => sql === 'COMMIT').length };
}

/** Every turn is long enough for so many pieces. */
const clockOf = (piecesATurn: number) => {
  let now = 0;
  return () => {
    now += 8 / piecesATurn;
    return now;
  };
};

const grouped = ({ connection }: { connection: Connection }, piecesATurn: number) =>
  createGroupCommit(
    (work) => connection.write(null, work),
    () => connection.database.inTransaction,
    clockOf(piecesATurn),
  );

test('a hundred results are few transactions, and each is on disk before it is told', async () => {
  const table = openTable();
  const group = grouped(table, 25);
  const names = Array.from({ length: 100 }, (_, index) => `clinic ${String(index).padStart(3, '0')}`);
  await Promise.all(
    names.map(async (name) => {
      await group.add(() => table.put(name));
      expect(table.onDisk()).toContain(name);
    }),
  );
  expect(table.onDisk()).toEqual(names);
  expect(table.commits()).toBeLessThanOrEqual(5);
});

test('a turn is given up for everything else that waits, however much there is to record', async () => {
  const table = openTable();
  const group = grouped(table, 10);
  let turns = 0;
  let isOver = false;
  const others = () => {
    turns += 1;
    if (!isOver) setImmediate(others);
  };
  setImmediate(others);
  await Promise.all(Array.from({ length: 100 }, (_, index) => group.add(() => table.put(`${index}`))));
  isOver = true;
  expect(turns).toBeGreaterThanOrEqual(9);
});

test('a result that can not be recorded leaves nothing, and takes no other with it', async () => {
  const table = openTable();
  const group = grouped(table, 100);
  const [before, broken, after] = await Promise.allSettled([
    group.add(() => table.put('before')),
    group.add(() =>
      table.connection.write(null, () => {
        table.put('half of it');
        throw new Error('changed meanwhile');
      }),
    ),
    group.add(() => table.put('after')),
  ]);
  expect([before.status, broken.status, after.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(table.onDisk()).toEqual(['after', 'before']);
});

test('where the commit fails, nobody is told that a result was recorded, and none is', async () => {
  const { connection, put, onDisk } = openTable();
  let isFull = true;
  const group = createGroupCommit(
    (work) =>
      connection.write(null, () => {
        work();
        if (isFull) throw new Error('disk full');
      }),
    () => connection.database.inTransaction,
    clockOf(100),
  );
  const results = await Promise.allSettled(['a', 'b', 'c'].map((name) => group.add(() => put(name))));
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(onDisk()).toEqual([]);
  isFull = false;
  await group.add(() => put('later'));
  expect(onDisk()).toEqual(['later']);
});

test('where SQLite gives the transaction up by itself, no result of it is recorded alone', async () => {
  const table = openTable();
  const group = grouped(table, 100);
  const results = await Promise.allSettled([
    group.add(() => table.put('before')),
    group.add(() => {
      // As a full disk does it.
      table.connection.database.exec('ROLLBACK');
      throw new Error('disk full');
    }),
    group.add(() => table.put('after')),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  expect(table.onDisk()).toEqual(['after']);
});

test('a database that has closed refuses what still waits', async () => {
  const table = openTable();
  const waiting = table.connection.writeSoon(null, () => table.put('late'));
  table.connection.database.close();
  await expect(waiting).rejects.toBeInstanceOf(AppError);
});

test('what a check found is recorded together with others, and never in a transaction of its own', async () => {
  const connection = await openMemoryDatabase(undefined);
  const keyring = createKeyring(() => ({ code: 'vault.locked', message: '', cause: '', fix: '', retryable: false }));
  keyring.hold({ id: 'key', bytes: newKeyBytes() });
  const written: string[] = [];
  const storage = createStorage(
    {
      ...connection,
      write: (organizationId, work) => {
        written.push('alone');
        return connection.write(organizationId, work);
      },
      writeSoon: (organizationId, work) => {
        written.push('together');
        return connection.writeSoon(organizationId, work);
      },
    },
    keyring,
    { actor: 'tester', now: () => new Date() },
  );
  const scopes = [await clinicWithCredential(storage, 'A'), await clinicWithCredential(storage, 'B')];
  written.length = 0;
  const found = await Promise.allSettled([
    ...scopes.map(({ credentials }) =>
      credentials.recordCheck('twilio', { revision: 1, status: 'needs-attention' }, [], note('credential.checked')),
    ),
    scopes[0]?.credentials.recordCheck('twilio', { revision: 7 }, [], note('credential.checked')),
  ]);
  expect(found.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  expect(written).toEqual(['together', 'together', 'together']);
  const { entries } = await storage.audit.list({
    organizationId: null,
    before: null,
    limit: 50,
    search: '',
    outcome: null,
  });
  expect(entries.filter(({ action }) => action === 'credential.checked')).toHaveLength(2);
  expect((await storage.audit.verify()).firstBroken).toBeNull();
});
