/**
 * Profiles with many clinics, filled through the console's own storage and kept in the cache folder: what a hundred
 * thousand clinics are takes minutes to write. Each clinic has a Twilio account of its own that the simulator knows.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cacheFolder } from '../../../scripts/setup/paths.mjs';
import { startTwilioSimulator } from '../../../src-main/simulator/twilio';
import { migrations } from '../../../src-main/storage/migrations';
import type { Storage } from '../../../src-main/storage/repositories';
import { createKeytarKeyStore } from '../../../src-main/vault/keychain/keytar-key-store';
import { openVault } from '../../../src-main/vault/open-vault';
import { FakeKeyStore } from '../../fakes/fake-key-store';

const note = (action: 'organization.added' | 'credential.added' | 'credential.checked', detail: string) =>
  ({ action, outcome: 'succeeded', detail, simulated: true }) as const;
const at = '2026-11-01T09:30:00.000Z';
const rungs = ['signed-in', 'number-owned', 'sms-capable', 'registered'];
const places = ['Dental', 'Pediatrics', 'Eye Care', 'Dermatology', 'Physio'];

/** Names that differ as real ones do. */
export const clinicName = (index: number) =>
  `${['Sunrise', 'Harbor', 'Cedar Park', 'North End', 'Lakeside'][index % 5]} ${places[(index * 7) % 5]} ${index}`;

type Account = { accountSid: string; authToken: string; phoneNumber: string };

/** Accounts that the simulator knows as long as it gives out as many. */
export async function accountsFor(clinics: number): Promise<Account[]> {
  const simulator = await startTwilioSimulator();
  const accounts = simulator.control.addAccounts(clinics);
  await simulator.close();
  return accounts;
}

/** A clinic with an account of its own, all of it proven. @returns its id */
export async function addClinic(
  storage: Pick<Storage, 'organizations' | 'forOrganization'>,
  index: number,
  account: Account,
): Promise<string> {
  const { id } = await storage.organizations.add(
    { name: clinicName(index), timeZone: 'America/Chicago', country: 'US' },
    note('organization.added', `${clinicName(index)} was added.`),
  );
  await storage.organizations.update(id, { setupStep: null }, null);
  await saveAccount(storage, id, clinicName(index), account);
  return id;
}

export async function saveAccount(
  storage: Pick<Storage, 'forOrganization'>,
  id: string,
  accountName: string,
  { accountSid, authToken, phoneNumber }: Account,
): Promise<void> {
  await storage.forOrganization(id).credentials.save(
    {
      provider: 'twilio',
      methodId: 'auth-token',
      choice: phoneNumber,
      metadata: { accountName },
      accountKey: accountSid,
      keyHint: `ending in ${authToken.slice(-4)}`,
      simulated: true,
      verifiedAt: at,
      expiresAt: null,
    },
    { accountSid, authToken },
    rungs.map((rung) => ({
      provider: 'twilio',
      rung,
      state: 'proven',
      proof: 'it answered',
      checkedAt: at,
      simulated: true,
    })),
    note('credential.added', `Auth token ending in ${authToken.slice(-4)}.`),
  );
}

/** @param entries of the audit trail, at least; each clinic makes two */
async function fill(storage: Storage, clinics: number, entries: number): Promise<string[]> {
  const ids: string[] = [];
  for (const [index, account] of (await accountsFor(clinics)).entries()) {
    ids.push(await addClinic(storage, index, account));
    if (index % 10_000 === 9_999) process.stderr.write(`  ${index + 1} clinics\n`);
  }
  for (let entry = clinics * 2; entry < entries; entry += 1)
    await storage.audit.append({
      organizationId: null,
      ...note(
        'credential.checked',
        `Twilio was checked: ${entry % 90_000 === 7 ? 'quicksilver' : 'all rungs are proven'}.`,
      ),
    });
  return ids;
}

export const platformOf = (profileDir: string) => ({
  profileDir,
  actor: 'bench',
  version: '0.0.0',
  sqliteBinding: undefined,
  storageWorker: path.resolve('dist/main/storage-worker.cjs'),
  now: () => new Date(),
});

/** What is kept beside a profile: its key, which is worth nothing, and the ids of its clinics in their order. */
export type Facts = { keys: [string, string][]; ids: string[] };
export const factsFile = 'bench.json';

export const never = { firstLookMs: 2 ** 30, everyMs: 2 ** 30 };

/** Brings a kept profile of an earlier schema up to date, as a new version of the console does. */
async function migrated(earlier: string, folder: string): Promise<string> {
  rmSync(`${folder}.part`, { recursive: true, force: true });
  cpSync(earlier, `${folder}.part`, { recursive: true });
  const keyStore = new FakeKeyStore();
  const { keys } = JSON.parse(readFileSync(path.join(earlier, factsFile), 'utf8')) as Facts;
  for (const [account, value] of keys) keyStore.entries.set(account, value);
  const vault = await openVault({ platform: platformOf(`${folder}.part`), keyStore, backups: never });
  vault.requireStorage();
  await vault.close();
  rmSync(path.join(`${folder}.part`, 'backups'), { recursive: true, force: true });
  renameSync(`${folder}.part`, folder);
  return folder;
}

/** The kept profile of that size, filled now where there is none. */
export async function keptProfile(clinics: number, entries: number): Promise<string> {
  const folderOf = (schema: number) =>
    path.join(cacheFolder(), 'bench', `clinics-${clinics}-${entries}-schema-${schema}`);
  const folder = folderOf(migrations.length);
  for (let schema = migrations.length; schema > 0; schema -= 1) {
    if (!existsSync(path.join(folderOf(schema), factsFile))) continue;
    return schema === migrations.length ? folder : migrated(folderOf(schema), folder);
  }
  process.stderr.write(`Filling a profile with ${clinics} clinics and ${entries} entries; it is kept in ${folder}\n`);
  rmSync(`${folder}.part`, { recursive: true, force: true });
  mkdirSync(`${folder}.part`, { recursive: true });
  const keyStore = new FakeKeyStore();
  const vault = await openVault({ platform: platformOf(`${folder}.part`), keyStore, backups: never });
  const ids = await fill(vault.requireStorage(), clinics, entries);
  await vault.close();
  const facts: Facts = { keys: [...keyStore.entries], ids };
  writeFileSync(path.join(`${folder}.part`, factsFile), JSON.stringify(facts));
  rmSync(folder, { recursive: true, force: true });
  renameSync(`${folder}.part`, folder);
  return folder;
}

export type BenchProfile = { clinics: number; profileDir: string; ids: string[]; remove(): void };

/** A copy of its own to work in, whose key is in the session's keychain. */
export async function profileWith(clinics: number, entries: number): Promise<BenchProfile> {
  const kept = await keptProfile(clinics, entries);
  const profileDir = mkdtempSync(path.join(tmpdir(), 'bench-clinics-'));
  cpSync(kept, profileDir, { recursive: true });
  const keychain = createKeytarKeyStore();
  const { keys, ids } = JSON.parse(readFileSync(path.join(kept, factsFile), 'utf8')) as Facts;
  for (const [account, value] of keys) {
    const { state } = await keychain.write(account, value);
    if (state !== 'stored') throw new Error(`the keychain is ${state}`);
  }
  const remove = () => rmSync(profileDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  return { clinics, profileDir, ids, remove };
}
