/** What each sealed secret is bound to. A ciphertext opens in its own row only. */
import type { SealContext } from '../crypto/envelope';

/** `revision`: it does not open after a newer one was stored. */
export const credentialContext = (
  organizationId: string,
  credentialId: string,
  provider: string,
  fieldNames: string,
  revision: number,
): SealContext => ['credential', organizationId, credentialId, provider, fieldNames, revision];

export const revocationContext = (
  organizationId: string,
  id: string,
  provider: string,
  fieldNames: string,
): SealContext => ['pending-revocation', organizationId, id, provider, fieldNames];
