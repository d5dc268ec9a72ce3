/** Options of a provider's HTTP clients. */
import type { Endpoint } from './endpoint';
import type { Network } from './network';
import type { RetryPolicy } from './retry';

export type ClientOptions = {
  /** Loopback origin that answers for all of the provider's hosts; null for the provider itself. */
  redirect: string | null;
  detour?: Endpoint['detour'];
  /** No proxy, and Node's own certificates, when left out. */
  network?: Network;
  retry?: RetryPolicy;
  /** Milliseconds since 1970. */
  now?: () => number;
};

export const clientOptions = ({ origin, detour }: Endpoint, network: Network): ClientOptions => ({
  redirect: origin,
  network,
  ...(detour === undefined ? {} : { detour }),
});
