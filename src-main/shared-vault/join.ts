/** A newcomer asks to be admitted: makes keys on this computer, and leaves the public halves in the vault. */
import { AppError } from '../../src-shared/errors';
import { databasePassword, loginRole, scramVerifier } from '../../src-shared/shared-vault/database-login';
import { type Identity, newIdentity, type PublicIdentity, publicOf } from '../../src-shared/shared-vault/identity';
import { type Membership, readMembership } from '../../src-shared/shared-vault/membership';
import { createSharedDatabase, type SharedDatabase } from '../storage/postgres/driver';
import { changeOwnPassword } from '../storage/postgres/logins';
import type { ComputerSecrets } from '../storage/repositories';
import type { MembershipFile } from '../vault/membership/membership-file';
import type { Invitation } from './invitation';

const isRefusedLogin = (thrown: unknown) =>
  thrown instanceof AppError && thrown.data.code === 'shared-vault.login-refused';

/** Null also where they don’t open: a new invitation is the way out of that. */
function keptKeys(file: MembershipFile, secrets: ComputerSecrets): Identity | null {
  try {
    return file.openKeys(secrets);
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.data.code === 'shared-vault.keys-not-opened') return null;
    throw thrown;
  }
}

function wereUsed({ members, keylessMembers }: Membership, memberId: string, { receive, sign }: PublicIdentity) {
  const member = members.get(memberId) ?? keylessMembers.get(memberId);
  const used = member ? [member.keys, ...member.earlierKeys.map(({ keys }) => keys)] : [];
  return used.some((one) => one.receive === receive || one.sign === sign);
}

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
  const known = file.readable();
  const kept = known?.memberId === memberId ? keptKeys(file, secrets) : null;
  let made: Identity | null = null;
  const user = loginRole('member', memberId);
  const withPassword = async <T>(given: string, work: (database: SharedDatabase) => Promise<T>): Promise<T> => {
    const database = createSharedDatabase(
      () => address,
      async () => ({ user, password: given }),
    );
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  };
  const ask = (database: SharedDatabase) =>
    database.transaction(null, async (tx) => {
      const entries = await tx.selectFrom('membership_log').selectAll().orderBy('sequence').execute();
      const membership = await readMembership(entries, pinned);
      requireWanted();
      // Keys that were this member’s before, and were withdrawn, don’t come back.
      const isFresh = kept !== null && !wereUsed(membership, memberId, publicOf(kept));
      if (!isFresh) made ??= await newIdentity();
      const keys = made ?? kept;
      if (keys === null) throw new Error('no keys');
      if (keys !== kept) file.write({ address, memberId, name, pinned }, keys, secrets);
      await tx
        .updateTable('invitations')
        .set({ request: JSON.stringify(publicOf(keys)) })
        .where('id', '=', memberId)
        .execute();
      // The invitation's password opens nothing from here on.
      await changeOwnPassword(tx, user, await scramVerifier(await databasePassword(keys)));
      return keys;
    });
  let keys: Identity;
  try {
    keys = await withPassword(password, ask);
  } catch (thrown) {
    if (!isRefusedLogin(thrown) || kept === null) throw thrown;
    keys = await withPassword(await databasePassword(kept), ask);
  }
  const { identityWords } = await import('../../src-shared/shared-vault/words');
  return identityWords(publicOf(keys), '');
}
