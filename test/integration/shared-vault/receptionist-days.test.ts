/** Days of a backend that are not the usual ones: its disk, its processes, its own faults, and its end. */
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Receptionist, ReceptionistEvents } from '../../../src-receptionist/api';
import { readKeyFile } from '../../../src-receptionist/key-file';
import { openReceptionist } from '../../../src-receptionist/receptionist';
import { databasePassword } from '../../../src-shared/shared-vault/database-login';
import { codeOf, note, saveCredential, secrets } from '../../unit/main/vault/profile';
import { startSharedVault } from './consoles';
import { admitMachine } from './machines';

const hourMs = 3_600_000;
let vault: Awaited<ReturnType<typeof startSharedVault>>;
let clinic: string;
let files: Awaited<ReturnType<typeof admitMachine>>;
let folder: string;
let count = 0;
const opened: Receptionist[] = [];

beforeAll(async () => {
  vault = await startSharedVault();
});
afterAll(() => vault.close());
beforeEach(async () => {
  count += 1;
  clinic = await vault.anna.addClinic(`Clinic ${count}`);
  await deliver('canary-first');
  files = await admitMachine(vault, `Machine ${count}`, [clinic]);
  folder = vault.at(`kept-${count}`);
  mkdirSync(folder);
});
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

const scope = async () => (await vault.anna.storage()).forOrganization(clinic);
const deliver = async (authToken: string) => saveCredential(await scope(), { ...secrets, authToken });
const revoke = async () => (await scope()).credentials.revoke('twilio', note('credential.revoked'));

async function open(cacheFile = path.join(folder, 'receptionist.cache'), pollMs = 200) {
  const receptionist = await openReceptionist({ ...files, cacheFile, pollMs });
  opened.push(receptionist);
  const told: { name: keyof ReceptionistEvents; code?: string; cause?: string }[] = [];
  for (const name of ['changed', 'revoked'] as const) receptionist.on(name, () => void told.push({ name }));
  receptionist.on('stale', ({ cause }) => void told.push({ name: 'stale', code: cause.code, cause: cause.cause }));
  return {
    receptionist,
    told,
    token: () => receptionist.use(clinic, 'twilio', async ({ fields }) => fields.authToken),
  };
}

test('a place for the cache in which nothing can be written is refused at the start, by name', async () => {
  expect(await codeOf(open(path.join(folder, 'none', 'receptionist.cache')))).toBe('receptionist.cache-file');
});

test('a revocation ends use and is told while the disk takes nothing; it is written once that goes again', async () => {
  const { receptionist, told, token } = await open();
  renameSync(folder, `${folder}-away`);
  await revoke();
  await expect.poll(() => told.map(({ name }) => name)).toContain('revoked');
  expect(told).toContainEqual({ name: 'stale', code: 'receptionist.cache-file', cause: 'Its folder does not exist.' });
  expect(await codeOf(token())).toBe('receptionist.revoked');
  renameSync(`${folder}-away`, folder);
  rmSync(path.join(folder, 'receptionist.cache'));
  await expect.poll(() => existsSync(path.join(folder, 'receptionist.cache'))).toBe(true);
  await receptionist.close();
  await vault.server.stop();
  try {
    const again = await open();
    expect(await codeOf(again.token())).toBe('receptionist.revoked');
  } finally {
    await vault.server.start();
  }
});

test.skipIf(process.platform === 'win32')('a file that can’t be written anew brings no revoked ones back', async () => {
  const { receptionist } = await open();
  await receptionist.close();
  // The system takes names of 255 bytes; the part that becomes the file has a longer one.
  const full = path.join(folder, 'f'.repeat(250));
  copyFileSync(path.join(folder, 'receptionist.cache'), full);
  const second = await open(full);
  await revoke();
  await expect.poll(() => second.told.map(({ name }) => name)).toContain('revoked');
  await second.receptionist.close();
  expect(existsSync(full)).toBe(false);
});

test('what became stale before anybody could listen is told', async () => {
  const { receptionist } = await open();
  await receptionist.close();
  await vault.server.stop();
  try {
    const { told, token } = await open(undefined, hourMs);
    await expect.poll(() => told).toMatchObject([{ name: 'stale', code: 'receptionist.database-out-of-reach' }]);
    expect(told[0]?.cause).toMatch(/^Nothing listens at its address/);
    expect(await token()).toBe('canary-first');
  } finally {
    await vault.server.start();
  }
});

test('a cache file of other keys is not taken for none: it is told, and made anew', async () => {
  writeFileSync(path.join(folder, 'receptionist.cache'), Buffer.alloc(64, 7));
  const first = await open();
  await expect.poll(() => first.told.map(({ code }) => code)).toContain('receptionist.cache-file');
  expect(await first.token()).toBe('canary-first');
  await first.receptionist.close();
  const second = await open(undefined, hourMs);
  await new Promise((resolve) => setImmediate(resolve));
  expect(second.told).toEqual([]);
});

test('a folder in the place of the cache is named', async () => {
  mkdirSync(path.join(folder, 'receptionist.cache'));
  expect(await codeOf(open())).toBe('receptionist.cache-file');
});

test('a listener that throws keeps nobody else from hearing, and its fault is told as one', async () => {
  const thrown: unknown[] = [];
  vi.spyOn(globalThis, 'queueMicrotask').mockImplementation((work) => {
    try {
      work();
    } catch (fault) {
      thrown.push(fault);
    }
  });
  const receptionist = await openReceptionist({ ...files, pollMs: 200 });
  opened.push(receptionist);
  const heard: string[] = [];
  receptionist.on('revoked', () => {
    throw new Error('a fault of the backend');
  });
  receptionist.on('revoked', ({ provider }) => void heard.push(provider));
  receptionist.on('stale', ({ cause }) => void heard.push(cause.code));
  await revoke();
  await expect.poll(() => heard).toEqual(['twilio']);
  expect(thrown).toEqual([new Error('a fault of the backend')]);
});

test.each([
  ['it was closed', 'close'],
  ['the block that used it', Symbol.asyncDispose],
] as const)('after %s nothing is handed out: it would hear of no revocation', async (_, end) => {
  const { receptionist, token } = await open();
  await receptionist[end]();
  expect(await codeOf(token())).toBe('receptionist.closed');
  expect(await codeOf(receptionist.twilio(clinic))).toBe('receptionist.closed');
});

test('two processes with one key file and one cache both hear, and take nothing back', async () => {
  const [first, second] = [await open(), await open(undefined, hourMs)];
  await deliver('canary-second');
  await expect.poll(first.token).toBe('canary-second');
  await expect.poll(second.token).toBe('canary-second');
  await revoke();
  for (const one of [first, second]) await expect.poll(() => codeOf(one.token())).toBe('receptionist.revoked');
});

test('a login whose connections are all in use says so, and what to do', async () => {
  const keys = readKeyFile(files.keyFile);
  const url = new URL(files.databaseUrl);
  url.password = await databasePassword(keys.keys);
  const clients = Array.from({ length: 20 }, () => new pg.Client({ connectionString: url.href }));
  try {
    for (const client of clients) await client.connect();
    expect(await codeOf(open())).toBe('receptionist.too-many-connections');
  } finally {
    for (const client of clients) await client.end();
  }
});

test('a key file that can’t be read is not called missing, and says what is wrong with it', async () => {
  const causeOf = (file: string) =>
    openReceptionist({ ...files, keyFile: file }).then(
      () => 'opened',
      (thrown: { data: { code: string; cause: string } }) => `${thrown.data.code}: ${thrown.data.cause}`,
    );
  expect(await causeOf(path.join(folder, 'none.key'))).toBe('receptionist.key-file: It does not exist.');
  expect(await causeOf(folder)).toBe('receptionist.key-file: It is a folder.');
  writeFileSync(path.join(folder, 'cut.key'), '{"version":1', { mode: 0o600 });
  expect(await causeOf(path.join(folder, 'cut.key'))).toMatch(/^receptionist\.key-file: It is cut short/);
});
