/** Routes and inspectors in words. */
import type { Inspector, NetworkPending } from '../../src-shared/network/network';
import type { Route } from '../providers/http/route';

const names = { http: '', https: 'HTTPS ', socks4: 'SOCKS 4 ', socks5: 'SOCKS 5 ' } as const;

const routeHost = (host: string) => (host.includes(':') ? `[${host}]` : host);

/** `direct`, `proxy.clinic:3128`, `SOCKS 5 proxy.clinic:1080`. Never a name or a password. */
export function routeWords(route: Route): string {
  if (route.kind === 'direct') return 'direct';
  if (route.kind === 'unusable') return 'no way: the setting can’t be read';
  return `${names[route.protocol]}proxy ${routeHost(route.host)}:${route.port}`.slice(0, 400);
}

/** One plain notice of somebody who inspects. */
export const inspectorWords = ({ name, host }: Pick<Inspector, 'name' | 'host'>): string =>
  `Your network’s certificate “${name}” is trusted by this computer, so ${name} can read the requests to ${host}.`;

/** A proxy that wants a name and a password, and what can be done. */
export function askingWords({ host, port, name, refused, unsupported }: NonNullable<NetworkPending['asking']>): string {
  const proxy = `The proxy ${routeHost(host)}:${port}${name === null ? '' : ` (“${name}”)`}`;
  if (unsupported !== null)
    return `${proxy} accepts no sign-in but ${unsupported}, which the console can’t do. Ask whoever runs the network to let the providers’ addresses pass, or to allow Basic.`;
  return refused
    ? `${proxy} did not accept the user name and password. They are forgotten.`
    : `${proxy} asks for a user name and a password.`;
}
