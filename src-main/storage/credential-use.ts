/** A credential is opened for an endpoint of its own kind only: a real one for a real one. */
import { credentialOfAnotherEndpoint } from './credential-errors';
import type { Use } from './repositories';
import type { CredentialTable } from './schema';

/** @throws AppError where a credential would go to an endpoint of the other kind */
export function requireUse({ simulated }: Pick<CredentialTable, 'simulated'>, use: Use | undefined): void {
  const isSimulated = simulated === 1;
  if (use && use.simulated !== isSimulated) throw credentialOfAnotherEndpoint({ simulated: isSimulated });
}
