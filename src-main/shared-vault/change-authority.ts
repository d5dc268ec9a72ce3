/** Exchanges whose certificates a console trusts for the server of its shared vault. */
import { withAuthorities } from '../../src-shared/shared-vault/authorities';
import { databasePassword, loginRole } from '../../src-shared/shared-vault/database-login';
import { createSharedDatabase } from '../storage/postgres/driver';
import type { ComputerSecrets } from '../storage/repositories';
import type { MembershipFile } from '../vault/membership/membership-file';

/**
 * The server has to prove itself by what is trusted then, so that nobody shuts themselves out.
 * @returns how many authorities are trusted
 * @throws AppError `usage.no-certificate`, `shared-vault.certificate` and what else keeps the server from answering:
 * then nothing is changed
 */
export async function changeAuthority(
  file: MembershipFile,
  secrets: ComputerSecrets,
  given: string,
  only: boolean,
): Promise<number> {
  const { address, memberId } = file.require();
  const ca = withAuthorities(address.ca, given, only);
  const password = await databasePassword(file.openKeys(secrets));
  const user = loginRole('member', memberId);
  const database = createSharedDatabase(
    () => ({ ...address, ca }),
    async () => ({ user, password }),
  );
  try {
    await database.transaction(null, async () => undefined);
  } finally {
    await database.close();
  }
  file.trust(ca);
  return ca.split('BEGIN CERTIFICATE').length - 1;
}
