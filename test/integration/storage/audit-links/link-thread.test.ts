/**
 * A long trail is read in a thread, which looks whether each entry fits the one before it. It finds what is found
 * without it, and one that fails costs nothing but time.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { auditColumns, chainHash, chainStart } from '../../../../src-main/storage/audit-chain';
import type { AuditTable } from '../../../../src-main/storage/schema';
import { openVault } from '../../../../src-main/vault/open-vault';
import { FakeKeyStore } from '../../../fakes/fake-key-store';
import { newProfileDir, platformOf, storageOf, testKdf } from '../../../unit/main/vault/profile';
import { storageWorker } from '../storage-worker';

const programs = mkdtempSync(join(tmpdir(), 'voxanne-links-'));
afterAll(() => rmSync(programs, { recursive: true, force: true }));

const long = 21_000;
/** Of the profile that all tests begin with: the key and the anchor. */
const keys = new Map<string, string>();
let template: Buffer;

const open = (dir: string, program = storageWorker, entries = new Map(keys)) =>
  openVault({
    platform: { ...platformOf(dir), storageWorker: program, now: () => new Date('2026-05-04T09:30:00Z') },
    keyStore: new FakeKeyStore(entries),
    kdf: testKdf,
  });

/** Past the triggers that guard the trail, as a person with access to the file can. */
function unguarded(database: Database.Database, work: () => void): void {
  const guards = database
    .prepare<[], { name: string; sql: string }>(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'audit_log%'",
    )
    .all();
  for (const { name } of guards) database.exec(`DROP TRIGGER ${name}`);
  work();
  for (const { sql } of guards) database.exec(sql);
}

function meddle(dir: string, sql: string): void {
  const database = new Database(join(dir, 'console.db'));
  unguarded(database, () => database.exec(sql));
  database.close();
}

/** A long trail whose entries fit, written without the key and taken under it. */
beforeAll(async () => {
  const dir = newProfileDir();
  await (await open(dir, storageWorker, keys)).close();
  const database = new Database(join(dir, 'console.db'));
  const last = database.prepare<[], AuditTable>('SELECT * FROM audit_log ORDER BY sequence DESC LIMIT 1').get();
  database.function('current_organization', () => null);
  const add = database.prepare(
    `INSERT INTO audit_log (${auditColumns.join(', ')}) VALUES (${auditColumns.map((name) => `@${name}`).join(', ')})`,
  );
  const fill = database.transaction(() => {
    let previous = last?.hash ?? chainStart;
    for (let sequence = (last?.sequence ?? 0) + 1; sequence <= long; sequence += 1) {
      const row = {
        sequence,
        at: '2026-05-04T09:30:00.000Z',
        actor: 'maría “the first”',
        organization_id: null,
        organization_name: sequence % 3 === 0 ? 'Sunrise\nDental' : null,
        action: 'credential.checked',
        outcome: 'succeeded',
        detail: `all is proven: ${sequence}`,
        simulated: 0,
        subject: sequence % 100 === 0 ? `clinic-${sequence}/twilio` : null,
        subject_state: sequence % 100 === 0 ? 'ended 1' : null,
      } as const;
      previous = chainHash(previous, row);
      add.run({ ...row, hash: previous, mac: null });
    }
  });
  unguarded(database, () => fill());
  database.close();
  const vault = await open(dir, storageWorker, keys);
  await vault.compared();
  await vault.close();
  template = readFileSync(join(dir, 'console.db'));
}, 60_000);

function profile(): string {
  const dir = newProfileDir();
  writeFileSync(join(dir, 'console.db'), template);
  return dir;
}

/** A thread that is this program for links, and does nothing else that the storage worker does. */
function thread(source: string): string {
  const file = join(mkdtempSync(join(programs, 'thread-')), 'thread.cjs');
  const start = `const { parentPort, workerData } = require('node:worker_threads');
    if (workerData.task !== 'links') process.exit(1);`;
  writeFileSync(file, `${start}\n${source}`);
  return file;
}

/** Answers with all entries at once; `fits` is the word of the test. */
const answering = (fits: string, then: string) => `
  const Database = require(${JSON.stringify(createRequire(import.meta.url).resolve('better-sqlite3'))});
  parentPort.on('message', () => {
    const database = new Database(workerData.live, { readonly: true });
    const rows = database.prepare('SELECT * FROM audit_log ORDER BY sequence').all();
    database.close();
    const links = { fits: rows.map(${fits}) };
    for (const name of ['sequence', 'at', 'hash', 'mac', 'subject', 'subject_state'])
      links[name] = rows.map((row) => row[name]);
    ${then}
  });`;

async function verified(dir: string, program = storageWorker) {
  const vault = await open(dir, program);
  try {
    return await storageOf(vault).audit.verify();
  } finally {
    await vault.close();
  }
}

describe('a long trail', () => {
  test.each<[string, string, object]>([
    ['as it was written', '', { intact: true, problem: null }],
    [
      'with an entry that was edited',
      "UPDATE audit_log SET detail = 'other' WHERE sequence = 4",
      { intact: false, checked: 3, firstBroken: 4, problem: { kind: 'edited', at: null } },
    ],
    [
      'without one of its entries',
      'DELETE FROM audit_log WHERE sequence = 15000',
      { intact: false, checked: 14_999, firstBroken: 15_000, problem: { kind: 'missing', at: null } },
    ],
    [
      'with another code',
      "UPDATE audit_log SET mac = 'adopted 00' WHERE sequence = 20500",
      { intact: false, checked: 20_499, firstBroken: 20_500, problem: { kind: 'rewritten', at: null } },
    ],
    [
      'without its end',
      'DELETE FROM audit_log WHERE sequence > 20800',
      { intact: false, firstBroken: 20_802, problem: { kind: 'cut', at: '2026-05-04T09:30:00.000Z' } },
    ],
  ])('%s is found to be so', async (_what, sql, found) => {
    const dir = profile();
    if (sql !== '') meddle(dir, sql);
    expect(await verified(dir)).toMatchObject(found);
  });

  test('is found to be the same without the thread', async () => {
    const [dir, without] = [profile(), profile()];
    for (const one of [dir, without]) meddle(one, "UPDATE audit_log SET actor = 'other' WHERE sequence = 20999");
    expect(await verified(without, thread('process.exit(1)'))).toEqual(await verified(dir));
  });

  test('is looked at by the thread alone as far as it comes; the codes are not in its hands', async () => {
    const last = 'parentPort.postMessage({ links, isEnd: true })';
    // Of an entry that fits, the thread says that it does not.
    expect(await verified(profile(), thread(answering('({ sequence }) => sequence !== 700', last)))).toMatchObject({
      intact: false,
      checked: 699,
      firstBroken: 700,
      problem: { kind: 'edited', at: null },
    });
    const dir = profile();
    meddle(dir, "UPDATE audit_log SET mac = 'adopted 00' WHERE sequence = 800");
    // Of all, that they do.
    expect(await verified(dir, thread(answering('() => true', last)))).toMatchObject({
      firstBroken: 800,
      problem: { kind: 'rewritten', at: null },
    });
  });

  test('is gone on with from where a thread broke off', async () => {
    const dir = profile();
    meddle(dir, "UPDATE audit_log SET detail = 'other' WHERE sequence = 12000");
    const some = `for (const name in links) links[name].length = 5000;
      parentPort.postMessage({ links, isEnd: false });
      parentPort.close();`;
    const told = await verified(dir, thread(answering('() => true', some)));
    expect(told).toMatchObject({ checked: 11_999, firstBroken: 12_000, problem: { kind: 'edited', at: null } });
  });

  test('closes while a thread reads that does not answer', async () => {
    const started = join(programs, 'started');
    const silent = thread(`require('node:fs').writeFileSync(${JSON.stringify(started)}, '');
      parentPort.on('message', () => undefined);`);
    const vault = await open(profile(), silent);
    const compared = vault.compared();
    await vi.waitFor(() => expect(existsSync(started)).toBe(true), { timeout: 30_000 });
    await vault.close();
    await compared;
  });
});
