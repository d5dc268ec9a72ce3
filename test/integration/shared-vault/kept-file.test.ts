/** What a receptionist's cache file has, and when it is written: what was seen holds after a crash, also in silence. */
import { existsSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Receptionist } from '../../../src-receptionist/api';
import { createCacheFile } from '../../../src-receptionist/cache-file';
import { readKeyFile, writeKeyFile } from '../../../src-receptionist/key-file';
import { openReceptionist } from '../../../src-receptionist/receptionist';
import { codeOf, note, saveCredential, secrets } from '../../unit/main/vault/profile';
import { startSharedVault } from './consoles';
import { admitMachine } from './machines';

const hourMs = 3_600_000;
let vault: Awaited<ReturnType<typeof startSharedVault>>;
let clinic: string;
let files: Awaited<ReturnType<typeof admitMachine>>;
let count = 0;
const opened: Receptionist[] = [];

beforeAll(async () => {
  vault = await startSharedVault();
});
afterAll(() => vault.close());
beforeEach(async () => {
  count += 1;
  clinic = await vault.anna.addClinic(`Clinic ${count}`);
  await saveCredential((await vault.anna.storage()).forOrganization(clinic), { ...secrets, authToken: 'canary-first' });
  files = await admitMachine(vault, `Machine ${count}`, [clinic]);
  // Of a vault in which nobody vouches: words of members, which are kept as well, hide nothing here.
  const { vault: about, ...keys } = readKeyFile(files.keyFile);
  if (about !== null) writeKeyFile(files.keyFile, { ...keys, vault: { ...about, vouched: undefined } });
});
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

const revoke = async () =>
  (await vault.anna.storage()).forOrganization(clinic).credentials.revoke('twilio', note('credential.revoked'));
async function open(pollMs = hourMs) {
  const receptionist = await openReceptionist({ ...files, pollMs });
  opened.push(receptionist);
  return receptionist;
}
const openAndClose = async () => (await open()).close();
const tokenOf = (receptionist: Receptionist) =>
  receptionist.use(clinic, 'twilio', async ({ fields }) => fields.authToken);
const cache = () => createCacheFile(files.cacheFile, readKeyFile(files.keyFile).keys);
function kept() {
  const contents = cache().read();
  if (typeof contents === 'string') throw new Error(contents);
  return contents;
}

test('a revocation that came while it was off holds in the file from the first start on', async () => {
  await openAndClose();
  await revoke();
  const second = await open();
  expect(await codeOf(tokenOf(second))).toBe('receptionist.revoked');
  await second.close();
  await vault.server.stop();
  try {
    expect(await codeOf(tokenOf(await open()))).toBe('receptionist.revoked');
  } finally {
    await vault.server.start();
  }
});

test('with it goes a token that stood in the place of a delivered one', async () => {
  await openAndClose();
  cache().replace(() => ({ ...kept(), replaced: [{ clinicId: clinic, provider: 'twilio', from: ['1'], token: '2' }] }));
  await openAndClose();
  expect(kept().replaced).toHaveLength(1);
  await revoke();
  await openAndClose();
  expect(kept().replaced).toEqual([]);
});

test.skipIf(process.platform === 'win32')('where that can’t be written, the file of before goes', async () => {
  await openAndClose();
  // The system takes names of 255 bytes; the part that becomes the file has a longer one.
  const full = path.join(path.dirname(files.cacheFile), `f${count}`.padEnd(250, 'f'));
  renameSync(files.cacheFile, full);
  files = { ...files, cacheFile: full };
  await revoke();
  expect(await codeOf(tokenOf(await open()))).toBe('receptionist.revoked');
  expect(existsSync(full)).toBe(false);
});

test('an entry of the log that says nothing of its own clinics is kept too: the log goes back nowhere', async () => {
  await open(200);
  const another = await admitMachine(vault, `Another ${count}`, [clinic]);
  await expect.poll(() => kept().head).toEqual(readKeyFile(another.keyFile).vault?.pinned);
});

test('a start at which nothing is new writes nothing', async () => {
  await openAndClose();
  const before = statSync(files.cacheFile, { bigint: true });
  const again = await open();
  expect(await tokenOf(again)).toBe('canary-first');
  await again.close();
  const { ino, mtimeNs, ctimeNs } = statSync(files.cacheFile, { bigint: true });
  expect({ ino, mtimeNs, ctimeNs }).toEqual({ ino: before.ino, mtimeNs: before.mtimeNs, ctimeNs: before.ctimeNs });
});

test.each([
  ['while it works', 200],
  ['at its end, where that comes first', hourMs],
])('times that are old in the file are brought up to date %s, and not before it serves', async (_, pollMs) => {
  await openAndClose();
  const old = new Date(Date.now() - hourMs).toISOString();
  cache().replace(() => ({ ...kept(), readAt: old }));
  const again = await open(pollMs);
  expect(kept().readAt).toBe(old);
  if (pollMs === hourMs) await again.close();
  await expect.poll(() => kept().readAt > old).toBe(true);
});
