import type { ProviderEntry } from '../provider-entry';
import { twilioHosts } from './hosts';
import { createTwilioApiFactory } from './twilio-client';
import { createTwilioProvider } from './twilio-provider';

export const twilio: ProviderEntry = {
  hosts: twilioHosts,
  create: (options) => createTwilioProvider(createTwilioApiFactory(options)),
};
