/**
 * The endpoint of each provider. A variable for each (`VOXANNE_…_URL`) sends its requests to another origin on this
 * machine.
 */
import type { ProviderId } from '../../src-shared/primitives';
import { forEachProvider, providerDescriptors } from '../../src-shared/providers';
import { type Endpoint, loopbackEndpoint } from './http/endpoint';

export type Endpoints = Readonly<Record<ProviderId, Endpoint>>;

/**
 * Reads the endpoints from an environment.
 * @throws AppError `endpoint.*`; the program must not start then
 */
export function readEndpoints(env: Readonly<Record<string, string | undefined>>): Endpoints {
  const read = (provider: ProviderId): Endpoint => {
    const { variable } = providerDescriptors[provider].network;
    const value = env[variable];
    return value === undefined || value.trim() === ''
      ? { origin: null, simulated: false }
      : loopbackEndpoint(value, variable);
  };
  return forEachProvider(read);
}
