/**
 * Storage as the services see it that talk to providers: a credential is opened for its own kind of endpoint only. One
 * place, so that no service can forget it.
 */
import type { Endpoints } from '../providers/endpoints';
import type { Storage } from '../storage/repositories';

export const storageFor = (storage: Storage, endpoints: Endpoints): Storage => ({
  ...storage,
  forOrganization(organizationId) {
    const scope = storage.forOrganization(organizationId);
    return {
      ...scope,
      credentials: {
        ...scope.credentials,
        open: (provider) => scope.credentials.open(provider, endpoints[provider]),
      },
      revocations: {
        ...scope.revocations,
        open: (id) => scope.revocations.open(id, (provider) => endpoints[provider]),
      },
    };
  },
});
