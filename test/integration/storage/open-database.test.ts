/** Opening a database: what cannot be used is left exactly as it is, and what can be is safe to write to. */
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test, vi } from 'vitest';
import { defaultProfileDir } from '../../../src-main/profile';
import { migrations } from '../../../src-main/storage/migrations';
import { FakeKeyStore } from '../../fakes/fake-key-store';
import {
  clinicWithCredential,
  codeOf,
  newProfileDir,
  note,
  platformOf,
  secrets,
  storageOf,
  vaultIn,
} from '../../unit/main/vault/profile';

async function filledProfile(checks = 400) {
  const dir = newProfileDir();
  const keyStore = new FakeKeyStore();
  const vault = await vaultIn(dir, keyStore);
  const scope = await clinicWithCredential(storageOf(vault));
  // Enough rows for a few dozen pages.
  for (let i = 0; i < checks; i += 1) await scope.audit(note('credential.checked', `check ${i} ${'x'.repeat(100)}`));
  return { dir, file: join(dir, 'console.db'), keyStore, vault, organizationId: scope.organizationId };
}

/** The files of the database itself, without the empty companions that even a read-only look leaves behind. */
const contents = (dir: string) =>
  Object.fromEntries(
    readdirSync(dir)
      .filter((name) => /^console\.db(-wal)?$/.test(name) && statSync(join(dir, name)).size > 0)
      .map((name) => [name, readFileSync(join(dir, name)).toString('base64')]),
  );

describe('a new profile', () => {
  test('is for its owner only', async () => {
    const dir = join(newProfileDir(), 'deep', 'profile');
    const vault = await vaultIn(dir, new FakeKeyStore());
    await storageOf(vault).settings.update({ theme: 'dark' });
    expect(statSync(dir).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(dir)) expect([name, statSync(join(dir, name)).mode & 0o777]).toEqual([name, 0o600]);
  });

  test('has write-ahead logging, full syncing, foreign keys and the schema of this version', async () => {
    const { vault, file } = await filledProfile();
    const reader = new Database(file, { readonly: true });
    expect(reader.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(reader.pragma('user_version', { simple: true })).toBe(migrations.length);
    reader.close();
    await vault.close();
    await vault.close();
    expect(readdirSync(join(file, '..')).filter((name) => name.startsWith('console.db'))).toEqual(['console.db']);
  });
});

describe.skipIf(process.platform === 'win32')('an older profile folder that others may enter', () => {
  const modeOf = (dir: string) => statSync(dir).mode & 0o777;

  test('is closed to them in the console’s own place', async () => {
    const home = newProfileDir();
    vi.stubEnv(process.platform === 'darwin' ? 'HOME' : 'XDG_CONFIG_HOME', home);
    const dir = defaultProfileDir(process.env);
    mkdirSync(dir, { recursive: true });
    chmodSync(dir, 0o755);
    (await vaultIn(dir, new FakeKeyStore())).close();
    expect(modeOf(dir)).toBe(0o700);
    vi.unstubAllEnvs();
  });

  test('stays as it is where the person chose it, and each file of ours in it is closed', async () => {
    const dir = newProfileDir();
    chmodSync(dir, 0o755);
    writeFileSync(join(dir, 'mine.txt'), 'mine', { mode: 0o644 });
    const vault = await vaultIn(dir, new FakeKeyStore());
    expect(modeOf(dir)).toBe(0o755);
    for (const name of readdirSync(dir))
      expect([name, modeOf(join(dir, name))]).toEqual([name, name === 'mine.txt' ? 0o644 : 0o600]);
    await vault.close();
  });
});

describe('a database that cannot be used', () => {
  test('of a newer console is refused and not touched', async () => {
    const { dir, file, keyStore, vault } = await filledProfile();
    await vault.close();
    const database = new Database(file);
    database.pragma('user_version = 70');
    database.close();
    const before = contents(dir);
    const next = await vaultIn(dir, keyStore);
    expect(next.state()).toEqual({ state: 'database-newer', found: 70, supported: migrations.length });
    expect(next.storage).toBeNull();
    expect(await next.retry()).toMatchObject({ state: 'database-newer' });
    expect(await codeOf(next.createPassphrase('correct horse'))).toBe('vault.database-newer');
    expect(await codeOf(next.exportKit('correct horse', join(dir, 'kit')))).toBe('vault.database-newer');
    await next.close();
    expect(contents(dir)).toEqual(before);
    expect(keyStore.masterKeys()).toHaveLength(1);
  });

  test('of another program is refused and not touched', async () => {
    const dir = newProfileDir();
    const other = new Database(join(dir, 'console.db'));
    other.exec('CREATE TABLE things (id); INSERT INTO things VALUES (1)');
    await other.close();
    const before = contents(dir);
    expect((await vaultIn(dir, new FakeKeyStore())).state()).toMatchObject({
      state: 'database-unavailable',
      reason: expect.stringContaining('another program'),
    });
    expect(contents(dir)).toEqual(before);
  });

  test.each([
    ['the header', 0, 100],
    ['the first page', 100, 4096],
    ['a page in the middle', 4096 * 12, 4096 * 13],
    ['a page near the end', -8192, -4096],
  ])('damaged in %s is reported and kept byte for byte', async (_where, from, to) => {
    const { dir, file, keyStore, vault } = await filledProfile();
    await vault.close();
    const bytes = readFileSync(file);
    const part = bytes.subarray(from, to);
    for (let i = 0; i < part.length; i += 1) part[i] = (part[i] ?? 0) ^ 0xff;
    writeFileSync(file, bytes);
    const before = contents(dir);
    const next = await vaultIn(dir, keyStore);
    expect(next.state()).toEqual({ state: 'database-damaged', file });
    expect(next.storage).toBeNull();
    await next.close();
    expect(contents(dir)).toEqual(before);
  });

  test('cut short is reported and kept byte for byte', async () => {
    const { dir, file, keyStore, vault } = await filledProfile();
    await vault.close();
    writeFileSync(file, readFileSync(file).subarray(0, -4096 * 3));
    const before = contents(dir);
    expect((await vaultIn(dir, keyStore)).state()).toEqual({ state: 'database-damaged', file });
    expect(contents(dir)).toEqual(before);
  });

  test('with a changed view or trigger is damaged; all of it can still be read', async () => {
    const { dir, file, keyStore, vault } = await filledProfile();
    await vault.close();
    const good = readFileSync(file);
    for (const text of ['current_organization()', 'organization-mismatch']) {
      expect(good.includes(text)).toBe(true);
      const bad = Buffer.from(good);
      const at = bad.indexOf(text) + 3;
      bad[at] = (bad[at] ?? 0) ^ 1;
      writeFileSync(file, bad);
      const reader = new Database(file, { readonly: true });
      expect(reader.pragma('quick_check', { simple: true })).toBe('ok');
      reader.close();
      const next = await vaultIn(dir, keyStore);
      expect([text, next.state()]).toEqual([text, { state: 'database-damaged', file }]);
      expect((await next.rescueOptions()).readable).toMatchObject({ clinics: 1, connections: 1 });
      await next.close();
      expect(readFileSync(file).equals(bad)).toBe(true);
    }
  });

  test('any flipped bit of its header ends in a clear state or in the same data, with the file unchanged', async () => {
    const { dir, file, keyStore, vault, organizationId } = await filledProfile();
    await vault.close();
    const good = readFileSync(file);
    for (let at = 0; at < 100; at += 1) {
      const bad = Buffer.from(good);
      bad[at] = (bad[at] ?? 0) ^ (1 << (at & 7));
      rmSync(dir, { recursive: true });
      mkdirSync(dir, { mode: 0o700 });
      writeFileSync(file, bad);
      const next = await vaultIn(dir, keyStore);
      const { state } = next.state();
      expect([at, state]).toEqual([at, expect.stringMatching(/^(ready|database-(damaged|newer|unavailable))$/)]);
      if (state === 'ready')
        expect((await storageOf(next).forOrganization(organizationId).credentials.open('twilio')).fields).toEqual(
          secrets,
        );
      else expect(contents(dir)).toEqual({ 'console.db': bad.toString('base64') });
      await next.close();
    }
  }, 120_000);
});

describe('the log that a crash leaves behind', () => {
  /** A copy of a profile as a crash leaves it: the log is full of committed changes. */
  async function crashed() {
    // Few enough that the log was not begun anew: its last bytes are the last change.
    const { dir, keyStore, organizationId } = await filledProfile(100);
    const copy = mkdtempSync(join(tmpdir(), 'voxanne-crashed-'));
    for (const name of ['console.db', 'console.db-wal']) cpSync(join(dir, name), join(copy, name));
    return { dir: copy, log: join(copy, 'console.db-wal'), keyStore, organizationId };
  }

  test('is taken up, and nothing is missing', async () => {
    const { dir, keyStore, organizationId } = await crashed();
    const vault = await vaultIn(dir, keyStore);
    expect(vault.state().state).toBe('ready');
    expect(await storageOf(vault).audit.verify()).toMatchObject({ intact: true, checked: 102, firstBroken: null });
    expect((await storageOf(vault).forOrganization(organizationId).credentials.open('twilio')).fields).toEqual(secrets);
    await vault.close();
    rmSync(dir, { recursive: true });
  });

  test('cut anywhere in its last transaction ends before that transaction, as after a power cut', async () => {
    const { dir, log, keyStore } = await crashed();
    writeFileSync(log, readFileSync(log).subarray(0, -100));
    const vault = await vaultIn(dir, keyStore);
    expect(vault.state().state).toBe('ready');
    expect(await storageOf(vault).audit.verify()).toMatchObject({ intact: true, checked: 101, firstBroken: null });
    await vault.close();
    rmSync(dir, { recursive: true });
  });

  test.each([
    ['its header', 20],
    ['a frame’s header', 32 + 4120 * 8 + 9],
    ['a frame’s page', 32 + 4120 * 8 + 1000],
  ])('with a flipped bit in %s is reported, and both files are kept byte for byte', async (_where, at) => {
    const { dir, log, keyStore } = await crashed();
    const bytes = readFileSync(log);
    bytes[at] = (bytes[at] ?? 0) ^ 4;
    writeFileSync(log, bytes);
    const before = contents(dir);
    const vault = await vaultIn(dir, keyStore);
    expect(vault.state()).toEqual({ state: 'database-damaged', file: log });
    await vault.close();
    expect(contents(dir)).toEqual(before);
    rmSync(dir, { recursive: true });
  });
});

describe('a profile folder that cannot be used', () => {
  const stateOf = async (dir: string) => (await vaultIn(dir, new FakeKeyStore())).state();

  test('because it is a file, or its database is a folder, is named', async () => {
    const file = join(newProfileDir(), 'file');
    writeFileSync(file, 'not a folder');
    expect(await stateOf(file)).toMatchObject({ state: 'database-unavailable', reason: expect.stringContaining(file) });
    expect(await stateOf(join(file, 'below'))).toMatchObject({ state: 'database-unavailable' });
    const dir = newProfileDir();
    mkdirSync(join(dir, 'console.db'));
    expect(await stateOf(dir)).toEqual({
      state: 'database-unavailable',
      reason: `The profile folder ${dir} holds a folder where the database should be.`,
    });
    expect(existsSync(join(dir, 'console.db'))).toBe(true);
  });

  // The superuser may write anywhere, so that only an ordinary user can see this fail.
  test.skipIf(process.getuid?.() === 0)('because it may not be written to is named', async () => {
    const dir = newProfileDir();
    chmodSync(dir, 0o500);
    expect(await stateOf(dir)).toMatchObject({
      state: 'database-unavailable',
      reason: expect.stringContaining('does not let your user in'),
    });
    chmodSync(dir, 0o700);
  });

  test('recovers with a retry once it is put right', async () => {
    const dir = join(newProfileDir(), 'profile');
    writeFileSync(dir, 'in the way');
    const vault = await vaultIn(dir, new FakeKeyStore());
    expect(vault.state().state).toBe('database-unavailable');
    rmSync(dir);
    expect((await vault.retry()).state).toBe('ready');
    await clinicWithCredential(storageOf(vault));
  });
});

test('a full disk is a clear error, takes the change back whole, and loses nothing', async () => {
  const { openDatabase } = await import('../../../src-main/storage/open-database');
  const { createStorage } = await import('../../../src-main/storage/create-storage');
  const { createKeyring } = await import('../../../src-main/crypto/keyring');
  const { dir, file, vault, organizationId } = await filledProfile();
  await vault.close();
  const opened = await openDatabase(platformOf(dir));
  if (opened.state !== 'open') throw new Error(opened.state);
  const { connection } = opened;
  const storage = createStorage(
    connection,
    createKeyring(() => {
      throw new Error('not needed');
    }),
    platformOf(dir),
  );
  // SQLite answers a file that may not grow exactly as it answers a full disk.
  connection.database.pragma(`max_page_count = ${connection.database.pragma('page_count', { simple: true })}`);
  const scope = storage.forOrganization(organizationId);
  let code = 'no error';
  for (let i = 0; i < 200 && code === 'no error'; i += 1) code = await codeOf(scope.audit(note('x', 'y'.repeat(500))));
  expect(code).toBe('storage.disk-full');
  const { checked, problem } = await storage.audit.verify();
  expect(problem?.kind).toBe('locked');
  connection.database.pragma('max_page_count = 1000000');
  await scope.audit(note('organization.changed'));
  expect((await storage.audit.verify()).checked).toBe(checked + 1);
  storage.close();
  expect(existsSync(file)).toBe(true);
});
