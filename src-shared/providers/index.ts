/** The registry of providers: their descriptors, in the order of the wizard. */
import type { ProviderDescriptor } from './descriptor';
import * as descriptors from './descriptors';
import { type ProviderId, providerIds } from './ids';

/** A value for each provider. */
export const forEachProvider = <T>(make: (id: ProviderId) => T): Record<ProviderId, T> =>
  Object.fromEntries(providerIds.map((id) => [id, make(id)])) as Record<ProviderId, T>;

export const providerDescriptors: Readonly<Record<ProviderId, ProviderDescriptor>> = { ...descriptors };

export const allProviders: readonly ProviderDescriptor[] = providerIds.map((id) => providerDescriptors[id]);

/** The mode of an account, where its provider has modes: one for trying has the tone of a warning. */
export const modeDescriptorOf = ({ provider, mode }: { provider: ProviderId; mode?: string | null | undefined }) =>
  mode == null ? undefined : providerDescriptors[provider].modes?.[mode];
