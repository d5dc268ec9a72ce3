/** Addresses of proxies as variables and settings spell them, read by curl's rules. */
import type { ProxyRoute } from './route';

export type ProxyAddress = Pick<ProxyRoute, 'protocol' | 'host' | 'port' | 'credentials' | 'addressOnly'>;

type Scheme = Pick<ProxyAddress, 'protocol' | 'addressOnly'> & { defaultPort: number };

/** curl's: port 1080 where none is named, and 443 for a proxy that is itself reached over TLS. */
const schemes: Readonly<Record<string, Scheme>> = {
  http: { protocol: 'http', defaultPort: 1080 },
  https: { protocol: 'https', defaultPort: 443 },
  socks: { protocol: 'socks4', addressOnly: true, defaultPort: 1080 },
  socks4: { protocol: 'socks4', addressOnly: true, defaultPort: 1080 },
  socks4a: { protocol: 'socks4', defaultPort: 1080 },
  socks5: { protocol: 'socks5', addressOnly: true, defaultPort: 1080 },
  socks5h: { protocol: 'socks5', defaultPort: 1080 },
};

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** User name and password up to the last `@`: a password may hold one. */
function splitCredentials(authority: string): { credentials: ProxyAddress['credentials']; rest: string } {
  const at = authority.lastIndexOf('@');
  if (at === -1) return { credentials: null, rest: authority };
  const given = authority.slice(0, at);
  const colon = given.indexOf(':');
  const username = colon === -1 ? given : given.slice(0, colon);
  const password = colon === -1 ? '' : given.slice(colon + 1);
  return {
    credentials: { username: decoded(username), password: decoded(password) },
    rest: authority.slice(at + 1),
  };
}

/** `host`, `host:port`, `[::1]`, `[::1]:port`. @returns null when it is none of these */
export function parseHostPort(text: string, defaultPort: number): { host: string; port: number } | null {
  const found = /^(?:\[([\da-f:.%]+)\]|([^\s:[\]/\\@]+))(?::(\d{1,5}))?$/i.exec(text);
  const host = found?.[1] ?? found?.[2];
  const port = found?.[3] === undefined ? defaultPort : Number(found[3]);
  return host === undefined || port < 1 || port > 65_535 ? null : { host, port };
}

/**
 * Reads `[scheme://][user:password@]host[:port]`; anything after it is ignored, as curl does.
 * @param defaultScheme of an address without one: curl's `http`
 * @returns null for an address that can't be followed
 */
export function parseProxyAddress(text: string, defaultScheme = 'http'): ProxyAddress | null {
  const trimmed = text.trim();
  const scheme = /^([a-z][\w+.-]*):\/\//i.exec(trimmed);
  const known = schemes[(scheme?.[1] ?? defaultScheme).toLowerCase()];
  if (known === undefined) return null;
  const [authority = ''] = trimmed.slice(scheme?.[0].length ?? 0).split(/[/?#\\](?!.*@)/, 1);
  const { credentials, rest } = splitCredentials(authority);
  const address = parseHostPort(rest, known.defaultPort);
  if (address === null) return null;
  const { protocol, addressOnly } = known;
  return { protocol, ...address, credentials, ...(addressOnly ? { addressOnly } : {}) };
}
