/** How a request reaches a host: directly, or through a proxy. */

export type ProxyCredentials = { username: string; password: string };

export type ProxyRoute = {
  kind: 'proxy';
  protocol: 'http' | 'https' | 'socks5' | 'socks4';
  host: string;
  port: number;
  /** What the setting itself names; null where it names none. */
  credentials: ProxyCredentials | null;
  source: 'environment' | 'system' | 'pac' | 'practice';
  /** A SOCKS proxy is told the host's address, looked up on this computer, instead of the host's name. */
  addressOnly?: boolean;
};

/**
 * A setting that can't be used, for example an address without a host. The request fails with `proxy`; nothing is sent.
 */
type UnusableRoute = { kind: 'unusable' };

export type Route = { kind: 'direct' } | ProxyRoute | UnusableRoute;

export interface RouteFinder {
  /** Routes to try in order (PAC may name several). Never throws: direct when nothing is known. */
  find(url: URL, signal: AbortSignal): Promise<readonly Route[]>;
  /** A proxy asked for a name and password (407): what is known for it, or null. */
  credentialsFor(proxy: { host: string; port: number }, challenge: string): Promise<ProxyCredentials | null>;
  /** Known credentials for a proxy, so that the first request need not be refused. */
  remembered?(proxy: { host: string; port: number }): ProxyCredentials | null;
  /** The proxy refused the credentials of `credentialsFor` or of the setting: they are forgotten. */
  refused?(proxy: { host: string; port: number }, challenge: string): void;
  /** For doctor and Settings: in words where the route came from. */
  describe(url: URL): Promise<{ source: string; routes: readonly Route[] }>;
}

export const direct: Route = { kind: 'direct' };
