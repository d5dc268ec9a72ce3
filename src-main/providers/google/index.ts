import type { ProviderEntry } from '../provider-entry';
import { createGoogleClients } from './google-clients';
import { createGoogleProvider } from './google-provider';
import { googleHosts } from './hosts';

export const google: ProviderEntry = {
  hosts: googleHosts,
  create: (options) => createGoogleProvider(createGoogleClients(options)),
};
