/** A clinic with a stored Twilio credential in a real vault and database, whose Twilio is a loopback server. */

import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Platform } from '../../../src-main/platform';
import { createTwilioApiFactory } from '../../../src-main/providers/twilio/twilio-client';
import { openVault } from '../../../src-main/vault/open-vault';
import type { TestRun } from '../../../src-shared/tests/test-run';
import { endpointsAt } from '../../fakes/endpoints';
import { FakeKeyStore } from '../../fakes/fake-key-store';
import { storageWorker } from '../storage/storage-worker';
import { quick } from './run-suite';
import { createSmsTests } from './sms-tests';
import { accountSid, authToken, from } from './tiny-twilio';

export type Clinic = Awaited<ReturnType<typeof openClinic>>;

/** One start of the program on a profile; call it again with the same folder and keychain for the next start. */
export async function openClinic(
  origin: string,
  again?: { profileDir: string; keyStore: FakeKeyStore; organizationId: string },
) {
  const profileDir = again?.profileDir ?? (await mkdtemp(path.join(os.tmpdir(), 'voxanne-clinic-')));
  const keyStore = again?.keyStore ?? new FakeKeyStore();
  const platform: Platform = {
    profileDir,
    actor: 'installer',
    version: '0.0.0',
    sqliteBinding: undefined,
    storageWorker,
    now: () => new Date(),
  };
  const vault = await openVault({ platform, keyStore });
  const { storage } = vault;
  if (storage === null) throw new Error(`no storage: ${vault.state().state}`);
  const note = {
    action: 'organization.changed' as const,
    outcome: 'succeeded' as const,
    detail: 'test',
    simulated: true,
  };
  const organizationId =
    again?.organizationId ??
    (await storage.organizations.add({ name: 'Sunrise Dental', timeZone: 'America/Los_Angeles', country: 'US' }, note))
      .id;
  const scope = storage.forOrganization(organizationId);
  if (again === undefined) {
    const credential = {
      provider: 'twilio' as const,
      methodId: 'auth-token',
      choice: from,
      metadata: {},
      accountKey: accountSid,
      keyHint: 'Auth token ending in f0f0',
      simulated: true,
      verifiedAt: null,
      expiresAt: null,
    };
    await scope.credentials.save(credential, { accountSid, authToken }, [], note);
  }
  const published: TestRun[] = [];
  const warnings: string[] = [];
  const endpoints = endpointsAt({ twilio: origin });
  const smsTests = createSmsTests({
    storage,
    createApi: createTwilioApiFactory({ redirect: origin, ...quick }),
    endpoints,
    platform,
    publish: (event, payload) => {
      if (event === 'test.progress') published.push(payload as TestRun);
    },
    logger: { warn: (message) => void warnings.push(message) },
  });
  return {
    profileDir,
    keyStore,
    organizationId,
    storage,
    scope,
    smsTests,
    published,
    warnings,
    /** Ends the start cleanly. */
    close: () => vault.close(),
    remove: async () => {
      vault.close();
      await rm(profileDir, { recursive: true, force: true });
    },
  };
}
