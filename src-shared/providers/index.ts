/** The providers, one line each. */
import type { ProviderDescriptor } from './descriptor';
import { googleDescriptor } from './google/descriptor';
import { type ProviderId, providerIds } from './ids';
import { stripeDescriptor } from './stripe/descriptor';
import { twilioDescriptor } from './twilio/descriptor';

export const providerDescriptors: Readonly<Record<ProviderId, ProviderDescriptor>> = {
  twilio: twilioDescriptor,
  google: googleDescriptor,
  stripe: stripeDescriptor,
};

/** In the order of the wizard. */
export const allProviders: readonly ProviderDescriptor[] = providerIds.map((id) => providerDescriptors[id]);

/** A value for each provider. */
export const forEachProvider = <T>(make: (id: ProviderId) => T): Record<ProviderId, T> =>
  Object.fromEntries(providerIds.map((id) => [id, make(id)])) as Record<ProviderId, T>;
