/** The network of one profile: routes, trusted certificates, sign-ins to proxies, and notices about them. */
import type { Inspector, NetworkPending, NetworkStatus, ProxyPlace } from '../../src-shared/network/network';
import { placeWords } from '../../src-shared/network/network-words';
import type { ProviderId } from '../../src-shared/primitives';
import type { Environment } from '../environment';
import type { Publish } from '../events';
import type { Network } from '../providers/http/network';
import type { ProxyCredentials } from '../providers/http/route';
import { createRouteFinder } from '../providers/http/route-finder';
import type { SystemRoutes } from '../providers/http/system-route';
import { createTrustStore, type TrustStore } from '../providers/http/trust-store';
import type { ComputerSecrets } from '../storage/repositories';
import { createNetworkFile } from './network-file';
import { routeWords } from './network-words';
import { type AskingProxy, createProxySignIns } from './proxy-sign-ins';

export type NetworkOptions = {
  profileDir: string;
  env: Environment;
  system: SystemRoutes;
  /** Seals and opens sign-ins; null while there is no key, or one that ends with the program. */
  secrets: () => Promise<ComputerSecrets | null>;
  publish: Publish;
  now: () => Date;
  /** Called for each new inspector; left out where there is a window. */
  warn?: (inspector: Inspector) => void;
};

export type WorkspaceNetwork = Network & {
  readonly trust: TrustStore;
  pending(): NetworkPending;
  status(hosts: readonly { provider: ProviderId; host: string }[]): Promise<NetworkStatus>;
  /** Keeps a sign-in. The failed request is not repeated here. */
  signIn(proxy: ProxyPlace, credentials: ProxyCredentials): Promise<NetworkPending>;
  removeSignIn(proxy: ProxyPlace): void;
  /** Drops names and passwords from memory, as the console locks. */
  forgetSignIns(): void;
  /** The person dismissed the question. */
  dismiss(): NetworkPending;
  /** The person has seen the notice about this inspector. */
  acknowledge(fingerprint: string): NetworkPending;
  setTrust(trustsSystem: boolean): void;
};

export function createWorkspaceNetwork(options: NetworkOptions): WorkspaceNetwork {
  const { env, publish, warn } = options;
  const file = createNetworkFile(options.profileDir);
  let asking: AskingProxy | null = null;
  let { trustsSystem } = file.read();

  const pending = (): NetworkPending => ({
    asking,
    inspectors: file
      .read()
      .inspectors.filter(({ toldInWindow }) => !toldInWindow)
      .map(({ toldInWindow, toldInTerminal, ...inspector }) => inspector),
  });
  const tell = () => {
    const now = pending();
    publish('network.pending', now);
    return now;
  };

  const signIns = createProxySignIns({
    file,
    secrets: options.secrets,
    asks(proxy) {
      asking = proxy;
      tell();
    },
  });
  const trust = createTrustStore({
    env,
    trustsSystem: () => trustsSystem,
    inspected({ fingerprint, name, host }) {
      const inspector: Inspector = { fingerprint, name, host, seenAt: options.now().toISOString() };
      let isNew = true;
      // A profile that can't be written must not fail the request; the notice is then shown again.
      try {
        file.update((contents) => {
          const seen = contents.inspectors.find((one) => one.fingerprint === fingerprint);
          isNew = warn === undefined ? seen === undefined : seen?.toldInTerminal !== true;
          const toldInTerminal = warn !== undefined || seen?.toldInTerminal === true;
          const entry = { toldInWindow: false, ...inspector, ...seen, toldInTerminal };
          return {
            ...contents,
            inspectors: [...contents.inspectors.filter((one) => one.fingerprint !== fingerprint), entry],
          };
        });
      } catch {}
      if (isNew) warn?.(inspector);
      tell();
    },
  });
  const route = createRouteFinder({ env, system: options.system, signIns });

  return {
    route,
    trust,
    pending,
    async status(hosts) {
      const proxies = new Map<string, ProxyPlace>();
      const routes = await Promise.all(
        hosts.map(async ({ provider, host }) => {
          const { routes: found, source, trouble } = await route.describe(new URL(`https://${host}/`));
          for (const way of found)
            if (way.kind === 'proxy' && way.protocol.startsWith('http'))
              proxies.set(placeWords(way), { host: way.host, port: way.port });
          return { provider, host, ways: found.map(routeWords), source, trouble };
        }),
      );
      const inspectors = file.read().inspectors.map(({ toldInWindow, toldInTerminal, ...inspector }) => inspector);
      return { routes, trust: trust.describe(), inspectors, proxies: [...proxies.values()], signIns: signIns.list() };
    },
    async signIn(proxy, credentials) {
      await signIns.keep(proxy, credentials);
      asking = null;
      return tell();
    },
    removeSignIn: (proxy) => signIns.remove(proxy),
    forgetSignIns: () => signIns.forget(),
    dismiss() {
      if (asking === null) return pending();
      asking = null;
      return tell();
    },
    acknowledge(fingerprint) {
      file.update((contents) => ({
        ...contents,
        inspectors: contents.inspectors.map((one) =>
          one.fingerprint === fingerprint ? { ...one, toldInWindow: true } : one,
        ),
      }));
      return tell();
    },
    setTrust(trusts) {
      file.update((contents) => ({ ...contents, trustsSystem: trusts }));
      trustsSystem = trusts;
    },
  };
}
