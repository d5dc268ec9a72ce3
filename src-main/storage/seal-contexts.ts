/**
 * What a ciphertext is bound to. It does not open in another row, nor after a newer one was stored there, nor as one of
 * another kind: a simulated one as real, a test account's as a live one's. In format 1 the kind was not part of it.
 */
import type { SealContext } from '../crypto/envelope';
import type { CredentialTable, PendingRevocationTable } from './schema';

type OfCredential = Pick<
  CredentialTable,
  'organization_id' | 'id' | 'provider' | 'sealed_revision' | 'seal_format' | 'simulated' | 'mode'
>;
type OfRevocation = Pick<PendingRevocationTable, 'organization_id' | 'id' | 'provider' | 'simulated' | 'seal_format'>;

const reality = ({ simulated }: Pick<CredentialTable, 'simulated'>) => (simulated === 1 ? 'simulated' : 'real');

/** @param fieldNames sorted, as JSON */
export function credentialContext(row: OfCredential, fieldNames: string): SealContext {
  const place = ['credential', row.organization_id, row.id, row.provider, fieldNames, row.sealed_revision] as const;
  return row.seal_format === 1 ? place : [...place, reality(row), row.mode ?? ''];
}

/** The same for the access of a pending revocation. */
export function revocationContext(row: OfRevocation, fieldNames: string): SealContext {
  const place = ['pending-revocation', row.organization_id, row.id, row.provider, fieldNames] as const;
  return row.seal_format === 1 ? place : [...place, reality(row)];
}
