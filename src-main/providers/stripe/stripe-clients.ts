/** Makes Stripe clients for one set of endpoints: their connections are shared, their keys are not. */
import type { Endpoint } from '../http/endpoint';
import { createHttpClient } from '../http/http-client';
import { createDirectNetwork, type Network } from '../http/network';
import type { RetryPolicy } from '../http/retry';
import type { StripeApiFactory } from './stripe-api';
import { createStripeClient, stripeHosts, stripeOrigin } from './stripe-client';

export type StripeClientsOptions = {
  /** Loopback origin that answers for Stripe's host; null for Stripe itself. */
  redirect: string | null;
  detour?: Endpoint['detour'];
  /** No proxy, and Node's own certificates, when left out. */
  network?: Network;
  retry?: RetryPolicy;
  /** Milliseconds since 1970. */
  now?: () => number;
};

export function createStripeApiFactory({
  redirect,
  detour,
  network,
  retry,
  now,
}: StripeClientsOptions): StripeApiFactory {
  const http = createHttpClient({
    hosts: stripeHosts,
    apiOrigin: stripeOrigin,
    endpoint: { origin: redirect, ...(detour === undefined ? {} : { detour }) },
    network: network ?? createDirectNetwork(),
  });
  return (secretKey) => createStripeClient({ http, secretKey, retry, now });
}
