/** A newcomer asks to be admitted: makes keys on this computer, and leaves the public halves in the vault. */
import { AppError } from '../../src-shared/errors';
import { databasePassword, loginRole, scramVerifier } from '../../src-shared/shared-vault/database-login';
import { newIdentity, publicOf } from '../../src-shared/shared-vault/identity';
import { readMembership } from '../../src-shared/shared-vault/membership';
import { createSharedDatabase, type SharedDatabase } from '../storage/postgres/driver';
import { changeOwnPassword } from '../storage/postgres/logins';
import type { ComputerSecrets } from '../storage/repositories';
import type { Invitation } from './invitation';
import type { MembershipFile } from './membership-file';

const isRefusedLogin = (thrown: unknown) =>
  thrown instanceof AppError && thrown.data.code === 'shared-vault.login-refused';

/**
 * @param requireWanted throws once nobody wants to join any more: then nothing is left in the vault
 * @returns the six words that the admitting member compares
 * @throws AppError `shared-vault.*`; asking again with the same invitation goes on where it stopped
 */
export async function joinVault(
  invitation: Invitation,
  file: MembershipFile,
  secrets: ComputerSecrets,
  requireWanted: () => void = () => undefined,
): Promise<string> {
  const { address, memberId, name, password, pinned } = invitation;
  const known = file.read();
  const keys = known?.memberId === memberId ? file.openKeys(secrets) : await newIdentity();
  const user = loginRole('member', memberId);
  const own = await databasePassword(keys);
  const withPassword = async <T>(given: string, work: (database: SharedDatabase) => Promise<T>): Promise<T> => {
    const database = createSharedDatabase(address, async () => ({ user, password: given }));
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  };
  const ask = (database: SharedDatabase) =>
    database.transaction(null, async (tx) => {
      const entries = await tx.selectFrom('membership_log').selectAll().orderBy('sequence').execute();
      await readMembership(entries, pinned);
      requireWanted();
      if (known?.memberId !== memberId) file.write({ address, memberId, name, pinned }, keys, secrets);
      await tx
        .updateTable('invitations')
        .set({ request: JSON.stringify(publicOf(keys)) })
        .where('id', '=', memberId)
        .execute();
      // The invitation's password opens nothing from here on.
      await changeOwnPassword(tx, user, await scramVerifier(own));
    });
  try {
    await withPassword(password, ask);
  } catch (thrown) {
    if (!isRefusedLogin(thrown) || known?.memberId !== memberId) throw thrown;
    await withPassword(own, ask);
  }
  const { identityWords } = await import('../../src-shared/shared-vault/words');
  return identityWords(publicOf(keys), '');
}
