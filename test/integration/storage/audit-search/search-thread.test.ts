/** A long trail is searched in a thread: the newest question counts, and a thread that fails costs nothing but time. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditRepository } from '../../../../src-main/storage/repositories';
import { openVault } from '../../../../src-main/vault/open-vault';
import { AppError } from '../../../../src-shared/errors';
import { setLanguage } from '../../../../src-shared/texts/set-language';
import { FakeKeyStore } from '../../../fakes/fake-key-store';
import { codeOf, newProfileDir, platformOf, storageOf, testKdf } from '../../../unit/main/vault/profile';
import { storageWorker } from '../storage-worker';
import { append, entry } from './trail';

const programs = mkdtempSync(join(tmpdir(), 'voxanne-threads-'));
afterAll(() => rmSync(programs, { recursive: true, force: true }));

const long = 21_000;
const keyStore = new FakeKeyStore();
let template: Buffer;

/** A profile with a long trail, made once. */
beforeAll(async () => {
  const dir = mkdtempSync(join(programs, 'template-'));
  const vault = await openVault({ platform: platformOf(dir), keyStore, kdf: testKdf });
  await vault.close();
  const database = new Database(join(dir, 'console.db'));
  append(
    database,
    Array.from({ length: long }, (_, index) => entry({ detail: `${index % 7000 === 5 ? 'needle' : 'hay'} ${index}` })),
  );
  database.pragma('journal_mode = DELETE');
  database.close();
  template = readFileSync(join(dir, 'console.db'));
});

async function longTrail(program = storageWorker) {
  const dir = newProfileDir();
  writeFileSync(join(dir, 'console.db'), template);
  const vault = await openVault({ platform: { ...platformOf(dir), storageWorker: program }, keyStore, kdf: testKdf });
  const { audit } = storageOf(vault);
  return { dir, vault, audit, index: join(dir, 'activity-search.db') };
}

/** A thread that is this program for searches, and does nothing else that the storage worker does. */
function thread(source: string): string {
  const file = join(mkdtempSync(join(programs, 'thread-')), 'thread.cjs');
  const start = `const { parentPort, workerData } = require('node:worker_threads');
    if (workerData.task !== 'search') process.exit(1);`;
  writeFileSync(file, `${start}\n${source}`);
  return file;
}

const page = { organizationId: null, before: null, limit: 50, outcome: null };
const needles = async (audit: AuditRepository) => {
  const { entries, more } = await audit.list({ ...page, search: 'NEEDLE' });
  return [...entries.map(({ detail }) => detail), more];
};
const allNeedles = ['needle 14005', 'needle 7005', 'needle 5', false];

describe('a long trail', () => {
  test('is searched right while its index is made, which is said, and right afterwards', async () => {
    const { vault, audit, index } = await longTrail();
    const first = await audit.list({ ...page, search: 'needle' });
    expect(first.entries).toHaveLength(3);
    expect(first.indexed).toBeLessThan(1);
    await expect.poll(async () => (await audit.list({ ...page, search: 'needle' })).indexed).toBeUndefined();
    expect(await needles(audit)).toEqual(allNeedles);
    await vault.close();
    const made = new Database(index, { readonly: true });
    expect(made.prepare('SELECT up_to FROM progress').pluck().get()).toBeGreaterThanOrEqual(long);
    made.close();
  });

  test('has its index made in the background as soon as its activity is looked at', async () => {
    const { vault, audit, index } = await longTrail();
    expect(existsSync(index)).toBe(false);
    audit.prepareSearch();
    const upTo = () => {
      if (!existsSync(index)) return 0;
      const made = new Database(index, { readonly: true });
      try {
        return Number(made.prepare('SELECT up_to FROM progress').pluck().get());
      } catch {
        return 0;
      } finally {
        made.close();
      }
    };
    await expect.poll(upTo).toBeGreaterThanOrEqual(long);
    await vault.close();
  });

  test('finds what was recorded a moment ago', async () => {
    const { vault, audit } = await longTrail();
    await audit.append({
      organizationId: null,
      action: 'organization.changed',
      outcome: 'succeeded',
      detail: 'one more needle',
      simulated: false,
    });
    expect(await needles(audit)).toEqual(['one more needle', ...allNeedles]);
    await vault.close();
  });

  test('is searched by what the window shows, in its language and in English', async () => {
    const { vault, audit } = await longTrail();
    await audit.append({
      organizationId: null,
      action: 'credential.came-back',
      outcome: 'failed',
      detail: 'one',
      simulated: false,
    });
    const details = async (search: string) =>
      (await audit.list({ ...page, search })).entries.map(({ detail }) => detail);
    expect(await details('came back')).toEqual(['one']);
    expect(await details('reaparecidas')).toEqual([]);
    await setLanguage('es');
    try {
      expect(await details('reaparecidas')).toEqual(['one']);
      expect(await details('came back')).toEqual(['one']);
    } finally {
      await setLanguage('en');
      await vault.close();
    }
  });

  test('a short trail, and one in memory, need neither thread nor file', async () => {
    const dir = newProfileDir();
    const never = thread('throw new Error("not needed")');
    const vault = await openVault({ platform: { ...platformOf(dir), storageWorker: never }, keyStore, kdf: testKdf });
    const { audit } = storageOf(vault);
    audit.prepareSearch();
    expect((await audit.list({ ...page, search: 'needle' })).entries).toEqual([]);
    expect(existsSync(join(dir, 'activity-search.db'))).toBe(false);
    await vault.close();
  });
});

describe('a new question', () => {
  /** Answers nothing until it is asked for `go`, then everything. */
  const slow = () =>
    thread(`
      const asked = [];
      parentPort.on('message', (question) => {
        asked.push(question);
        if (question.filter.search !== 'go') return;
        const newest = Atomics.load(new Int32Array(workerData.newest), 0);
        for (const { id, isReplaceable } of asked)
          parentPort.postMessage(
            isReplaceable && id !== newest
              ? { state: 'replaced', id }
              : { state: 'found', id, entries: [], more: false, indexed: 1 });
      });`);

  test('makes an older one void, but not one that an export or a command waits for', async () => {
    const { vault, audit } = await longTrail(slow());
    const older = codeOf(audit.list({ ...page, search: 'ne' }, true));
    const kept = audit.list({ ...page, search: 'needle' });
    const newest = audit.list({ ...page, search: 'go' }, true);
    expect(await older).toBe('audit.replaced');
    expect(await kept).toEqual({ entries: [], more: false });
    expect(await newest).toEqual({ entries: [], more: false });
    await vault.close();
  });

  test('the real thread drops what was replaced before it came to it', async () => {
    const { vault, audit } = await longTrail();
    const answers = ['n', 'ne', 'nee', 'need', 'needl', 'needle'].map((search) =>
      audit.list({ ...page, search }, true).then(
        ({ entries }) => entries.length,
        () => 'dropped',
      ),
    );
    const all = await Promise.all(answers);
    expect(all.slice(0, -1)).toContain('dropped');
    expect(all.at(-1)).toBe(3);
    await vault.close();
  });
});

describe('a thread that', () => {
  test.each([
    ['is not there', join(programs, 'no such program.cjs')],
    ['throws at its first line', thread(`throw new Error('no such module');`)],
    ['ends without a word', thread('')],
    ['ends in the middle', thread(`parentPort.on('message', () => process.exit(1));`)],
    ['says what nobody understands', thread(`parentPort.on('message', () => parentPort.postMessage('found'));`)],
    [
      'fails at the question',
      thread(`parentPort.on('message', ({ id }) => parentPort.postMessage({ state: 'failed', id, message: '' }));`),
    ],
  ])('%s: the search is done without it', async (_what, program) => {
    const { vault, audit } = await longTrail(program);
    expect(await needles(audit)).toEqual(allNeedles);
    expect(await needles(audit)).toEqual(allNeedles);
    await vault.close();
  });

  test('can have no index, because a folder lies in its place, searches without one', async () => {
    const { vault, audit, index } = await longTrail();
    mkdirSync(index);
    expect(await needles(audit)).toEqual(allNeedles);
    await vault.close();
  });

  test('is asked when the console closes ends, nobody waits for it, and the database is left whole', async () => {
    const { vault, audit, dir } = await longTrail(thread(`parentPort.on('message', () => undefined);`));
    const answer = audit.list({ ...page, search: 'needle' }).then(
      ({ entries }) => `${entries.length} found`,
      (thrown) => (thrown instanceof AppError ? thrown.data.code : 'something else'),
    );
    await vault.close();
    expect(['3 found', 'storage.closed']).toContain(await answer);
    expect(existsSync(join(dir, 'console.db-wal'))).toBe(false);
  });
});
