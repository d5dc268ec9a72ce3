/** Lists of proxies as scripts (PAC) and Chromium name them: `PROXY a:8080; SOCKS5 b; DIRECT`. */
import { parseHostPort } from './proxy-address';
import { direct, type ProxyRoute, type Route } from './route';

type Keyword = Pick<ProxyRoute, 'protocol' | 'addressOnly'> & { defaultPort: number };

/** Chromium's ports, and its reading of a bare `SOCKS` as version 4. */
const keywords: Readonly<Record<string, Keyword>> = {
  PROXY: { protocol: 'http', defaultPort: 80 },
  HTTP: { protocol: 'http', defaultPort: 80 },
  HTTPS: { protocol: 'https', defaultPort: 443 },
  SOCKS: { protocol: 'socks4', addressOnly: true, defaultPort: 1080 },
  SOCKS4: { protocol: 'socks4', addressOnly: true, defaultPort: 1080 },
  SOCKS5: { protocol: 'socks5', defaultPort: 1080 },
};

function parseEntry(entry: string, source: ProxyRoute['source']): Route | null {
  const [word = '', address = ''] = entry.trim().split(/\s+/, 2);
  if (word.toUpperCase() === 'DIRECT') return direct;
  const known = keywords[word.toUpperCase()];
  if (known === undefined) return null;
  const { protocol, addressOnly, defaultPort } = known;
  const place = parseHostPort(address, defaultPort);
  if (place === null) return null;
  return { kind: 'proxy', protocol, ...place, credentials: null, source, ...(addressOnly ? { addressOnly } : {}) };
}

/**
 * Routes in the order of the list. Unreadable entries are left out; if none remains, the route is direct.
 */
export function parseProxyList(list: string, source: ProxyRoute['source']): readonly Route[] {
  const routes = list.split(';').flatMap((entry) => parseEntry(entry, source) ?? []);
  return routes.length === 0 ? [direct] : routes;
}
