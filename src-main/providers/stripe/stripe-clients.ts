/** Makes Stripe clients for one set of endpoints: their connections are shared, their keys are not. */
import type { ClientOptions } from '../http/client-options';
import { createHttpClient } from '../http/http-client';
import { createDirectNetwork } from '../http/network';
import type { StripeApiFactory } from './stripe-api';
import { createStripeClient, stripeHosts, stripeOrigin } from './stripe-client';

export function createStripeApiFactory({ redirect, detour, network, retry, now }: ClientOptions): StripeApiFactory {
  const http = createHttpClient({
    hosts: stripeHosts,
    apiOrigin: stripeOrigin,
    endpoint: { origin: redirect, ...(detour === undefined ? {} : { detour }) },
    network: network ?? createDirectNetwork(),
  });
  return (secretKey, slot) => createStripeClient({ http, secretKey, slot, retry, now });
}
