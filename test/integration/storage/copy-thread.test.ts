/**
 * Copying and checking a database happens in a thread: the window never waits for it, and a thread that fails costs
 * nothing.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, test } from 'vitest';
import { listBackups } from '../../../src-main/storage/backup-files';
import { copyDatabase } from '../../../src-main/storage/copy-database';
import { openVault } from '../../../src-main/vault/open-vault';
import { AppError } from '../../../src-shared/errors';
import { FakeKeyStore } from '../../fakes/fake-key-store';
import {
  clinicWithCredential,
  codeOf,
  newProfileDir,
  note,
  platformOf,
  saveCredential,
  secrets,
  storageOf,
  testKdf,
} from '../../unit/main/vault/profile';
import { storageWorker } from './storage-worker';

const programs = mkdtempSync(join(tmpdir(), 'voxanne-threads-'));
afterAll(() => rmSync(programs, { recursive: true, force: true }));

/** A thread of the test's own in the place of the real one. */
function thread(source: string): string {
  const file = join(mkdtempSync(join(programs, 'thread-')), 'thread.cjs');
  writeFileSync(
    file,
    `const { parentPort, workerData } = require('node:worker_threads');\n` +
      `const { existsSync } = require('node:fs');\n${source}`,
  );
  return file;
}

/**
 * Copies at once, and says so only when it is let go: whatever happens between lies in the time of the check. Anything
 * but a copy is left to the real thread.
 */
function heldThread() {
  const gate = join(mkdtempSync(join(programs, 'gate-')), 'open');
  const begun = `${gate}-begun`;
  const program = thread(`
    if (workerData.task !== 'copy') return void import(${JSON.stringify(pathToFileURL(storageWorker).href)});
    const Database = require(${JSON.stringify(require.resolve('better-sqlite3'))});
    const source = new Database(workerData.from, { readonly: true });
    source.backup(workerData.to).then(() => {
      source.close();
      const copy = new Database(workerData.to);
      copy.pragma('journal_mode = DELETE');
      copy.close();
      require('node:fs').writeFileSync(${JSON.stringify(begun)}, '');
      const look = setInterval(() => {
        if (!existsSync(${JSON.stringify(gate)})) return;
        clearInterval(look);
        parentPort.postMessage({ state: 'sound' });
      }, 5);
    });`);
  return { program, begun: () => until(() => existsSync(begun)), letGo: () => writeFileSync(gate, '') };
}

async function until(what: () => boolean) {
  await expect.poll(what, { interval: 5 }).toBe(true);
}

/** A console whose backup is due at once, and whose thread is `program`. */
async function backing(program: string, dir = newProfileDir(), keyStore = new FakeKeyStore()) {
  const failures: unknown[] = [];
  const open = (firstLookMs: number) =>
    openVault({
      platform: { ...platformOf(dir), storageWorker: program },
      keyStore,
      kdf: testKdf,
      backups: { firstLookMs, everyMs: 60_000 },
      backupFailed: (thrown) => failures.push(thrown),
    });
  // What is to be backed up is made before the first look.
  const first = await open(60_000);
  const scope = await clinicWithCredential(storageOf(first));
  await first.close();
  const vault = await open(1);
  return { dir, keyStore, vault, scope: storageOf(vault).forOrganization(scope.organizationId), failures };
}

const inBackups = (dir: string) => (existsSync(join(dir, 'backups')) ? readdirSync(join(dir, 'backups')) : []);
const profileFiles = (dir: string) => readdirSync(dir).filter((name) => name.startsWith('console.db'));

describe('the thread of the window', () => {
  test('neither copies nor checks: with a thread that only claims success, nothing is read or written', async () => {
    const { dir, vault } = await backing(storageWorker);
    const database = new Database(join(dir, 'console.db'));
    const copy = join(dir, 'copy.db');
    await copyDatabase(database, copy, {
      ...platformOf(dir),
      storageWorker: thread(`parentPort.postMessage({ state: 'sound' });`),
    });
    expect(statSync(copy).size).toBe(0);
    database.close();
    await vault.close();
  });

  test('reads and writes while a backup is made, and no transaction is half in the backup', async () => {
    const held = heldThread();
    const { dir, vault, scope, failures } = await backing(held.program);
    await held.begun();
    for (let i = 0; i < 50; i += 1) await scope.audit(note('credential.checked', `meanwhile ${i}`));
    expect((await scope.credentials.open('twilio')).fields).toEqual(secrets);
    expect(listBackups(dir)).toEqual([]);
    held.letGo();
    await until(() => listBackups(dir).length === 1);
    const backup = new Database(listBackups(dir)[0]?.file ?? '', { readonly: true });
    expect(backup.prepare("SELECT count(*) FROM audit_log WHERE detail LIKE 'meanwhile%'").pluck().get()).toBe(0);
    backup.close();
    expect(failures).toEqual([]);
    await vault.close();
  });

  test('takes one moment of a database that is written to all the time', async () => {
    const { dir, vault, scope } = await backing(storageWorker);
    for (let i = 0; i < 200; i += 1) await scope.audit(note('credential.checked', 'y'.repeat(5000)));
    const source = new Database(join(dir, 'console.db'));
    const copying = copyDatabase(source, join(dir, 'copy.db'), platformOf(dir));
    let writing = true;
    void copying.finally(() => {
      writing = false;
    });
    let written = 0;
    for (; writing; written += 1) {
      await scope.audit(note('credential.checked', 'meanwhile'));
      await nextTurn();
    }
    await copying;
    expect(written).toBeGreaterThan(3);
    const copy = new Database(join(dir, 'copy.db'), { readonly: true });
    const [entries, last] = [
      copy.prepare('SELECT count(*) FROM audit_log').pluck().get(),
      copy.prepare('SELECT max(sequence) FROM audit_log').pluck().get(),
    ];
    expect(entries).toBe(last);
    copy.close();
    source.close();
    await vault.close();
  });
});

describe('what is destroyed while a backup is made', () => {
  async function destroying(destroy: (console: Awaited<ReturnType<typeof backing>>) => Promise<unknown>) {
    const held = heldThread();
    const console = await backing(held.program);
    const { dir, vault, scope } = console;
    await held.begun();
    const [half = ''] = inBackups(dir);
    const reader = new Database(join(dir, 'console.db'), { readonly: true });
    const sealed = reader.prepare<[], Buffer>('SELECT sealed FROM organization_api_credentials').pluck().get();
    reader.close();
    if (!sealed) throw new Error('nothing sealed');
    expect(readFileSync(join(dir, 'backups', half)).includes(sealed)).toBe(true);
    await destroy(console);
    held.letGo();
    await until(() => listBackups(dir).length === 1);
    await until(() => !readFileSync(listBackups(dir)[0]?.file ?? '').includes(sealed));
    const restored = newProfileDir();
    writeFileSync(join(restored, 'console.db'), readFileSync(listBackups(dir)[0]?.file ?? ''));
    await vault.close();
    const next = await openVault({ platform: platformOf(restored), keyStore: console.keyStore, kdf: testKdf });
    const found = await storageOf(next).organizations.find('Sunrise Dental');
    const credentials = found && storageOf(next).forOrganization(scope.organizationId).credentials;
    const record = credentials && (await credentials.find('twilio'));
    let token: string | null | undefined = null;
    if (record?.status === 'active') {
      // A database that was put there by hand: a person is asked before its credentials are used.
      await credentials?.confirm('twilio', note('credential.confirmed'));
      token = (await credentials?.open('twilio'))?.fields.authToken;
    }
    await next.close();
    return { clinic: found !== null, status: record?.status, token };
  }

  test('by revoking is not in it', async () => {
    expect(
      await destroying(({ scope }) => scope.credentials.revoke('twilio', note('credential.revoked'))),
    ).toMatchObject({ clinic: true, status: 'revoked' });
  });

  test('by replacing is not in it, and the new one is', async () => {
    expect(
      await destroying(({ scope }) => saveCredential(scope, { ...secrets, authToken: 'the new one' })),
    ).toMatchObject({ token: 'the new one' });
  });

  test('by removing the clinic is not in it', async () => {
    const removed = ({ vault, scope }: Awaited<ReturnType<typeof backing>>) =>
      storageOf(vault).organizations.remove(scope.organizationId, note('organization.removed'));
    expect(await destroying(removed)).toEqual({ clinic: false, status: undefined, token: null });
  });

  test('by another console on the same profile is not in it', async () => {
    const elsewhere = async ({ dir, keyStore, scope }: Awaited<ReturnType<typeof backing>>) => {
      const other = await openVault({ platform: platformOf(dir), keyStore, kdf: testKdf });
      await storageOf(other)
        .forOrganization(scope.organizationId)
        .credentials.revoke('twilio', note('credential.revoked'));
      await other.close();
    };
    expect(await destroying(elsewhere)).toMatchObject({ status: 'revoked' });
  });
});

test('one thread reads all older backups once, and writes only those that hold destroyed data', async () => {
  const { dir, keyStore, vault, scope } = await backing(storageWorker);
  await until(() => listBackups(dir).length === 1);
  const [older = { file: '' }] = listBackups(dir);
  await vault.close();
  // As a console leaves it that was killed between destroying a secret and taking it out of the backups.
  const kept = readFileSync(older.file);
  const other = await openVault({ platform: platformOf(dir), keyStore, kdf: testKdf });
  await storageOf(other).forOrganization(scope.organizationId).credentials.revoke('twilio', note('credential.revoked'));
  await other.close();
  const clean = older.file.replace('daily-', '');
  writeFileSync(clean, readFileSync(older.file));
  writeFileSync(older.file, kept);
  const cleanSince = statSync(clean).mtimeMs;

  const orders = join(mkdtempSync(join(programs, 'orders-')), 'orders');
  const counting = thread(`
    require('node:fs').appendFileSync(${JSON.stringify(orders)}, workerData.task + '\\n');
    import(${JSON.stringify(pathToFileURL(storageWorker).href)});`);
  const next = await openVault({
    platform: { ...platformOf(dir), storageWorker: counting, now: () => new Date(Date.now() + 25 * 3_600_000) },
    keyStore,
    kdf: testKdf,
    backups: { firstLookMs: 1, everyMs: 60_000 },
  });
  const sealedIn = (file: string) => {
    const backup = new Database(file, { readonly: true });
    try {
      return backup.prepare('SELECT sealed FROM organization_api_credentials').pluck().get();
    } finally {
      backup.close();
    }
  };
  await until(() => listBackups(dir).length === 3 && sealedIn(older.file) === null);
  await next.close();
  expect(readFileSync(orders, 'utf8')).toBe('copy\ncatch-up\n');
  expect(statSync(clean).mtimeMs).toBe(cleanSince);
});

describe('a thread that', () => {
  test.each([
    ['is not there', join(programs, 'no such program.cjs')],
    ['throws at its first line', thread(`throw new Error('no such module');`)],
    ['ends in the middle', thread(`require('node:fs').writeFileSync(workerData.to, 'half'); process.exit(1);`)],
    ['ends without a word', thread('')],
    ['says what nobody understands', thread(`parentPort.postMessage({ state: 'fine' });`)],
  ])(
    '%s: no backup counts as made, it is said why, and nothing else changes',
    async (_what, program) => {
      const { dir, vault, scope, failures } = await backing(program);
      await until(() => failures.length === 1);
      const [thrown] = failures;
      expect(thrown).toBeInstanceOf(AppError);
      expect(thrown).toMatchObject({ data: { code: 'storage.copy-broken-off', retryable: true } });
      expect(inBackups(dir)).toEqual([]);
      const kit = join(newProfileDir(), 'clinics.voxkit');
      expect(await codeOf(vault.exportKit('four words for a kit', kit))).toBe('storage.copy-broken-off');
      expect(existsSync(kit)).toBe(false);
      expect((await scope.credentials.open('twilio')).fields).toEqual(secrets);
      await vault.close();
      expect(profileFiles(dir)).toEqual(['console.db']);
    },
    60_000,
  );

  test('finds the copy unsound leaves no backup, and the older one stays', async () => {
    const { dir, keyStore, vault } = await backing(storageWorker);
    await until(() => listBackups(dir).length === 1);
    await vault.close();
    const before = inBackups(dir);
    const failures: unknown[] = [];
    const tomorrow = () => new Date(Date.now() + 25 * 3_600_000);
    const unsound = thread(`parentPort.postMessage({ state: 'unsound', what: 'copy' });`);
    const next = await openVault({
      platform: { ...platformOf(dir), storageWorker: unsound, now: tomorrow },
      keyStore,
      kdf: testKdf,
      backups: { firstLookMs: 1, everyMs: 60_000 },
      backupFailed: (thrown) => failures.push(thrown),
    });
    await until(() => failures.length === 1);
    expect(failures).toMatchObject([{ name: 'BackupFailed', message: 'the copy is not sound' }]);
    expect(inBackups(dir)).toEqual(before);
    await next.close();
  });

  test('is still at it when the console closes is ended, and leaves nothing behind', async () => {
    const held = heldThread();
    const { dir, vault, failures } = await backing(held.program);
    await held.begun();
    expect(inBackups(dir)).toHaveLength(1);
    await vault.close();
    expect([inBackups(dir), profileFiles(dir), failures]).toEqual([[], ['console.db'], []]);
  });
});
