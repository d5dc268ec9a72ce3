/**
 * Proxies from environment variables, by curl's rules: the variable of the scheme comes before `ALL_PROXY`, and lower
 * case before upper case. `HTTP_PROXY` in upper case does not count, because a web server sets it from a request's
 * header.
 */
import type { Environment } from '../../environment';
import { isLeftOut } from './no-proxy';
import { parseProxyAddress } from './proxy-address';
import { direct, type Route } from './route';

/** `variable` is the one that decided. */
export type FromEnvironment = { variable: string; route: Route };

/** The first variable that is not empty. */
function firstSet(env: Environment, names: readonly string[]): { variable: string; value: string } | null {
  for (const variable of names) {
    const value = env[variable];
    if (value !== undefined && value.trim() !== '') return { variable, value };
  }
  return null;
}

export const noProxyOf = (env: Environment) => firstSet(env, ['no_proxy', 'NO_PROXY']);

const proxyVariables: Readonly<Record<string, readonly string[]>> = {
  'https:': ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'],
  'http:': ['http_proxy', 'all_proxy', 'ALL_PROXY'],
};

/** @returns null when no variable says anything about this address */
export function routeFromEnvironment(url: URL, env: Environment): FromEnvironment | null {
  const left = noProxyOf(env);
  if (left !== null && isLeftOut(url.hostname, left.value)) return { variable: left.variable, route: direct };
  const set = firstSet(env, proxyVariables[url.protocol] ?? []);
  if (set === null) return null;
  const address = parseProxyAddress(set.value);
  return {
    variable: set.variable,
    route: address === null ? { kind: 'unusable' } : { kind: 'proxy', ...address, source: 'environment' },
  };
}
