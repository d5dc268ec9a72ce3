/**
 * The services that talk to providers, made and joined for one open database: providers → credentials → services on
 * top. `compose.ts` loads this when it is first asked for, so that the list of clinics does not wait for code that only
 * a check or a test runs.
 */
import type { Hold } from '../src-shared/updates/updates';
import { createCalendarService } from './calendar/calendar-service';
import { createCheckAll } from './checks/check-all';
import { storageFor } from './credentials/bound-storage';
import { createCredentialService } from './credentials/credential-service';
import type { Publish } from './events';
import type { Logger } from './logging/logger';
import { createTests } from './messaging/create-tests';
import type { Platform } from './platform';
import { createProviders } from './providers';
import type { Endpoints } from './providers/endpoints';
import type { Network } from './providers/http/network';
import { createSignInService } from './sign-in/sign-in-service';
import type { Storage } from './storage/repositories';

export type Connections = ReturnType<typeof createConnections>;

type ConnectionsDeps = {
  storage: Storage;
  endpoints: Endpoints;
  network: Network;
  platform: Platform;
  publish: Publish;
  logger: Logger;
};

export function createConnections({ storage: whole, endpoints, network, platform, publish, logger }: ConnectionsDeps) {
  const storage = storageFor(whole, endpoints);
  const providers = createProviders(endpoints, network);
  const credentials = createCredentialService({ storage, providers, endpoints, platform, publish });
  const checkAll = createCheckAll({ storage, credentials, publish });
  const signIns = createSignInService({ storage, providers, credentials, endpoints, platform, publish });
  const calendar = createCalendarService({
    storage,
    providers,
    credentials,
    endpoints,
    platform,
  });
  const { tests, messages } = createTests({
    storage,
    providers,
    endpoints,
    platform,
    publish,
    logger,
    foundInUse: credentials.foundInUse,
  });

  return {
    credentials,
    checkAll,
    signIns,
    calendar,
    tests,
    messages,
    /** What must not be cut off. */
    running: (): Hold[] => [
      ...(tests.isRunning() ? (['test'] as const) : []),
      ...(signIns.isRunning() ? (['sign-in'] as const) : []),
      ...(checkAll.isRunning() ? (['check-all'] as const) : []),
    ],
    /** Stops running work and forgets unsaved secrets. */
    async close(): Promise<void> {
      checkAll.close();
      messages.close();
      const ended = await Promise.allSettled([tests.stopAll(), signIns.stopAll()]);
      credentials.forgetHeld();
      for (const end of ended) if (end.status === 'rejected') logger.fault('stopping what runs', end.reason);
    },
  };
}
