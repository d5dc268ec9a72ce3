/**
 * Endpoints for tests: the providers that are named go to an origin on this computer, the others to their own hosts.
 */
import type { Endpoints } from '../../src-main/providers/endpoints';
import { type ProviderId, providerIds } from '../../src-shared/providers/ids';

export function endpointsAt(origins: Partial<Record<ProviderId, string | null>>): Endpoints {
  const entries = providerIds.map((provider) => {
    const origin = origins[provider] ?? null;
    return [provider, { origin, simulated: origin !== null }];
  });
  return Object.fromEntries(entries) as Endpoints;
}
