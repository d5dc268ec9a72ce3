/** Certificates of authorities as people compare them. */
import { X509Certificate } from 'node:crypto';
import { certificatesIn, noCertificate } from '../../src-shared/shared-vault/authorities';
import type { AuthorityView } from '../../src-shared/vault/authority-view';

function parsed(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw noCertificate();
  }
}

/** The common name, or what there is instead. */
function nameOf({ subject }: X509Certificate): string {
  const parts = (subject ?? '').split('\n');
  const partOf = (name: string) => parts.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1);
  return partOf('CN') ?? partOf('O') ?? parts.join(', ');
}

/** @throws AppError `usage.no-certificate` where there is none, or one that is cut short */
export function authoritiesIn(pem: string): AuthorityView[] {
  const all = certificatesIn(pem).map(parsed);
  if (all.length === 0) throw noCertificate();
  return all.map((one) => ({
    name: nameOf(one),
    until: new Date(one.validTo).toISOString(),
    fingerprint: one.fingerprint256,
  }));
}
