/** The providers that this console can connect, one line each. */
import type { ProviderId } from '../../src-shared/primitives';
import type { Endpoints } from './endpoints';
import { createGoogleClients, type GoogleClients } from './google/google-clients';
import { createGoogleProvider } from './google/google-provider';
import { googleHosts } from './google/hosts';
import type { Endpoint } from './http/endpoint';
import { createDirectNetwork, type Network } from './http/network';
import type { Provider } from './provider';
import type { StripeApiFactory } from './stripe/stripe-api';
import { stripeHosts } from './stripe/stripe-client';
import { createStripeApiFactory } from './stripe/stripe-clients';
import { createStripeProvider } from './stripe/stripe-provider';
import { twilioHosts } from './twilio/hosts';
import type { TwilioApiFactory } from './twilio/twilio-api';
import { createTwilioApiFactory } from './twilio/twilio-client';
import { createTwilioProvider } from './twilio/twilio-provider';

/** The hosts that each provider's requests go to. */
export const providerHosts: Readonly<Record<ProviderId, ReadonlySet<string>>> = {
  twilio: twilioHosts,
  google: googleHosts,
  stripe: stripeHosts,
};

export type ProviderClients = {
  readonly twilio: TwilioApiFactory;
  readonly google: GoogleClients;
  readonly stripe: StripeApiFactory;
};

const clientOptions = ({ origin, detour }: Endpoint, network: Network) => ({
  redirect: origin,
  network,
  ...(detour === undefined ? {} : { detour }),
});

/**
 * The clients behind the providers: one set for each set of endpoints, shared by the providers and the services that send. No SDK is loaded
 * yet.
 */
export const createProviderClients = (
  endpoints: Endpoints,
  network: Network = createDirectNetwork(),
): ProviderClients => ({
  twilio: createTwilioApiFactory(clientOptions(endpoints.twilio, network)),
  google: createGoogleClients(clientOptions(endpoints.google, network)),
  stripe: createStripeApiFactory(clientOptions(endpoints.stripe, network)),
});

export function createProviders(clients: ProviderClients): Record<ProviderId, Provider> {
  return {
    twilio: createTwilioProvider(clients.twilio),
    google: createGoogleProvider(clients.google),
    stripe: createStripeProvider(clients.stripe),
  };
}
