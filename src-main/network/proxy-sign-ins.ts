/**
 * Names and passwords for proxies: entered once, kept sealed under a key of the vault, and forgotten as soon as the
 * proxy refuses them. Without a key they last until the program ends.
 */
import { z } from 'zod';
import type { NetworkPending, ProxyPlace } from '../../src-shared/network/network';
import type { ProxyCredentials } from '../providers/http/route';
import type { ProxySignIns } from '../providers/http/route-finder';
import type { ComputerSecrets } from '../storage/repositories';
import type { NetworkFile } from './network-file';

const credentialsSchema = z.strictObject({ username: z.string(), password: z.string() });

export type AskingProxy = NonNullable<NetworkPending['asking']>;

export type KeptSignIns = ProxySignIns & {
  list(): ProxyPlace[];
  /** @throws when the profile can't be written */
  keep(proxy: ProxyPlace, credentials: ProxyCredentials): Promise<void>;
  /** @throws when the profile can't be written */
  remove(proxy: ProxyPlace): void;
  /** Drops those in memory; the kept ones are opened again when they are needed. */
  forget(): void;
};

const isSame = (one: ProxyPlace, other: ProxyPlace) => one.host === other.host && one.port === other.port;
const keyOf = ({ host, port }: ProxyPlace) => `${host} ${port}`;
const contextOf = ({ host, port }: ProxyPlace) => ['proxy-sign-in', host, port];

/** The proxy's realm, from a challenge such as `Basic realm="Clinic"`. */
function realmOf(challenge: string): string | null {
  const realm = /\brealm="([^"]{1,100})/i.exec(challenge)?.[1]?.replace(/[\p{Cc}\p{Cf}]+/gu, ' ');
  return realm === undefined || realm.trim() === '' ? null : realm.trim();
}

/** The schemes that a proxy offers when Basic is not among them: `NTLM, Negotiate`. */
function unsupportedOf(challenge: string): string | null {
  const schemes = [
    ...challenge.replace(/"(?:[^"\\]|\\.)*"/g, '""').matchAll(/(?:^|,)\s*([A-Za-z][\w-]*)(?=\s|,|$)(?!\s*=)/g),
  ].map(([, scheme]) => scheme ?? '');
  if (schemes.some((scheme) => scheme.toLowerCase() === 'basic')) return null;
  const [first] = schemes;
  return first === undefined ? null : [...new Set(schemes)].join(', ').slice(0, 100);
}

export function createProxySignIns({
  file,
  secrets,
  asks,
}: {
  file: NetworkFile;
  /** Seals and opens; null while there is no key, or one that ends with the program. */
  secrets: () => Promise<ComputerSecrets | null>;
  /** Called for a proxy that asks for a name and a password. */
  asks: (proxy: AskingProxy) => void;
}): KeptSignIns {
  const askingOf = ({ host, port }: ProxyPlace, challenge: string, refused: boolean): AskingProxy => ({
    host,
    port,
    name: realmOf(challenge),
    refused,
    unsupported: unsupportedOf(challenge),
  });
  const known = new Map<string, ProxyCredentials>();
  const without = (proxy: ProxyPlace) => (contents: ReturnType<NetworkFile['read']>) => ({
    ...contents,
    signIns: contents.signIns.filter((one) => !isSame(one, proxy)),
  });

  async function opened(proxy: ProxyPlace): Promise<ProxyCredentials | null> {
    const kept = file.read().signIns.find((one) => isSame(one, proxy));
    if (kept === undefined) return null;
    const text = (await secrets())?.open(contextOf(proxy), Buffer.from(kept.sealed, 'base64')) ?? null;
    if (text === null) return null;
    const read = credentialsSchema.safeParse(JSON.parse(text.toString()));
    text.fill(0);
    return read.success ? read.data : null;
  }

  return {
    async find(proxy, challenge) {
      const credentials = known.get(keyOf(proxy)) ?? (await opened(proxy).catch(() => null));
      if (credentials === null) asks(askingOf(proxy, challenge, false));
      else known.set(keyOf(proxy), credentials);
      return credentials;
    },
    remembered: (proxy) => known.get(keyOf(proxy)) ?? null,
    refused(proxy, challenge) {
      known.delete(keyOf(proxy));
      // If it can't be written, the proxy refuses the password again next time.
      try {
        file.update(without(proxy));
      } catch {}
      asks(askingOf(proxy, challenge, true));
    },
    list: () => {
      const kept = file.read().signIns.map(({ host, port }) => ({ host, port }));
      const forNow = [...known.keys()].map((key) => {
        const at = key.lastIndexOf(' ');
        return { host: key.slice(0, at), port: Number(key.slice(at + 1)) };
      });
      return [...kept, ...forNow.filter((one) => !kept.some((other) => isSame(one, other)))];
    },
    async keep(proxy, credentials) {
      known.set(keyOf(proxy), credentials);
      const sealer = await secrets();
      if (sealer === null) return;
      const plain = Buffer.from(JSON.stringify(credentials));
      const sealed = sealer.seal(contextOf(proxy), plain).toString('base64');
      plain.fill(0);
      file.update((contents) => {
        const rest = without(proxy)(contents);
        const { host, port } = proxy;
        return { ...rest, signIns: [...rest.signIns, { host, port, sealed }] };
      });
    },
    remove(proxy) {
      known.delete(keyOf(proxy));
      file.update(without(proxy));
    },
    forget: () => known.clear(),
  };
}
