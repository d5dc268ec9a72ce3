/** Whole databases are read in a thread. One that fails costs nothing but time: then the window looks by itself. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { checkFile } from '../../../src-main/storage/check-file';
import { openDatabase } from '../../../src-main/storage/open-database';
import { openVault } from '../../../src-main/vault/open-vault';
import { FakeKeyStore } from '../../fakes/fake-key-store';
import {
  clinicWithCredential,
  newProfileDir,
  note,
  platformOf,
  storageOf,
  testKdf,
  vaultIn,
} from '../../unit/main/vault/profile';

const programs = mkdtempSync(join(tmpdir(), 'voxanne-check-threads-'));
afterAll(() => rmSync(programs, { recursive: true, force: true }));
afterEach(() => void vi.useRealTimers());

/** A thread that says this in the place of the real one. */
function saying(report: object | null): string {
  const file = join(mkdtempSync(join(programs, 'thread-')), 'thread.cjs');
  const say = report === null ? 'process.exit(1)' : `parentPort.postMessage(${JSON.stringify(report)})`;
  writeFileSync(file, `const { parentPort } = require('node:worker_threads');\n${say};`);
  return file;
}

/** A closed profile, too large to be checked in passing. */
async function largeProfile() {
  const dir = newProfileDir();
  const vault = await vaultIn(dir, new FakeKeyStore());
  const scope = await clinicWithCredential(storageOf(vault));
  for (let entry = 0; entry < 40; entry += 1) await scope.audit(note('credential.checked', 'x'.repeat(60_000)));
  await vault.close();
  const file = join(dir, 'console.db');
  expect(statSync(file).size).toBeGreaterThan(2_000_000);
  return { dir, file };
}

function damage(file: string): void {
  const bytes = readFileSync(file);
  bytes.fill(0xff, 4096 * 60, 4096 * 62);
  writeFileSync(file, bytes);
}

async function opens(dir: string, storageWorker: string): Promise<string> {
  const opened = await openDatabase({ ...platformOf(dir), storageWorker });
  if (opened.state === 'open') opened.connection.database.close();
  return opened.state;
}

test('before it is opened, a large database is looked at in the thread alone', async () => {
  const { dir, file } = await largeProfile();
  expect(await opens(dir, saying({ state: 'checked', problems: ['a page is torn'] }))).toBe('database-damaged');
  expect(await opens(dir, platformOf(dir).storageWorker)).toBe('open');
  damage(file);
  expect(await opens(dir, platformOf(dir).storageWorker)).toBe('database-damaged');
});

test.each([
  ['ends before it answers', null],
  ['answers something else', { state: 'sound' }],
])('damage is found all the same where the thread %s', async (_what, report) => {
  const { dir, file } = await largeProfile();
  const program = saying(report);
  expect(await opens(dir, program)).toBe('open');
  damage(file);
  expect(await opens(dir, program)).toBe('database-damaged');
});

test('a thread that hangs, as on a dead disk, ends the opening with its cause; the next try may work', async () => {
  const { dir, file } = await largeProfile();
  const before = readFileSync(file);
  const hanging = join(mkdtempSync(join(programs, 'thread-')), 'thread.cjs');
  writeFileSync(hanging, 'for (;;);');
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const opening = openDatabase({ ...platformOf(dir), storageWorker: hanging });
  await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1), { interval: 1 });
  await vi.advanceTimersByTimeAsync(4 * 60_000);
  expect(vi.getTimerCount()).toBe(1);
  await vi.advanceTimersByTimeAsync(2 * 60_000);
  expect(await opening).toEqual({
    state: 'database-unavailable',
    reason: expect.stringMatching(/gave no answer for 5 min \d+ s\. The disk may have stopped answering\. No clinic/),
  });
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
  expect(readFileSync(file).equals(before)).toBe(true);
  expect(await opens(dir, platformOf(dir).storageWorker)).toBe('open');
});

test('a computer that sleeps meanwhile does not end it: the time of the sleep is one look at the clock', async () => {
  const { file } = await largeProfile();
  const gate = join(programs, 'awake');
  const late = join(mkdtempSync(join(programs, 'thread-')), 'thread.cjs');
  writeFileSync(
    late,
    `const { parentPort } = require('node:worker_threads');
     const look = setInterval(() => {
       if (!require('node:fs').existsSync(${JSON.stringify(gate)})) return;
       clearInterval(look);
       parentPort.postMessage({ state: 'checked', problems: [] });
     }, 5);`,
  );
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const checking = checkFile(file, { ...platformOf(programs), storageWorker: late });
  // As a timer comes that was due hours ago.
  vi.advanceTimersToNextTimer();
  writeFileSync(gate, '');
  vi.useRealTimers();
  expect(await checking).toEqual([]);
});

test('what does not read as a database is said as SQLite says it', async () => {
  const { dir, file } = await largeProfile();
  writeFileSync(file, 'not a database '.repeat(200_000));
  await expect(checkFile(file, platformOf(dir))).rejects.toMatchObject({ name: 'SqliteError', code: 'SQLITE_NOTADB' });
});

test('rows that point to nothing are found by the deep check', async () => {
  const { dir } = await largeProfile();
  const opened = await openDatabase(platformOf(dir));
  if (opened.state !== 'open') throw new Error(opened.state);
  const { database } = opened.connection;
  const file = database.name;
  database.pragma('foreign_keys = OFF');
  for (const name of database.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").pluck().all())
    database.exec(`DROP TRIGGER ${name}`);
  database.prepare('DELETE FROM organizations').run();
  database.close();
  expect(await checkFile(file, platformOf(dir))).toEqual([]);
  expect(await checkFile(file, platformOf(dir), { deep: true })).not.toEqual([]);
});

test('what support may know of a database is read in the thread', async () => {
  const dir = newProfileDir();
  const facts = { schemaVersion: 7, sqliteVersion: 'told', problems: [], counts: [], errors: [] };
  const platform = { ...platformOf(dir), storageWorker: saying({ state: 'read', facts }) };
  const vault = await openVault({ platform, keyStore: new FakeKeyStore(), kdf: testKdf });
  expect(await storageOf(vault).facts()).toEqual(facts);
  await vault.close();
  const real = await vaultIn(dir, new FakeKeyStore());
  expect((await storageOf(real).facts()).problems).toEqual([]);
});
