/** A profile folder of its own for each test, and a vault in it. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { Platform } from '../../../../src-main/platform';
import type { AuditNote, NewCredential, OrganizationScope, Storage } from '../../../../src-main/storage/repositories';
import type { KeyStore } from '../../../../src-main/vault/keychain/key-store';
import { openVault } from '../../../../src-main/vault/open-vault';
import type { Vault } from '../../../../src-main/vault/vault';
import type { AuditAction } from '../../../../src-shared/audit/actions';
import { testKdf } from '../../../fakes/cheap-derivations';
import { storageWorker } from '../../../integration/storage/storage-worker';

export { testKdf };

export const note = (action: string, detail = action): AuditNote => ({
  // Tests of storage tell entries apart by it.
  action: action as AuditAction,
  outcome: 'succeeded',
  detail,
  simulated: false,
});

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0).reverse()) cleanUp();
});

export function newProfileDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'voxanne-profile-'));
  cleanUps.push(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

export function platformOf(profileDir: string): Platform {
  return {
    profileDir,
    actor: 'tester',
    version: '0.0.0',
    sqliteBinding: undefined,
    storageWorker,
    now: () => new Date(),
  };
}

export async function vaultIn(profileDir: string, keyStore: KeyStore): Promise<Vault> {
  const vault = await openVault({ platform: platformOf(profileDir), keyStore, kdf: testKdf });
  cleanUps.push(() => vault.close());
  return vault;
}

export function storageOf(vault: Vault): Storage {
  if (!vault.storage) throw new Error(`no storage: ${JSON.stringify(vault.state())}`);
  return vault.storage;
}

export const secrets = { accountSid: `AC${'1'.repeat(32)}`, authToken: 'canary-4f2a9c7e-canary-secret' };

/** A clinic with a sealed Twilio credential. */
export async function clinicWithCredential(
  storage: Storage,
  name = 'Sunrise Dental',
  fields: Record<string, string> = secrets,
): Promise<OrganizationScope> {
  const { id } = await storage.organizations.add(
    { name, timeZone: 'America/New_York', country: 'US' },
    note('organization.added'),
  );
  const scope = storage.forOrganization(id);
  await saveCredential(scope, fields);
  return scope;
}

export function saveCredential(
  scope: OrganizationScope,
  fields: Record<string, string> = secrets,
  choice = '+14155550100',
  over: Partial<NewCredential> = {},
) {
  return scope.credentials.save(
    {
      provider: 'twilio',
      methodId: 'auth-token',
      choice,
      metadata: { accountName: 'Sunrise' },
      accountKey: `AC${'1'.repeat(32)}`,
      keyHint: 'Auth token ending in cret',
      simulated: false,
      verifiedAt: '2026-05-04T09:30:00.000Z',
      expiresAt: null,
      ...over,
    },
    fields,
    [
      {
        provider: 'twilio',
        rung: 'signed-in',
        state: 'proven',
        proof: 'Twilio answered',
        checkedAt: '2026-05-04T09:30:00.000Z',
        simulated: false,
      },
    ],
    note('credential.added'),
  );
}

/** The code of the AppError that `work` ends in, or what else happened. */
export async function codeOf(work: Promise<unknown> | (() => unknown)): Promise<string> {
  try {
    await (typeof work === 'function' ? work() : work);
    return 'no error';
  } catch (thrown) {
    if (thrown instanceof Error && 'data' in thrown) return String((thrown.data as { code: string }).code);
    return thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  }
}
