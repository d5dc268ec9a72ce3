/**
 * Which certificates are accepted: the public authorities that come with the runtime and, unless that is switched off,
 * what this computer trusts besides. Whoever owns a root certificate there can read secure connections, so a person is
 * told of each one that did.
 */

import { X509Certificate } from 'node:crypto';
import tls from 'node:tls';
import { t } from '../../../src-shared/texts/translate';
import type { Environment } from '../../environment';
import { certificatesOfFile, systemCertificates } from './system-certificates';
import type { Trust } from './trust';

/** The owner of a root certificate that only this computer trusts and that signed a connection's chain. */
export type Inspector = {
  /** SHA-256 of the root certificate, as two-digit hexadecimal numbers between colons. */
  fingerprint: string;
  /** Name in the certificate. */
  name: string;
  /** The provider's host that was being asked. */
  host: string;
};

export type TrustStoreOptions = {
  env: Environment;
  /** Whether this computer's certificates are trusted too. Read at each connection. */
  trustsSystem: () => boolean;
  /** Told once for each inspector in a run. */
  inspected: (inspector: Inspector) => void;
  /** The system's certificates; the operating system's own when left out. */
  system?: () => readonly string[] | null;
};

export type TrustStore = Trust & {
  /** For `doctor` and the settings. Loads the certificates. */
  describe(): TrustDescription;
};
type TrustDescription = {
  trustsSystem: boolean;
  /** How many certificates count beyond the public ones; null where this runtime can't ask the system. */
  systemCount: number | null;
  /** The file of `NODE_EXTRA_CA_CERTS`; null when it is not set. `count` null: it can't be read. */
  extra: { file: string; count: number | null } | null;
};

const parse = (pem: string | Buffer): X509Certificate | null => {
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
};

/** The organization or the common name, whichever says more to a person. */
function nameOf(certificate: X509Certificate): string {
  const part = (key: string) => new RegExp(`^${key}=(.+)$`, 'm').exec(certificate.subject)?.[1]?.trim();
  const name = part('CN') ?? part('O') ?? part('OU') ?? t('a certificate without a name');
  // The name is untrusted text: shown as one short line.
  return name.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').slice(0, 100);
}

/** The public authorities by subject name, parsed at first use. */
function createPublicRoots() {
  let bySubject: Map<string, X509Certificate[]> | undefined;
  const roots = () => {
    if (bySubject === undefined) {
      bySubject = new Map();
      for (const pem of tls.rootCertificates) {
        const root = parse(pem);
        if (root !== null) bySubject.set(root.subject, [...(bySubject.get(root.subject) ?? []), root]);
      }
    }
    return bySubject;
  };
  return {
    /**
     * True when a public authority is in the chain or issued one of its certificates. Cross-signed chains may end
     * elsewhere.
     */
    vouchFor(chain: readonly X509Certificate[]): boolean {
      return chain.some(
        (certificate) =>
          (roots().get(certificate.subject) ?? []).some((root) => root.fingerprint256 === certificate.fingerprint256) ||
          (roots().get(certificate.issuer) ?? []).some((root) => certificate.verify(root.publicKey)),
      );
    },
  };
}

export function createTrustStore({ env, trustsSystem, inspected, system }: TrustStoreOptions): TrustStore {
  const readSystem = system ?? (() => systemCertificates(env));
  const publicRoots = createPublicRoots();
  const publicOnly = tls.rootCertificates;
  let all: { ca: readonly string[]; description: Omit<TrustDescription, 'trustsSystem'> } | undefined;
  const load = () => {
    if (all === undefined) {
      const fromSystem = readSystem();
      const file = env.NODE_EXTRA_CA_CERTS;
      const extra = file ? { file, found: certificatesOfFile(file) } : null;
      const isPublic = new Set(publicOnly.map((pem) => pem.trim()));
      const own = [...new Set([...(fromSystem ?? []), ...(extra?.found ?? [])].map((pem) => pem.trim()))].filter(
        // One that can't be parsed would make every connection fail.
        (pem) => !isPublic.has(pem) && parse(pem) !== null,
      );
      all = {
        ca: own.length === 0 ? publicOnly : [...publicOnly, ...own],
        description: {
          systemCount: fromSystem?.length ?? null,
          extra: extra === null ? null : { file: extra.file, count: extra.found?.length ?? null },
        },
      };
    }
    return all;
  };

  const told = new Set<string>();
  const vouched = new Set<string>();
  return {
    get trustsSystem() {
      return trustsSystem();
    },
    get ca() {
      return trustsSystem() ? load().ca : publicOnly;
    },
    noticed(host, chain) {
      const certificates = chain.flatMap((der) => parse(der) ?? []);
      const root = certificates.at(-1);
      if (root === undefined) return;
      // Later connections with the same issuer are not examined again.
      const issuer = certificates[1]?.fingerprint256 ?? root.fingerprint256;
      if (vouched.has(issuer)) return;
      if (publicRoots.vouchFor(certificates)) {
        vouched.add(issuer);
        return;
      }
      if (told.has(root.fingerprint256)) return;
      told.add(root.fingerprint256);
      inspected({ fingerprint: root.fingerprint256, name: nameOf(root), host });
    },
    describe: () => ({ trustsSystem: trustsSystem(), ...load().description }),
  };
}
