/** A disk that is really full: a small file system of its own, filled to the last byte. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listBackups } from '../../../src-main/storage/backup-files';
import { openVault } from '../../../src-main/vault/open-vault';
import type { Vault } from '../../../src-main/vault/vault';
import { AppError } from '../../../src-shared/errors';
import { FakeKeyStore } from '../../fakes/fake-key-store';
import {
  clinicWithCredential,
  codeOf,
  note,
  platformOf,
  saveCredential,
  secrets,
  storageOf,
  testKdf,
} from '../../unit/main/vault/profile';
import { clear, diskRoot, fill, free, onSmallDisk, profileOnDisk } from './small-disk';

onSmallDisk();

async function profile({ failures = [] as unknown[], backupsEveryMs = 60_000, now = () => new Date() } = {}) {
  const dir = profileOnDisk();
  const keyStore = new FakeKeyStore();
  const open = (): Promise<Vault> =>
    openVault({
      platform: { ...platformOf(dir), now },
      keyStore,
      kdf: testKdf,
      backups: { firstLookMs: backupsEveryMs, everyMs: backupsEveryMs },
      backupFailed: (thrown) => failures.push(thrown),
    });
  const vault = await open();
  const scope = await clinicWithCredential(storageOf(vault));
  return { dir, vault, scope, open, clear: () => clear(dir) };
}

async function until(what: () => boolean) {
  await expect.poll(what, { interval: 10 }).toBe(true);
}

/** Makes changes until the disk is full. */
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
    const { data } = await refused(() => scope.audit(note('credential.checked', 'y'.repeat(2000))));
    expect(data).toMatchObject({ code: 'storage.disk-full', retryable: true, fix: 'Free some space, then try again.' });
    expect(data.cause).toContain('The disk is full');
    const before = await storageOf(vault).audit.verify();
    expect(before.intact).toBe(true);
    expect((await scope.credentials.open('twilio')).fields).toEqual(secrets);
    free(dir);
    await scope.audit(note('credential.checked'));
    expect(await storageOf(vault).audit.verify()).toEqual({ ...before, checked: before.checked + 1 });
    await vault.close();
    const again = await open();
    expect((await storageOf(again).forOrganization(scope.organizationId).credentials.open('twilio')).fields).toEqual(
      secrets,
    );
    await again.close();
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
    await vault.close();
    clear();
  });

  test('a profile that was closed opens, or says what is in the way and opens once there is room', async () => {
    const { dir, vault, scope, open, clear } = await profile();
    await vault.close();
    fill(dir);
    const next = await open();
    expect(next.state().state).toMatch(/^(ready|database-unavailable)$/);
    const state = next.state();
    if (state.state === 'database-unavailable')
      expect(state.reason).toBe(`The profile folder ${dir} is on a disk that is full.`);
    free(dir);
    expect((await next.retry()).state).toBe('ready');
    expect((await storageOf(next).forOrganization(scope.organizationId).credentials.open('twilio')).fields).toEqual(
      secrets,
    );
    await next.close();
    clear();
  });

  test('no first profile is made, the disk is named, and nothing is left half made', async () => {
    const dir = profileOnDisk();
    fill(dir);
    const keyStore = new FakeKeyStore();
    const vault = await openVault({ platform: platformOf(dir), keyStore, kdf: testKdf });
    expect(vault.state()).toMatchObject({
      state: 'database-unavailable',
      reason: `The profile folder ${dir} is on a disk that is full.`,
    });
    expect(keyStore.entries.size).toBe(0);
    free(dir);
    expect(await vault.retry()).toMatchObject({ state: 'ready', createdNow: true });
    await vault.close();
    clear(dir);
  });

  test('no backup is half written: the older ones stay, and it is made once there is room', async () => {
    const failures: unknown[] = [];
    let day = 1;
    const { dir, vault, clear } = await profile({
      failures,
      backupsEveryMs: 10,
      now: () => new Date(Date.UTC(2026, 4, day)),
    });
    await until(() => listBackups(dir).length === 1);
    const before = readdirSync(join(dir, 'backups'));
    fill(dir);
    day = 2;
    await until(() => failures.length > 0);
    expect(failures[0]).toMatchObject({ code: expect.stringMatching(/^(SQLITE_FULL|ENOSPC)$/) });
    expect(readdirSync(join(dir, 'backups'))).toEqual(before);
    free(dir);
    await until(() => listBackups(dir).length === 2);
    await vault.close();
    clear();
  });

  test('a recovery kit is not half written', async () => {
    const { dir, vault, clear } = await profile();
    fill(dir);
    const kit = join(dir, '..', 'clinics.voxkit');
    expect(await codeOf(vault.exportKit('four words for a kit', kit))).toBe('recovery.not-written');
    expect(existsSync(kit)).toBe(false);
    free(dir);
    await vault.exportKit('four words for a kit', kit);
    expect(existsSync(kit)).toBe(true);
    await vault.close();
    clear();
  });
});

test('on a read-only disk the folder is named, nothing is touched, and it opens once it is writable', async () => {
  const { dir, vault, scope, open, clear } = await profile();
  await vault.close();
  execFileSync('mount', ['-o', 'remount,ro', diskRoot()], { stdio: 'pipe' });
  const next = await open().finally(() => execFileSync('mount', ['-o', 'remount,rw', diskRoot()], { stdio: 'pipe' }));
  expect(next.state()).toEqual({
    state: 'database-unavailable',
    reason: `The profile folder ${dir} is on a disk that cannot be written to.`,
  });
  expect((await next.retry()).state).toBe('ready');
  expect((await storageOf(next).forOrganization(scope.organizationId).credentials.open('twilio')).fields).toEqual(
    secrets,
  );
  await next.close();
  clear();
});
