import type { ProviderEntry } from '../provider-entry';
import { stripeHosts } from './stripe-client';
import { createStripeApiFactory } from './stripe-clients';
import { createStripeProvider } from './stripe-provider';

export const stripe: ProviderEntry = {
  hosts: stripeHosts,
  create: (options) => createStripeProvider(createStripeApiFactory(options)),
};
