/**
 * A large database is read before all of it was looked at for damage. Until it is known to be sound nothing is written,
 * whoever asks; a damaged one is taken away again, with every byte as it was.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, test } from 'vitest';
import { openUnproven } from '../../../src-main/storage/open-unproven';
import { openVault } from '../../../src-main/vault/open-vault';
import type { Vault } from '../../../src-main/vault/vault';
import { FakeKeyStore } from '../../fakes/fake-key-store';
import {
  clinicWithCredential,
  codeOf,
  newProfileDir,
  note,
  platformOf,
  storageOf,
  testKdf,
  vaultIn,
} from '../../unit/main/vault/profile';

const keyStore = new FakeKeyStore();
/** A large database, and the log that a console leaves which is killed. */
let files: { database: Buffer; log: Buffer };

beforeAll(async () => {
  const dir = newProfileDir();
  const first = await openVault({ platform: platformOf(dir), keyStore, kdf: testKdf });
  const scope = await clinicWithCredential(storageOf(first));
  for (let entry = 0; entry < 40; entry += 1) await scope.audit(note('credential.checked', 'x'.repeat(60_000)));
  await first.close();
  const vault = await openVault({ platform: platformOf(dir), keyStore, kdf: testKdf });
  for (let entry = 0; entry < 3; entry += 1)
    await storageOf(vault)
      .forOrganization(scope.organizationId)
      .audit(note('credential.checked', `later ${entry}`));
  const copy = (name: string) => {
    copyFileSync(join(dir, name), join(dir, `copy-${name}`));
    return readFileSync(join(dir, `copy-${name}`));
  };
  files = { database: copy('console.db'), log: copy('console.db-wal') };
  await vault.close();
  expect([files.database.length > 2_000_000, files.log.length > 4096]).toEqual([true, true]);
});

/** A profile as a killed console left it. */
function leftProfile({ isDamaged = false } = {}) {
  const dir = newProfileDir();
  const database = Buffer.from(files.database);
  if (isDamaged) database.fill(0xff, 4096 * 60, 4096 * 62);
  writeFileSync(join(dir, 'console.db'), database);
  writeFileSync(join(dir, 'console.db-wal'), files.log);
  const isAsItWas = () =>
    readFileSync(join(dir, 'console.db')).equals(database) &&
    readFileSync(join(dir, 'console.db-wal')).equals(files.log);
  return { dir, isAsItWas };
}

/** A thread that looks at the database as the real one does, and answers only once it may. */
function waitingThread() {
  const folder = newProfileDir();
  const [gate, program] = [join(folder, 'gate'), join(folder, 'thread.cjs')];
  writeFileSync(
    program,
    `const { parentPort, workerData } = require('node:worker_threads');
     const Database = require(${JSON.stringify(createRequire(import.meta.url).resolve('better-sqlite3'))});
     const look = setInterval(() => {
       if (!require('node:fs').existsSync(${JSON.stringify(gate)})) return;
       clearInterval(look);
       const database = new Database(workerData.file, { readonly: true });
       const rows = database.prepare('PRAGMA quick_check(10)').pluck().all();
       database.close();
       parentPort.postMessage({ state: 'checked', problems: rows[0] === 'ok' ? [] : rows });
     }, 5);`,
  );
  return { program, open: () => writeFileSync(gate, '') };
}

async function openLeft(dir: string, storageWorker: string): Promise<{ vault: Vault; states: string[] }> {
  const vault = await openVault({
    platform: { ...platformOf(dir), storageWorker },
    keyStore,
    kdf: testKdf,
    readsUnproven: true,
  });
  const states: string[] = [];
  vault.onChange(({ state }) => states.push(state));
  return { vault, states };
}

const clinicsOf = async (vault: Vault) =>
  (await storageOf(vault).organizations.firstOverviews(10)).map(({ organization }) => organization.name);

describe('a large database', () => {
  test('shows its clinics before it was looked at, and is written to only after that', async () => {
    const { dir, isAsItWas } = leftProfile();
    const thread = waitingThread();
    const { vault, states } = await openLeft(dir, thread.program);
    expect([vault.state().state, await clinicsOf(vault)]).toEqual(['ready', ['Sunrise Dental']]);
    let isProven = false;
    const proven = vault.proven().then(() => {
      isProven = true;
    });
    // A turn of everything else waits behind it.
    const retried = vault.retry().then(() => isProven);
    expect([isProven, isAsItWas(), existsSync(join(dir, 'console.opened'))]).toEqual([false, true, false]);
    thread.open();
    await proven;
    expect(await retried).toBe(true);
    await storageOf(vault).settings.update({ theme: 'dark' });
    expect([states, (await storageOf(vault).settings.get()).theme]).toEqual([[], 'dark']);
    expect(existsSync(join(dir, 'console.opened'))).toBe(true);
    await vault.close();
    expect(statSync(join(dir, 'console.db-wal'), { throwIfNoEntry: false })?.size ?? 0).toBe(0);
  });

  test('that is damaged is taken away again, unchanged, and that is told once', async () => {
    const { dir, isAsItWas } = leftProfile({ isDamaged: true });
    const thread = waitingThread();
    const { vault, states } = await openLeft(dir, thread.program);
    expect(await clinicsOf(vault)).toEqual(['Sunrise Dental']);
    thread.open();
    await vault.proven();
    expect([states, vault.state(), vault.storage]).toEqual([
      ['database-damaged'],
      { state: 'database-damaged', file: join(dir, 'console.db') },
      null,
    ]);
    await vault.close();
    expect(isAsItWas()).toBe(true);
  });

  test('is looked at there and then where something is written earlier; a damaged one refuses it', async () => {
    const sound = leftProfile();
    const thread = waitingThread();
    const opened = await openLeft(sound.dir, thread.program);
    await storageOf(opened.vault).settings.update({ theme: 'dark' });
    expect((await storageOf(opened.vault).settings.get()).theme).toBe('dark');
    thread.open();
    await opened.vault.proven();
    expect(opened.vault.state().state).toBe('ready');
    await opened.vault.close();

    const damaged = leftProfile({ isDamaged: true });
    const { vault } = await openLeft(damaged.dir, waitingThread().program);
    expect(await codeOf(() => storageOf(vault).settings.update({ theme: 'dark' }))).toBe('storage.damaged');
    await vault.close();
    expect(damaged.isAsItWas()).toBe(true);
  });

  test('that is closed before it was looked at is as it was', async () => {
    const { dir, isAsItWas } = leftProfile();
    const { vault } = await openLeft(dir, waitingThread().program);
    await vault.close();
    expect(isAsItWas()).toBe(true);
    const again = await vaultIn(dir, keyStore);
    expect(await clinicsOf(again)).toEqual(['Sunrise Dental']);
  });

  test('is not written to by SQLite either, past everything that asks first', async () => {
    const { dir, isAsItWas } = leftProfile();
    const unproven = openUnproven(platformOf(dir));
    const { database } = unproven?.connection ?? {};
    expect(() => database?.exec("DELETE FROM settings; INSERT INTO settings VALUES ('theme', '\"dark\"')")).toThrow(
      /readonly/,
    );
    unproven?.connection.close();
    expect(isAsItWas()).toBe(true);
  });
});

describe('is looked at first, as ever', () => {
  const inDatabase = (dir: string, change: (database: Database.Database) => void) => {
    const database = new Database(join(dir, 'console.db'));
    change(database);
    database.close();
  };
  test.each<[string, (dir: string) => void]>([
    ['a small file', (dir) => writeFileSync(join(dir, 'console.db'), files.database.subarray(0, 4096))],
    ['no file', (dir) => mkdirSync(join(dir, 'elsewhere'))],
    ['a database of an earlier version', (dir) => inDatabase(dir, (database) => database.pragma('user_version = 13'))],
    ['a database of a later version', (dir) => inDatabase(dir, (database) => database.pragma('user_version = 999'))],
    ['a database of another program', (dir) => inDatabase(dir, (database) => database.pragma('application_id = 1'))],
    ['another schema', (dir) => inDatabase(dir, (database) => database.exec('CREATE TABLE another (id)'))],
    ['another journal', (dir) => inDatabase(dir, (database) => database.pragma('journal_mode = DELETE'))],
    ['a change that was cut off', (dir) => writeFileSync(join(dir, 'console.db-journal'), 'x')],
    ['what is no database', (dir) => writeFileSync(join(dir, 'console.db'), 'not a database '.repeat(200_000))],
  ])('%s', (_what, change) => {
    const dir = newProfileDir();
    if (_what !== 'no file') writeFileSync(join(dir, 'console.db'), files.database);
    change(dir);
    expect(openUnproven(platformOf(dir))).toBeNull();
  });

  test('a log with damage in its middle', () => {
    const { dir } = leftProfile();
    const log = Buffer.from(files.log);
    log.fill(0xff, 32 + 24 + 100, 32 + 24 + 200);
    writeFileSync(join(dir, 'console.db-wal'), log);
    expect(openUnproven(platformOf(dir))).toBeNull();
  });
});
