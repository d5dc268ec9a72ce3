/** A disk that is really full: a small file system of its own, filled to the last byte. */
import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listBackups } from '../../../src-main/storage/backup-files';
import { openVault, type Vault } from '../../../src-main/vault/open-vault';
import { AppError } from '../../../src-shared/errors';
import { FakeKeyStore } from '../../fakes/fake-key-store';
import { clinicWithCredential, codeOf, note, platformOf, saveCredential, secrets, storageOf, testKdf } from '../../unit/main/vault/profile';

let disk: string | null = null;
let whyNot = '';

/** Only the superuser may mount, and not in every container. */
function mount(): void {
  const at = mkdtempSync(join(tmpdir(), 'voxanne-full-disk-'));
  try {
    if (process.platform !== 'linux') throw new Error('a small file system can be mounted on Linux only');
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m,mode=0700', 'tmpfs', at], { stdio: 'pipe' });
    disk = at;
  } catch (thrown) {
    whyNot = `no small file system can be mounted here: ${thrown instanceof Error ? thrown.message.split('\n')[0] : thrown}`;
  }
}

beforeAll(mount);
afterAll(() => {
  if (disk === null) return;
  execFileSync('umount', [disk], { stdio: 'pipe' });
  rmSync(disk, { recursive: true, force: true });
});
beforeEach(({ skip }) => {
  if (disk === null) skip(whyNot);
});

const filler = (profile: string) => join(profile, '..', 'filler');

/** Fills what is left; `spare` bytes stay free. */
function fill(profile: string, spare = 0): void {
  const descriptor = openSync(filler(profile), 'a');
  const block = Buffer.alloc(4096, 1);
  try {
    for (;;) {
      const { bavail, bsize } = statfsSync(profile);
      if (bavail * bsize <= spare) return;
      writeSync(descriptor, block);
    }
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOSPC')) throw thrown;
  } finally {
    closeSync(descriptor);
  }
}
const free = (profile: string) => rmSync(filler(profile), { force: true });

let count = 0;
async function profile(failures: unknown[] = []) {
  if (disk === null) throw new Error(whyNot);
  count += 1;
  const dir = join(disk, `round-${count}`, 'profile');
  mkdirSync(dir, { recursive: true });
  const keyStore = new FakeKeyStore();
  const open = (): Promise<Vault> =>
    openVault({
      platform: platformOf(dir),
      keyStore,
      kdf: testKdf,
      backups: { firstLookMs: 60_000, everyMs: 60_000 },
      backupFailed: (thrown) => failures.push(thrown),
    });
  const vault = await open();
  const scope = await clinicWithCredential(storageOf(vault));
  const clear = () => {
    rmSync(join(dir, '..'), { recursive: true, force: true });
  };
  return { dir, vault, scope, open, clear };
}

/** Changes until the disk says no. */
async function refused(work: () => Promise<unknown>): Promise<AppError> {
  for (let i = 0; i < 2000; i += 1) {
    try {
      await work();
    } catch (thrown) {
      if (thrown instanceof AppError) return thrown;
      throw thrown;
    }
  }
  throw new Error('the disk was never full');
}

describe('on a full disk', () => {
  test('a change is refused with cause and fix, taken back whole, and works again once there is room', async () => {
    const { dir, vault, scope, open, clear } = await profile();
    fill(dir);
    const { data } = await refused(() => scope.audit(note('credential.verified', 'y'.repeat(2000))));
    expect(data).toMatchObject({ code: 'storage.disk-full', retryable: true, fix: 'Free some space, then try again.' });
    expect(data.cause).toContain('The disk is full');
    const before = await storageOf(vault).audit.verify();
    expect(before.intact).toBe(true);
    expect((await scope.credentials.open('twilio')).fields).toEqual(secrets);
    free(dir);
    await scope.audit(note('credential.verified'));
    expect(await storageOf(vault).audit.verify()).toEqual({ ...before, checked: before.checked + 1 });
    vault.close();
    const again = await open();
    expect((await storageOf(again).forOrganization(scope.organizationId).credentials.open('twilio')).fields).toEqual(secrets);
    again.close();
    clear();
  });

  test('a credential that does not fit leaves the old one whole', async () => {
    const { dir, vault, scope, clear } = await profile();
    fill(dir);
    let saved = secrets.authToken;
    let round = 0;
    const { data } = await refused(async () => {
      round += 1;
      await saveCredential(scope, { ...secrets, authToken: `token ${round}`, padding: 'z'.repeat(20_000 * round) });
      saved = `token ${round}`;
    });
    expect(data.code).toBe('storage.disk-full');
    expect((await scope.credentials.open('twilio')).fields.authToken).toBe(saved);
    expect((await storageOf(vault).audit.verify()).intact).toBe(true);
    free(dir);
    vault.close();
    clear();
  });

  test('a profile that was closed opens, or says what is in the way and opens once there is room', async () => {
    const { dir, vault, scope, open, clear } = await profile();
    vault.close();
    fill(dir);
    const next = await open();
    expect(next.state().state).toMatch(/^(ready|database-unavailable)$/);
    const state = next.state();
    if (state.state === 'database-unavailable') expect(state.reason).toMatch(/full/);
    free(dir);
    expect((await next.retry()).state).toBe('ready');
    expect((await storageOf(next).forOrganization(scope.organizationId).credentials.open('twilio')).fields).toEqual(secrets);
    next.close();
    clear();
  });

  test('no first profile is made, the disk is named, and nothing is left half made', async () => {
    if (disk === null) throw new Error(whyNot);
    count += 1;
    const dir = join(disk, `round-${count}`, 'profile');
    mkdirSync(dir, { recursive: true });
    fill(dir);
    const keyStore = new FakeKeyStore();
    const vault = await openVault({ platform: platformOf(dir), keyStore, kdf: testKdf });
    expect(vault.state()).toMatchObject({ state: 'database-unavailable', reason: expect.stringMatching(/full/) });
    expect(keyStore.entries.size).toBe(0);
    free(dir);
    expect(await vault.retry()).toMatchObject({ state: 'ready', createdNow: true });
    vault.close();
    rmSync(join(dir, '..'), { recursive: true });
  });

  test('a recovery kit and a backup are not half written', async () => {
    const { dir, vault, clear } = await profile();
    fill(dir);
    const kit = join(dir, '..', 'clinics.voxkit');
    expect(await codeOf(vault.exportKit('four words for a kit', kit))).toBe('recovery.not-written');
    expect(existsSync(kit)).toBe(false);
    expect(listBackups(dir)).toEqual([]);
    free(dir);
    await vault.exportKit('four words for a kit', kit);
    expect(existsSync(kit)).toBe(true);
    vault.close();
    clear();
  });
});

test('on a disk that cannot be written to, the folder is named, nothing is touched, and it opens once it can', async () => {
  const { dir, vault, scope, open, clear } = await profile();
  vault.close();
  execFileSync('mount', ['-o', 'remount,ro', disk ?? ''], { stdio: 'pipe' });
  const next = await open().finally(() => execFileSync('mount', ['-o', 'remount,rw', disk ?? ''], { stdio: 'pipe' }));
  expect(next.state()).toEqual({ state: 'database-unavailable', reason: `The profile folder ${dir} is on a disk that cannot be written to.` });
  expect((await next.retry()).state).toBe('ready');
  expect((await storageOf(next).forOrganization(scope.organizationId).credentials.open('twilio')).fields).toEqual(secrets);
  next.close();
  clear();
});
