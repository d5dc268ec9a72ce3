/** The registry of providers. */
import type { ProviderId } from '../../src-shared/primitives';
import { forEachProvider } from '../../src-shared/providers';
import type { Endpoints } from './endpoints';
import * as entries from './entries';
import { clientOptions } from './http/client-options';
import { createDirectNetwork, type Network } from './http/network';
import type { Provider } from './provider';
import type { ProviderEntry } from './provider-entry';

const byId: Readonly<Record<ProviderId, ProviderEntry>> = { ...entries };

/** The hosts that each provider's requests go to. */
export const providerHosts: Readonly<Record<ProviderId, ReadonlySet<string>>> = forEachProvider((id) => byId[id].hosts);

export type Providers = Readonly<Record<ProviderId, Provider>>;

/** The providers at one set of endpoints. Each shares its connections among all clinics. */
export const createProviders = (endpoints: Endpoints, network: Network = createDirectNetwork()): Providers =>
  forEachProvider((id) => byId[id].create(clientOptions(endpoints[id], network)));
