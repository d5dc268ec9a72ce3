/** A rescue of a hundred thousand clinics: each row is looked at once, and everything else has its turn meanwhile. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import { type ReadRow, readTable } from '../../../../../src-main/vault/rescue/read-table';
import { writeReports } from '../../../../../src-main/vault/rescue/readable-report';
import { newProfileDir } from '../profile';

const head = { madeAt: '2026-05-04T09:30:00.000Z', by: 'rosa', consoleVersion: '1.0.0', damagedFile: '/p/console.db' };

test('the report of many clinics asks each row once for its clinic', async () => {
  const count = 2_000;
  let asked = 0;
  const id = (index: number) => `clinic-${index}`;
  const connection = (index: number): ReadRow =>
    Object.defineProperty({ row: index, provider: 'twilio', account_key: `AC${index}` } as ReadRow, 'organization_id', {
      enumerable: true,
      get: () => {
        asked += 1;
        return id(index);
      },
    });
  const file = join(newProfileDir(), 'report.txt');
  const saved = await writeReports(file, head, {
    rows: {
      clinics: Array.from({ length: count }, (_, index) => ({ row: index, id: id(index), name: `Clinic ${index}` })),
      // One of them belongs to a clinic that does not read.
      connections: Array.from({ length: count + 1 }, (_, index) => connection(index)),
      tests: [],
      messages: [],
    },
    entries: { count: 2, after: 0 },
    unreadable: [],
    eachEntry: async (take) => {
      take({ row: 1, sequence: 1, action: 'organization.added' });
      take({ row: 2, sequence: 2, action: 'credential.added' });
    },
  });
  // Once for the text, and once as it is written as JSON.
  expect(asked).toBeLessThanOrEqual(2 * (count + 1));
  const text = readFileSync(saved.text, 'utf8');
  expect(text).toMatch(/ {2}Clinic 7\n.*\n {4}twilio: account AC7,/);
  expect(text).toMatch(/Of clinics whose own row cannot be read\n {4}twilio: account AC2000,/);
  expect(text).toMatch(/Activity \(2\)\n {2}1 .*organization\.added.*\n {2}2 /);
  const json = JSON.parse(readFileSync(saved.json, 'utf8')) as Record<string, unknown[]>;
  expect(json.version).toBe(2);
  expect([json.clinics?.length, json.connections?.length, json.audit?.length]).toEqual([count, count + 1, 2]);
});

test('an empty report is JSON as well', async () => {
  const saved = await writeReports(join(newProfileDir(), 'report.json'), head, {
    rows: { clinics: [], connections: [], tests: [], messages: [] },
    entries: { count: 0, after: 0 },
    unreadable: ['Everything.'],
    eachEntry: async () => undefined,
  });
  expect(JSON.parse(readFileSync(saved.json, 'utf8'))).toMatchObject({ unreadable: ['Everything.'], audit: [] });
});

test('of a sound table rows are handed out one by one, and other work has its turn between them', async () => {
  const database = new Database(':memory:');
  database.exec('CREATE TABLE many (name TEXT); BEGIN');
  const insert = database.prepare('INSERT INTO many VALUES (?)');
  for (let row = 0; row < 10_000; row += 1) insert.run(`clinic ${row}`);
  database.exec('COMMIT');
  // Each look at the clock finds that a turn is over.
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 100));
  let turns = 0;
  let isOver = false;
  const others = () => {
    turns += 1;
    if (!isOver) setImmediate(others);
  };
  setImmediate(others);
  const rows: number[] = [];
  expect(await readTable(database, 'many', ['name'], ({ row }) => rows.push(row))).toEqual([]);
  isOver = true;
  vi.restoreAllMocks();
  expect(rows).toEqual(Array.from({ length: 10_000 }, (_, index) => index + 1));
  expect(turns).toBeGreaterThan(100);
  database.close();
});

test('what the taker throws is not taken for damage', async () => {
  const database = new Database(':memory:');
  database.exec("CREATE TABLE many (name TEXT); INSERT INTO many VALUES ('a')");
  const full = readTable(database, 'many', ['name'], () => {
    throw new Error('disk full');
  });
  await expect(full).rejects.toThrow('disk full');
  database.close();
});
