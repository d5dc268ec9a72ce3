/** A profile that is damaged in ways of a test's choice, for tests of the way out. */
import { hash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { backUp } from '../../../src-main/storage/backup';
import { openDatabase } from '../../../src-main/storage/open-database';
import type { Storage } from '../../../src-main/storage/repositories';
import { FakeKeyStore } from '../../fakes/fake-key-store';
import {
  clinicWithCredential,
  newProfileDir,
  note,
  platformOf,
  storageOf,
  vaultIn,
} from '../../unit/main/vault/profile';

export const pageBytes = 4096;
export const entries = 300;

export async function backUpProfile(dir: string, at = new Date(), kind: 'daily' | 'update' = 'daily') {
  const opened = await openDatabase(platformOf(dir));
  if (opened.state !== 'open') throw new Error(opened.state);
  const file = await backUp(opened.connection, { ...platformOf(dir), now: () => at }, { kind });
  opened.connection.database.close();
  return file;
}

async function sendTest(storage: Storage, organizationId: string) {
  const { tests, messages } = storage.forOrganization(organizationId);
  const numbers = { from: '+14155550100', to: '+14155550111' };
  const run = await tests.begin(
    {
      provider: 'twilio',
      subject: numbers.from,
      recipient: numbers.to,
      simulated: true,
      startedAt: new Date().toISOString(),
      startedBy: 'tester',
      steps: [],
    },
    note('sms-test.started'),
  );
  await messages.intend({ runId: run.id, step: 'test-sms', ...numbers, body: 'canary-body 4711', code: '4711' });
}

/** A closed profile: one clinic that is in the backup, many entries and a second clinic that are not. */
export async function profile({ backup = true, count = entries } = {}) {
  const dir = newProfileDir();
  const keyStore = new FakeKeyStore();
  const vault = await vaultIn(dir, keyStore);
  const { organizationId } = await clinicWithCredential(storageOf(vault));
  await sendTest(storageOf(vault), organizationId);
  if (backup) await backUpProfile(dir);
  const late = await clinicWithCredential(storageOf(vault), 'Harbor Dental');
  for (let i = 0; i < count; i += 1) await late.audit(note('credential.checked', `check ${i} ${'x'.repeat(100)}`));
  return { dir, file: join(dir, 'console.db'), keyStore, vault, organizationId };
}
export type Profile = Awaited<ReturnType<typeof profile>>;

export function flip(file: string, from: number, to: number, mask = 0xff) {
  const bytes = readFileSync(file);
  const part = bytes.subarray(from, to);
  for (let i = 0; i < part.length; i += 1) part[i] = (part[i] ?? 0) ^ mask;
  writeFileSync(file, bytes);
}

export const frameBytes = 24 + pageBytes;
/** How many frames of the log in use there are: after a checkpoint it begins anew, over older frames of other salts. */
function framesOf(file: string): number {
  const log = readFileSync(`${file}-wal`);
  const salts = log.subarray(16, 24);
  let frames = 0;
  for (let at = 32; log.subarray(at + 8, at + 16).equals(salts); at += frameBytes) frames += 1;
  return frames;
}

/** As a crash leaves it: with all that was committed since the last checkpoint in the log, and that is not little. */
export async function crash({ dir, file, vault, organizationId }: Profile) {
  const { audit } = storageOf(vault).forOrganization(organizationId);
  while (framesOf(file) < 40) await audit(note('credential.checked', 'once more'));
  const aside = newProfileDir();
  for (const name of ['console.db', 'console.db-wal']) copyFileSync(join(dir, name), join(aside, name));
  vault.close();
  for (const name of ['console.db', 'console.db-wal']) copyFileSync(join(aside, name), join(dir, name));
}

export const sha = (file: string) => hash('sha256', readFileSync(file));
export const damagedFiles = (dir: string) =>
  Object.fromEntries(
    readdirSync(dir)
      .filter((name) => /^console\.db(\.damaged-[\dTZ-]+Z)?(-wal)?$/.test(name) && statSync(join(dir, name)).size > 0)
      .map((name) => [name.replace(/\.damaged-[\dTZ-]+Z/, ''), sha(join(dir, name))]),
  );
/** A temporary folder for this file alone: other tests run rescues at the same time. */
export const ownTemp = mkdtempSync(join(tmpdir(), 'voxanne-own-temp-'));
process.env.TMPDIR = ownTemp;
afterAll(() => rmSync(ownTemp, { recursive: true, force: true }));
export const leftovers = () => readdirSync(ownTemp).filter((name) => name.startsWith('voxanne-rescue-'));
