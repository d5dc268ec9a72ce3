/** Opens a connection to a provider's host along a route. */
import type { Socket } from 'node:net';
import { createDeadline, endedBy } from './deadline';
import { dial, lookUp } from './dial';
import { type Detour, isLoopbackHost } from './endpoint';
import { HttpFailure } from './http-failure';
import type { Network } from './network';
import { direct, type ProxyCredentials, type ProxyRoute, type Route } from './route';
import { chainOf, secure } from './secure';
import { httpTunnel, socksTunnel } from './tunnel';

/** Where a request goes, and the routes to try in order. */
export type Way = { target: URL; routes: readonly Route[]; detour: Detour | null };

export type Connector = {
  findWay(target: URL, detour: Detour | null, signal: AbortSignal): Promise<Way>;
  /** @throws HttpFailure with `left` false; Node's error of the connection; the signal's reason when it ends */
  open(way: Way, timeoutMs: number, signal: AbortSignal): Promise<Socket>;
};

const usualPorts: Record<string, number> = { 'http:': 80, 'https:': 443 };

/** Host and port as a socket takes them: an IPv6 address without its brackets. */
const addressOf = ({ hostname, port, protocol }: URL) => ({
  host: hostname.replace(/^\[|\]$/g, ''),
  port: port === '' ? (usualPorts[protocol] ?? 443) : Number(port),
});

const proxyFailure = () => new HttpFailure('proxy', false);

export function createConnector({ route: finder, trust }: Network): Connector {
  /** Credentials that a proxy accepted in this run, by its address. */
  const accepted = new Map<string, ProxyCredentials>();

  async function dialProxy({ protocol, host, port }: ProxyRoute, signal: AbortSignal): Promise<Socket> {
    const socket = await dial({ host, port }, signal);
    return protocol === 'https' ? secure(socket, { host, ca: trust.ca }, signal) : socket;
  }

  async function throughHttpProxy(proxy: ProxyRoute, target: URL, signal: AbortSignal): Promise<Socket> {
    const key = `${proxy.protocol}://${proxy.host}:${proxy.port}`;
    const tryWith = async (credentials: ProxyCredentials | null) =>
      httpTunnel(await dialProxy(proxy, signal), addressOf(target), credentials, signal);
    const place = { host: proxy.host, port: proxy.port };
    const known = finder.remembered === undefined ? accepted.get(key) : finder.remembered(place);
    const first = proxy.credentials ?? known ?? null;
    const tunnel = await tryWith(first);
    if (tunnel.kind === 'open') return tunnel.socket;
    if (tunnel.challenge === null) throw proxyFailure();
    accepted.delete(key);
    const found = await endedBy(signal, finder.credentialsFor(place, tunnel.challenge));
    // Only Basic is supported, not Negotiate, NTLM or Digest.
    if (found === null || !/\bbasic\b/i.test(tunnel.challenge)) throw proxyFailure();
    if (found.username === first?.username && found.password === first.password) {
      finder.refused?.(place, tunnel.challenge);
      throw proxyFailure();
    }
    const second = await tryWith(found);
    if (second.kind !== 'open') {
      if (second.challenge !== null) finder.refused?.(place, second.challenge);
      throw proxyFailure();
    }
    accepted.set(key, found);
    return second.socket;
  }

  async function throughSocks(proxy: ProxyRoute, target: URL, signal: AbortSignal): Promise<Socket> {
    const address = addressOf(target);
    const { host, port } = proxy;
    const destination =
      proxy.addressOnly === true
        ? { ...address, host: (await lookUp(address, signal))[0]?.address ?? address.host }
        : address;
    const socket = await dialProxy(proxy, signal);
    const version = proxy.protocol === 'socks4' ? 4 : 5;
    return socksTunnel(socket, { version, host, port }, destination, proxy.credentials, signal);
  }

  /** The TCP connection to the host, before TLS. Every failure of a proxy is reported as `proxy`. */
  async function reach(route: Route, { target, detour }: Way, signal: AbortSignal): Promise<Socket> {
    if (route.kind === 'unusable') throw proxyFailure();
    if (route.kind === 'direct') {
      const { lookup, localAddress } = detour?.connection ?? {};
      return dial({ ...addressOf(target), lookup, localAddress }, signal);
    }
    try {
      const through = route.protocol === 'http' || route.protocol === 'https' ? throughHttpProxy : throughSocks;
      return await through(route, target, signal);
    } catch {
      throw proxyFailure();
    }
  }

  /** Tries the routes in order. Each but the last gets a share of the time. @throws the failure of the first */
  async function reachByAny(way: Way, timeoutMs: number, signal: AbortSignal): Promise<Socket> {
    let first: unknown;
    const endsAt = performance.now() + timeoutMs;
    for (const [index, route] of way.routes.entries()) {
      const left = way.routes.length - index;
      const share = createDeadline(signal, (endsAt - performance.now()) / left);
      try {
        return await reach(route, way, share.signal);
      } catch (thrown) {
        if (signal.aborted) throw thrown;
        first ??= share.isOver && route.kind === 'direct' ? new HttpFailure('timeout', false) : thrown;
      } finally {
        share.release();
      }
    }
    throw first;
  }

  return {
    async findWay(target, detour, signal) {
      if (detour !== null && detour.proxy !== null) {
        const proxy = addressOf(new URL(detour.proxy));
        return {
          target,
          detour,
          routes: [{ kind: 'proxy', protocol: 'http', ...proxy, credentials: null, source: 'practice' }],
        };
      }
      // This computer is never reached through a proxy.
      if (isLoopbackHost(target.hostname)) return { target, detour, routes: [direct] };
      const routes = await endedBy(signal, finder.find(target, signal));
      return { target, detour, routes: routes.length === 0 ? [direct] : routes };
    },

    async open(way, timeoutMs, signal) {
      const { target, detour } = way;
      const socket = await reachByAny(way, timeoutMs, signal);
      if (target.protocol === 'http:') return socket;
      const { ca, computerCa, servername } = detour?.connection ?? {};
      const { host } = addressOf(target);
      const own = ca ?? (trust.trustsSystem === false ? undefined : computerCa);
      const secured = await secure(socket, { host, servername, ca: own === undefined ? trust.ca : [own] }, signal);
      trust.noticed(servername ?? host, chainOf(secured));
      return secured;
    },
  };
}
