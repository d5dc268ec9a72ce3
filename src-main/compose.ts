/**
 * The one place where the console's objects are made and joined. Reads top to bottom: endpoints → vault and storage → providers → services.
 * The window and the command line both start here; neither Electron nor a terminal is known below.
 */
import { providerDescriptors } from '../src-shared/providers';
import type { Settings } from '../src-shared/settings/settings';
import { defaultSettings } from '../src-shared/settings/settings';
import { createCalendarService } from './calendar/calendar-service';
import { createConnectionTestService } from './credentials/connection-test-service';
import { createCredentialService } from './credentials/credential-service';
import type { Publish } from './events';
import type { Logger } from './logging/logger';
import { createSmsTestService } from './messaging/sms-test-service';
import { createCheckAll } from './organizations/check-all';
import { createOrganizationService } from './organizations/organization-service';
import type { Platform } from './platform';
import type { PracticeProviders } from './practice/practice-providers';
import { createProviderClients, createProviders } from './providers';
import { type Endpoints, readEndpoints } from './providers/endpoints';
import { createSignInService } from './sign-in/sign-in-service';
import type { Storage } from './storage/repositories';
import type { KeyStore } from './vault/key-store';
import { openVault } from './vault/open-vault';
import { vaultError } from './vault/vault-errors';

export type WorkspaceOptions = {
  platform: Platform;
  env: Readonly<Record<string, string | undefined>>;
  keyStore: KeyStore;
  publish: Publish;
  logger: Logger;
  /** The simulators to talk to instead of the providers; null for the real thing. */
  practice: PracticeProviders | null;
};

export type Workspace = Awaited<ReturnType<typeof compose>>;

/**
 * Opens a profile. Never throws for a bad keychain or database: the vault's state says what is wrong.
 * @throws AppError `endpoint.*` for a redirect that leads off this machine
 */
export async function compose({ platform, env, keyStore, publish, logger, practice }: WorkspaceOptions) {
  const endpoints: Endpoints = practice ? practice.endpoints : readEndpoints(env);
  const closing = new AbortController();
  const vault = await openVault({ platform, keyStore, backupFailed: (thrown) => logger.fault('daily backup', thrown) });
  const stopTelling = vault.onChange((state) => publish('vault.changed', state));
  const clients = createProviderClients(endpoints);
  const providers = createProviders(clients);

  type Services = ReturnType<typeof createServices>;
  function createServices(storage: Storage) {
    const credentials = createCredentialService({ storage, providers, endpoints, platform, publish });
    return {
      storage,
      credentials,
      organizations: createOrganizationService({ storage, endAccess: credentials.endAll, platform, publish }),
      checkAll: createCheckAll({ storage, credentials, publish }),
      signIns: createSignInService({ storage, providers, credentials, endpoints, platform, publish }),
      connectionTests: createConnectionTestService({ storage, providers, credentials, endpoints, platform, publish }),
      calendar: createCalendarService({ storage, clients, provider: providers.google, credentials, endpoints, platform }),
      smsTests: createSmsTestService({ storage, clients, endpoints, platform, publish, logger }),
    };
  }

  // The vault may get its database late (after a retry, or memory-only): services are made for the storage that is there now.
  let made: Services | null = null;
  const services = (): Services => {
    const { storage } = vault;
    if (!storage) throw vaultError(vault.state());
    const current = made?.storage === storage ? made : createServices(storage);
    made = current;
    return current;
  };

  return {
    platform,
    endpoints,
    practice,
    vault,
    providerDescriptors,
    /** What the person knows the keychain by. */
    keychainName: keyStore.name,
    /** Aborted when the workspace closes. */
    signal: closing.signal,
    /** @throws AppError `vault.*` while there is no database to work with */
    services,
    /** Settings have defaults even when nothing can be opened. */
    settings: {
      get: async (): Promise<Settings> => (vault.storage ? vault.storage.settings.get() : defaultSettings),
      update: async (change: Partial<Settings>): Promise<Settings> =>
        vault.storage ? vault.storage.settings.update(change) : { ...defaultSettings, ...change },
    },
    /** Stops what runs, drops the keys, closes the database. */
    async close(): Promise<void> {
      stopTelling();
      made?.checkAll.cancel();
      await Promise.all([made?.smsTests.stopAll(), made?.signIns.stopAll(), made?.connectionTests.stopAll()]);
      made?.credentials.forgetHeld();
      closing.abort();
      vault.close();
      await practice?.close();
    },
  };
}
