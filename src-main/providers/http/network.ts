/** The network that requests go over: a route for each address, and the certificates that are trusted. */
import { t } from '../../../src-shared/texts/translate';
import { direct, type RouteFinder } from './route';
import type { Trust } from './trust';

export type Network = { route: RouteFinder; trust: Trust };

/** No proxy, and the certificates that Node trusts. */
export function createDirectNetwork(): Network {
  return {
    route: {
      find: async () => [direct],
      credentialsFor: async () => null,
      describe: async () => ({ source: t('no proxy'), routes: [direct] }),
    },
    trust: { ca: undefined, noticed: () => undefined },
  };
}
