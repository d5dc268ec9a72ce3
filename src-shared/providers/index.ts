/** The providers, one line each. */
import type { ProviderId } from '../primitives';
import type { ProviderDescriptor } from './descriptor';
import { googleDescriptor } from './google/descriptor';
import { twilioDescriptor } from './twilio/descriptor';

export const providerDescriptors: Record<ProviderId, ProviderDescriptor> = {
  twilio: twilioDescriptor,
  google: googleDescriptor,
};
