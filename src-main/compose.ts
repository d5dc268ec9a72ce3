/**
 * The one place where the console's objects are made and joined. Reads top to bottom: endpoints → vault and storage → services → connections.
 * The window and the command line both start here; neither Electron nor a terminal is known below.
 */
import { providerDescriptors } from '../src-shared/providers';
import type { Settings } from '../src-shared/settings/settings';
import { defaultSettings } from '../src-shared/settings/settings';
import type { Connections } from './connections';
import type { Publish } from './events';
import type { Logger } from './logging/logger';
import {
  createOrganizationService,
  type OrganizationService,
  type OrganizationServiceDeps,
} from './organizations/organization-service';
import type { Platform } from './platform';
import type { PracticeProviders } from './practice/practice-providers';
import { type Endpoints, readEndpoints } from './providers/endpoints';
import type { Storage } from './storage/repositories';
import type { KeyStore } from './vault/keychain/key-store';
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

  type Services = { storage: Storage; organizations: OrganizationService };
  // The vault may get its database late (after a retry, or memory-only): services are made for the storage that is there now.
  let made: Services | null = null;
  const services = (): Services => {
    const { storage } = vault;
    if (!storage) throw vaultError(vault.state());
    const endAccess: OrganizationServiceDeps['endAccess'] = async (organizationId) =>
      (await connections()).credentials.endAll(organizationId);
    const current =
      made?.storage === storage
        ? made
        : { storage, organizations: createOrganizationService({ storage, endAccess, platform, publish }) };
    made = current;
    return current;
  };

  let joined: { storage: Storage; connections: Promise<Connections> } | null = null;
  const connections = async (): Promise<Connections> => {
    const { storage } = services();
    if (joined?.storage !== storage) {
      const connections = import('./connections').then(({ createConnections }) =>
        createConnections({ storage, endpoints, platform, publish, logger }),
      );
      joined = { storage, connections };
    }
    return joined.connections;
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
    /**
     * The services that talk to providers. Their code is read at the first call.
     * @throws AppError `vault.*` while there is no database to work with
     */
    connections,
    /** Settings have defaults even when nothing can be opened. */
    settings: {
      get: async (): Promise<Settings> => (vault.storage ? vault.storage.settings.get() : defaultSettings),
      update: async (change: Partial<Settings>): Promise<Settings> =>
        vault.storage ? vault.storage.settings.update(change) : { ...defaultSettings, ...change },
    },
    /** Stops what runs, drops the keys, closes the database. */
    async close(): Promise<void> {
      stopTelling();
      await (await joined?.connections)?.close();
      closing.abort();
      await vault.close();
      await practice?.close();
    },
  };
}
