/**
 * Finds the route to a provider: from the environment's variables, read as curl does, else from the system's settings.
 */

import { t } from '../../../src-shared/texts/translate';
import type { Environment } from '../../environment';
import { isLoopbackHost } from './endpoint';
import { entriesWithPort } from './no-proxy';
import { noProxyOf, routeFromEnvironment } from './proxy-variables';
import { direct, type ProxyCredentials, type Route, type RouteFinder } from './route';
import type { SystemRoutes } from './system-route';

/** The sign-ins to proxies that are known. */
export interface ProxySignIns {
  /** @returns null when none is known */
  find(proxy: { host: string; port: number }, challenge: string): Promise<ProxyCredentials | null>;
  /** Credentials found or entered in this run. */
  remembered(proxy: { host: string; port: number }): ProxyCredentials | null;
  /** The proxy did not accept the credentials that were found. */
  refused(proxy: { host: string; port: number }, challenge: string): void;
}

type RouteAnswer = {
  routes: readonly Route[];
  /** Where the route came from, in words. */
  source: string;
  /** A setting that could not be followed, as a sentence; null when all could. */
  trouble: string | null;
};

/** A {@link RouteFinder} that can also say what it could not follow. */
export interface NamedRouteFinder extends RouteFinder {
  describe(url: URL): Promise<RouteAnswer>;
}

/** A problem with the variables themselves, as a sentence. */
function variableTrouble(env: Environment): string | null {
  const set = noProxyOf(env);
  const [entry] = set === null ? [] : entriesWithPort(set.value);
  return entry === undefined || set === null
    ? null
    : t('{variable} names {entry}: an entry with a port leaves nothing out. Write the host alone.', {
        variable: set.variable,
        entry,
      });
}

export function createRouteFinder({
  env,
  system,
  signIns,
}: {
  env: Environment;
  system: SystemRoutes;
  signIns: ProxySignIns;
}): NamedRouteFinder {
  async function answer(url: URL, ofSystem: () => Promise<RouteAnswer>): Promise<RouteAnswer> {
    if (isLoopbackHost(url.hostname)) return { routes: [direct], source: t('this computer'), trouble: null };
    const named = routeFromEnvironment(url, env);
    if (named === null) return ofSystem();
    const trouble =
      named.route.kind === 'unusable'
        ? t('{variable} holds no address of a proxy that can be followed, so nothing is sent.', {
            variable: named.variable,
          })
        : variableTrouble(env);
    return { routes: [named.route], source: named.variable, trouble };
  }
  return {
    find: async (url, signal) => (await answer(url, () => system.find(url, signal))).routes,
    credentialsFor: (proxy, challenge) => signIns.find(proxy, challenge),
    remembered: (proxy) => signIns.remembered(proxy),
    refused: (proxy, challenge) => signIns.refused(proxy, challenge),
    describe: (url) => answer(url, () => system.describe?.(url) ?? system.find(url, new AbortController().signal)),
  };
}
