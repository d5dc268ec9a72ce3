/**
 * The life of a clinic's credential: import → verify → save → check → replace → revoke. It knows no provider by name.
 * Secrets come in through `verify` and go to the vault; nothing here returns one.
 */

import type { Connection } from '../../src-shared/credentials/connection';
import type { ProviderId } from '../../src-shared/primitives';
import type { Publish } from '../events';
import type { Platform } from '../platform';
import type { Endpoints } from '../providers/endpoints';
import type { Provider } from '../providers/provider';
import type { Storage } from '../storage/repositories';
import { createChoiceCautions } from './choice-cautions';
import { createConnectionChecks } from './connection-checks';
import { createConnectionReader } from './connection-reader';
import { createCredentialImports } from './credential-imports';
import { createRevocationService } from './revocation-service';
import { createVerifications } from './verifications';

export type CredentialServiceDeps = {
  storage: Storage;
  providers: Record<ProviderId, Provider>;
  endpoints: Endpoints;
  platform: Platform;
  publish: Publish;
  /** How long a provider has to withdraw an access, in milliseconds. */
  withdrawMs?: number;
};

export type CredentialService = ReturnType<typeof createCredentialService>;

export function createCredentialService({
  storage,
  providers,
  endpoints,
  platform,
  publish,
  withdrawMs,
}: CredentialServiceDeps) {
  const imports = createCredentialImports({ storage, providers, now: platform.now });
  const changed = (organizationId: string) => publish('organizations.changed', { organizationId });
  const simulated = (provider: ProviderId) => endpoints[provider].simulated;

  const cautions = createChoiceCautions(storage);
  const revocations = createRevocationService({ storage, providers, publish, withdrawMs });

  const connections = createConnectionReader({ storage, providers, cautions, now: platform.now });
  const { view } = connections;
  const verifications = createVerifications({
    storage,
    providers,
    imports,
    cautions,
    revocations,
    view,
    changed,
    simulated,
    now: platform.now,
  });
  const { check, attempt, options, choose, foundInUse } = createConnectionChecks({
    storage,
    cautions,
    providers,
    endpoints,
    platform,
    publish,
    view,
  });
  return {
    list: connections.list,
    importFile: imports.importFile,
    importText: imports.importText,
    entered: imports.entered,

    verify: verifications.verify,
    adopt: verifications.adopt,
    save: verifications.save,

    check,
    attempt,
    options,
    choose,
    foundInUse,
    sharedUse: revocations.sharedUse,

    /**
     * Ends the access at the provider, then destroys the stored secret and keeps the record. Works offline too: the
     * revocation is then pending.
     */
    async revoke(organizationId: string, providerId: ProviderId): Promise<Connection> {
      await revocations.revoke(organizationId, providerId);
      return connections.find(organizationId, providerId);
    },

    /** Retries a pending revocation now. @throws AppError why it still could not be told */
    async retryRevocation(organizationId: string, providerId: ProviderId): Promise<Connection> {
      await revocations.retry(organizationId, providerId);
      return connections.find(organizationId, providerId);
    },

    /** Ends all access of a clinic before it is removed. */
    endAll: revocations.endAll,

    /** Retries pending revocations of all clinics. */
    retryRevocations: (): Promise<void> => revocations.retryAll(),

    /** Forgets unsaved secrets, for good. */
    forgetHeld(): void {
      revocations.stop();
      imports.close();
      verifications.close();
    },
  };
}
