/** The providers, one line each. */
import type { ProviderId } from '../primitives';
import type { ProviderDescriptor } from './descriptor';
import { googleDescriptor } from './google';
import { twilioDescriptor } from './twilio';

export const providerDescriptors: Record<ProviderId, ProviderDescriptor> = {
  twilio: twilioDescriptor,
  google: googleDescriptor,
};
