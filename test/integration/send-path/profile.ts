/** Many clinics in one real vault and database, each with an account of its own at one simulator. */

import { access, constants, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { ReconcileTimes } from '../../../src-main/messaging/reconcile';
import type { Platform } from '../../../src-main/platform';
import { createTwilioApiFactory, type TwilioClientOptions } from '../../../src-main/providers/twilio/twilio-client';
import type { OrganizationScope, Storage } from '../../../src-main/storage/repositories';
import type { KeyStore } from '../../../src-main/vault/keychain/key-store';
import { openVault } from '../../../src-main/vault/open-vault';
import type { TestRun } from '../../../src-shared/tests/test-run';
import { pace } from '../../fakes/pace';
import { createSmsTests, type SmsTests } from '../messaging/sms-tests';
import { storageWorker } from '../storage/storage-worker';

/** Deadlines as short as loopback allows, so that thousands of them fit into a test. */
const quickClient: Omit<TwilioClientOptions, 'redirect'> = {
  retry: { attempts: 3, pauseMs: 10, maxPauseMs: 40, deadlineMs: 3000 * pace },
  lookUpTimeoutMs: 800 * pace,
  sendTimeoutMs: 350 * pace,
};
/** A list is believed only well after the moment at which a request that was held back can still get through. */
export const quickReconcile: ReconcileTimes = {
  pausesMs: [0, 200 * pace, 600 * pace, 1400 * pace],
  absenceProvesAfterMs: 2000 * pace,
};
/** For several processes on a busy computer, where the server itself may be late by seconds. */
export const patientReconcile: ReconcileTimes = { pausesMs: [0, 200], absenceProvesAfterMs: 6000 };

/**
 * A folder in memory where the system has one. Tens of thousands of writes are each forced to the disk, in the way of
 * every deadline of this process; what survives a kill is the same in memory.
 */
export const memoryFolder = (): Promise<string> =>
  access('/dev/shm', constants.W_OK).then(
    () => '/dev/shm',
    () => os.tmpdir(),
  );

export type Account = { accountSid: string; authToken: string; phoneNumber: string };

export async function openProfile(keyStore: KeyStore, folder?: string) {
  const profileDir = folder ?? (await mkdtemp(path.join(await memoryFolder(), 'voxanne-send-path-')));
  const platform: Platform = {
    profileDir,
    actor: 'test',
    version: '0.0.0',
    sqliteBinding: undefined,
    storageWorker,
    now: () => new Date(),
  };
  const vault = await openVault({ platform, keyStore });
  const { storage } = vault;
  if (storage === null) throw new Error(`no storage: ${vault.state().state}`);
  return {
    profileDir,
    storage,
    addClinic: (name: string, account: Account) => addClinic(storage, name, account),
    /** The service of one start of the program, talking to `origin`. */
    start: (origin: string, more: { onProgress?: (run: TestRun) => void; reconcile?: ReconcileTimes } = {}): SmsTests =>
      createSmsTests({
        storage,
        createApi: createTwilioApiFactory({ redirect: origin, ...quickClient }),
        endpoints: { twilio: { origin, simulated: true } },
        platform,
        publish: (event, payload) => {
          if (event === 'test.progress') more.onProgress?.(payload as TestRun);
        },
        logger: { warn: () => undefined },
        reconcile: more.reconcile ?? quickReconcile,
      }),
    close: () => vault.close(),
    remove: async () => {
      vault.close();
      await rm(profileDir, { recursive: true, force: true });
    },
  };
}

async function addClinic(
  storage: Storage,
  name: string,
  { accountSid, authToken, phoneNumber }: Account,
): Promise<OrganizationScope> {
  const note = {
    action: 'organization.changed' as const,
    outcome: 'succeeded' as const,
    detail: 'test',
    simulated: true,
  };
  const { id } = await storage.organizations.add({ name, timeZone: 'America/Los_Angeles', country: 'US' }, note);
  const scope = storage.forOrganization(id);
  const credential = {
    provider: 'twilio' as const,
    methodId: 'auth-token',
    choice: phoneNumber,
    metadata: {},
    accountKey: accountSid,
    keyHint: 'test',
    simulated: true,
    verifiedAt: null,
    expiresAt: null,
  };
  await scope.credentials.save(credential, { accountSid, authToken }, [], note);
  return scope;
}
