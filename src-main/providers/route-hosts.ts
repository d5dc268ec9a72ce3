/** Where the requests of each provider go, for looking up the way there. */
import type { ProviderId } from '../../src-shared/primitives';
import { providerHosts } from '.';
import type { Endpoints } from './endpoints';

/** The provider's own hosts, or the one that answers in their place. */
export const routeHosts = (endpoints: Endpoints): { provider: ProviderId; host: string }[] =>
  (Object.keys(providerHosts) as ProviderId[]).flatMap((provider) => {
    const { origin } = endpoints[provider];
    const hosts = origin === null ? [...providerHosts[provider]] : [new URL(origin).host];
    return hosts.map((host) => ({ provider, host }));
  });
