/** The hosts that each provider's requests go to, for looking up their routes. */
import type { ProviderId } from '../../src-shared/primitives';
import { providerHosts } from '.';
import type { Endpoints } from './endpoints';

/** The provider's own hosts, or the redirect's. */
export const routeHosts = (endpoints: Endpoints): { provider: ProviderId; host: string }[] =>
  (Object.keys(providerHosts) as ProviderId[]).flatMap((provider) => {
    const { origin } = endpoints[provider];
    const hosts = origin === null ? [...providerHosts[provider]] : [new URL(origin).host];
    return hosts.map((host) => ({ provider, host }));
  });
