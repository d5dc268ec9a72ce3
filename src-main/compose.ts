/**
 * Creates and joins the console's objects, top to bottom: endpoints, vault and storage, services, connections. The
 * window and the command line both start here; nothing here knows Electron or a terminal.
 */

import { AppError } from '../src-shared/errors';
import type { ProviderId } from '../src-shared/primitives';
import { providerDescriptors } from '../src-shared/providers';
import type { Settings } from '../src-shared/settings/settings';
import { defaultSettings } from '../src-shared/settings/settings';
import { t } from '../src-shared/texts/translate';
import { closeAll } from './close-all';
import type { Connections } from './connections';
import { type CameBackService, createCameBackService } from './credentials/came-back';
import { allowsRedirects } from './environment';
import type { Publish } from './events';
import { createJoined } from './joined';
import type { Logger } from './logging/logger';
import { createMoving } from './moving-clinics';
import type { NetworkOptions, WorkspaceNetwork } from './network/workspace-network';
import { type ClinicRows, createClinicRows } from './organizations/clinic-rows';
import {
  createOrganizationService,
  type OrganizationService,
  type OrganizationServiceDeps,
} from './organizations/organization-service';
import type { Platform } from './platform';
import type { PracticeProviders } from './practice/practice-providers';
import { type Endpoints, readEndpoints } from './providers/endpoints';
import type { SystemRoutes } from './providers/http/system-route';
import { readInPieces } from './read-in-pieces';
import type { SharedVault } from './shared-vault/open-shared-vault';
import { isInSharedVault } from './storage/in-shared-vault';
import type { Storage } from './storage/repositories';
import type { KeyStore } from './vault/keychain/key-store';
import { openVault } from './vault/open-vault';
import { vaultClosed } from './vault/vault-errors';

export type WorkspaceOptions = {
  platform: Platform;
  env: Readonly<Record<string, string | undefined>>;
  keyStore: KeyStore;
  publish: Publish;
  logger: Logger;
  /** The simulators in place of the providers; null for the real ones. */
  practice: PracticeProviders | null;
  /** How the system's network settings are asked; read by the console itself when left out. */
  systemRoutes?: SystemRoutes;
  /** Tells what others change in a shared vault; for programs with a window. */
  followsOthers?: boolean;
  /** Reads before all of the database was looked at; for programs that wait for `vault.proven` before they write. */
  readsUnproven?: boolean;
  /** Called for each inspector of connections; for programs with a terminal and no window. */
  warnOfInspector?: NonNullable<NetworkOptions['warn']>;
};

export type Workspace = Awaited<ReturnType<typeof compose>>;

/**
 * Opens a profile. Never throws for a bad keychain or database: the vault's state says what is wrong.
 * @throws AppError `endpoint.*` for a redirect that leads off this machine
 */
export async function compose({
  platform,
  env,
  keyStore,
  publish,
  logger,
  practice,
  systemRoutes,
  followsOthers = false,
  readsUnproven = false,
  warnOfInspector,
}: WorkspaceOptions) {
  const endpoints: Endpoints = practice ? practice.endpoints : readEndpoints(env);
  const closing = new AbortController();
  const vault = await openVault({
    platform,
    keyStore,
    // What is read of a shared vault is pinned here at once.
    readsUnproven: readsUnproven && !isInSharedVault(platform.profileDir),
    backupFailed: (thrown) => logger.fault('daily backup', thrown),
    slowQuery: (text, milliseconds) => logger.warn(`slow query, ${Math.round(milliseconds)} ms: ${text}`),
  });

  // Its driver and its code are read only by those who are in one.
  const openShared = async (): Promise<SharedVault | null> =>
    practice === null && isInSharedVault(platform.profileDir)
      ? (await import('./shared-vault/open-shared-vault')).openSharedVault(platform)
      : null;
  let sharedVault = await openShared();
  /** @throws AppError `shared-vault.file-unreadable`: then the clinics are not on this computer instead */
  const storageInPlace = (): Storage | null => {
    const local = vault.storage;
    return local === null || sharedVault === null ? local : sharedVault.storageOver(local);
  };
  /**
   * Where the clinics live; null while the database of this computer cannot be opened, or what it knows of its shared
   * vault can't be read. The console opens all the same, and who asks for clinics is told why there are none.
   */
  const clinicStorage = (): Storage | null => {
    try {
      return storageInPlace();
    } catch (thrown) {
      if (thrown instanceof AppError) return null;
      throw thrown;
    }
  };
  const checkReported = async (organizationId: string, provider: ProviderId): Promise<void> => {
    if (!vault.opensForChecks()) return;
    const { credentials } = await connections();
    await credentials.check(organizationId, provider, closing.signal);
  };
  /** Once the keys are there: the login to the server follows from them. */
  function followOthers(): void {
    if (!followsOthers || sharedVault === null || !vault.opensForChecks() || clinicStorage() === null) return;
    if (vault.storage !== null) sharedVault.follow(vault.storage, publish, checkReported);
  }
  /** The same. @throws AppError `vault.*` where there is none, `shared-vault.file-unreadable` */
  const requireClinicStorage = (): Storage => storageInPlace() ?? vault.requireStorage();

  /** A sign-in to a proxy is kept only under a key that outlives this run. */
  const computerSecrets = () => {
    const state = vault.state();
    const isInMemory = state.state === 'ready' && state.protection === 'memory';
    return vault.opensForChecks() && !isInMemory ? vault.requireStorage().computerSecrets : null;
  };
  let madeNetwork: Promise<WorkspaceNetwork> | null = null;
  const network = (): Promise<WorkspaceNetwork> => {
    madeNetwork ??= import('./network/workspace-network').then(async ({ createWorkspaceNetwork }) =>
      createWorkspaceNetwork({
        profileDir: platform.profileDir,
        env,
        system: systemRoutes ?? (await import('./providers/http/system-route')).createSystemRoutes(env),
        secrets: async () => computerSecrets(),
        publish,
        now: platform.now,
        ...(warnOfInspector === undefined ? {} : { warn: warnOfInspector }),
      }),
    );
    return madeNetwork;
  };

  /** A release that follows redirects because somebody asked it to says so in the activity. */
  async function sayRedirects(storage: Storage): Promise<void> {
    const redirected = Object.entries(endpoints).flatMap(([provider, { origin }]) =>
      origin === null ? [] : [t('{provider} to {address}', { provider, address: origin })],
    );
    if (practice !== null || redirected.length === 0 || !allowsRedirects(env)) return;
    await storage.audit.append({
      organizationId: null,
      action: 'providers.redirected',
      outcome: 'succeeded',
      detail: t('Requests were redirected: {addresses}', { addresses: redirected.join(', ') }),
      simulated: true,
    });
  }

  const readConnections = async () => {
    await readInPieces([
      () => import('../src-shared/errors-catalogue'),
      () => import('../src-shared/messaging/phone-number'),
      () => import('node:https'),
      () => import('./providers'),
      () => import('./connections'),
    ]);
    return import('./connections');
  };
  const joined = createJoined<Storage, Connections>({
    make: async (storage) => {
      const [{ createConnections }, reached] = await Promise.all([readConnections(), network()]);
      await sayRedirects(storage);
      return createConnections({ storage, endpoints, network: reached, platform, publish, logger });
    },
    closeFailed: (thrown) => logger.fault('closing connections', thrown),
  });
  const connections = async (): Promise<Connections> => {
    if (closing.signal.aborted) throw vaultClosed();
    return joined.for(requireClinicStorage());
  };

  /** Looks up what became of tests that were cut off before this computer's clinics were in a shared vault. */
  async function settleLocalTests(): Promise<void> {
    const local = vault.requireStorage();
    if ((await local.organizations.unfinishedRuns()).length === 0) return;
    const [{ createConnections }, reached] = await Promise.all([readConnections(), network()]);
    const own = createConnections({ storage: local, endpoints, network: reached, platform, publish, logger });
    await own.tests.recover().finally(() => own.close());
  }

  type Services = {
    storage: Storage;
    organizations: OrganizationService;
    clinicRows: ClinicRows;
    cameBack: CameBackService;
  };
  // The vault may get its database late (after a retry, or memory-only): services are made for the storage that is
  // there now.
  let made: Services | null = null;
  const services = (): Services => {
    const storage = requireClinicStorage();
    if (made?.storage === storage) return made;
    const endAccess: OrganizationServiceDeps['endAccess'] = async (organizationId) =>
      (await connections()).credentials.endAll(organizationId);
    made = {
      storage,
      organizations: createOrganizationService({ storage, endAccess, platform, publish }),
      clinicRows: sharedVault?.listOver(vault.requireStorage(), createClinicRows(storage)) ?? createClinicRows(storage),
      cameBack: createCameBackService({ storage, publish }),
    };
    return made;
  };

  /** Moves this computer's clinics to its shared vault; null where there is none. @throws AppError `vault.*` */
  const clinicMove = () => sharedVault?.clinicMove(vault.requireStorage(), settleLocalTests) ?? null;
  const moving = createMoving(clinicMove, publish, closing.signal);

  vault.onChange((state) => {
    if (!vault.opensForChecks()) {
      moving.stop();
      sharedVault?.forgetKeys();
    }
    joined.keep(clinicStorage());
    followOthers();
    publish('vault.changed', state);
  });
  followOthers();

  /** The profile became a member of a shared vault, or is one no more: the clinics are elsewhere from now on. */
  async function moveToPlace(): Promise<void> {
    const before = sharedVault;
    if ((before !== null) === isInSharedVault(platform.profileDir)) return;
    sharedVault = await openShared();
    joined.keep(clinicStorage());
    await before?.close();
    followOthers();
  }

  /**
   * Drops the keys, and stops what runs as `Stop` does. A text that is under way is never sent twice; what became of it
   * is looked up after the next unlocking. Services are made anew when they are asked for.
   */
  async function lock(): Promise<void> {
    const stopped = joined.release();
    // Settings that can't be read allow nothing.
    const { checksWhileLocked } = await settings.get().catch(() => defaultSettings);
    await vault.lock({ forChecks: checksWhileLocked });
    if (!vault.opensForChecks()) (await madeNetwork)?.forgetSignIns();
    await stopped;
  }

  let closed: Promise<void> | null = null;
  /**
   * Stops what runs, drops the keys, closes the database. A part that can't be closed is logged, and the others are
   * closed.
   */
  const close = (): Promise<void> => {
    closing.abort();
    closed ??= closeAll(
      [() => joined.close(), () => sharedVault?.close(), () => vault.close(), () => practice?.close()],
      (thrown) => logger.fault('closing the workspace', thrown),
    );
    return closed;
  };

  const settings = {
    get: async (): Promise<Settings> => (vault.storage ? vault.storage.settings.get() : defaultSettings),
    update: async (change: Partial<Settings>): Promise<Settings> =>
      vault.storage ? vault.storage.settings.update(change) : { ...defaultSettings, ...change },
  };

  return {
    platform,
    endpoints,
    practice,
    vault,
    /** The shared vault that this profile belongs to; null for clinics on this computer alone. */
    get sharedVault() {
      return sharedVault;
    },
    /** Looks again whether it belongs to one. */
    moveToPlace,
    clinicMove,
    /** The same as the window asks for it. */
    moving,
    clinicStorage,
    providerDescriptors,
    /** Display name of the OS keychain. */
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
    /** The same where they are made already; null where nobody asked for them yet. */
    connected: () => joined.current(),
    /** Checks a connection of which a receptionist reports a failure. */
    checkReported,
    /** What must not be cut off by a restart. */
    running: () => joined.current()?.running() ?? [],
    /** Routes, certificates and sign-ins to proxies. Their code is read at the first call. */
    network,
    /** Returns defaults while nothing can be opened. */
    settings,
    lock,
    close,
  };
}
