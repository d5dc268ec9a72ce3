/** The shared vault of a profile: its storage and its members. Read only where the profile belongs to one. */

import { AppError } from '../../src-shared/errors';
import { databasePassword, loginRole } from '../../src-shared/shared-vault/database-login';
import type { Identity } from '../../src-shared/shared-vault/identity';
import { serverName } from '../../src-shared/shared-vault/server-address';
import { t } from '../../src-shared/texts/translate';
import type { Platform } from '../platform';
import { createSharedParts, createSharedStorage, type SharedParts } from '../storage/postgres/create-shared-storage';
import { createSharedDatabase, type SharedDatabase } from '../storage/postgres/driver';
import { createMembershipReader } from '../storage/postgres/membership-reader';
import type { Storage } from '../storage/repositories';
import { createAdmission } from './admission';
import { createMembershipFile, type VaultMembership } from './membership-file';
import { createStanding } from './standing';

export type SharedVault = {
  /** @throws AppError `shared-vault.file-unreadable` */
  membership(): VaultMembership;
  /** Over the open database of this computer; the same object for the same one. */
  storageOver(local: Storage): Storage;
  admission(local: Storage): ReturnType<typeof createAdmission>;
  standing(local: Storage): ReturnType<typeof createStanding>;
  /** The vault of this computer was locked. */
  forgetKeys(): void;
  close(): Promise<void>;
};

const notAdmitted = () =>
  new AppError({
    code: 'shared-vault.not-admitted',
    message: t('This computer has not been admitted to the shared vault yet.'),
    cause: t('It has joined with an invitation, and a member has to compare the six words and admit it.'),
    fix: t('Tell the six words to the member who invited you: “vault status” shows them.'),
    retryable: true,
  });

/** Reads nothing yet: a file that can’t be read is told when the vault is used. */
export function openSharedVault({ profileDir, now }: Pick<Platform, 'profileDir' | 'now'>): SharedVault {
  const file = createMembershipFile(profileDir);
  let made: { local: Storage; parts: SharedParts; storage: Storage } | null = null;
  let keys: Identity | null = null;

  function over(local: Storage) {
    if (made?.local === local) return made;
    const { address, memberId, pinned } = file.require();
    void made?.parts.database.close();
    const self = async () => {
      keys ??= file.openKeys(local.computerSecrets);
      return { id: memberId, keys };
    };
    const login = async () => ({
      user: loginRole('member', memberId),
      password: await databasePassword((await self()).keys),
    });
    const reader = createMembershipReader({
      read: async () => file.read()?.pinned ?? pinned,
      advance: async (head) => file.pin(head),
    });
    const server = createSharedDatabase(address, login);
    let isAdmitted = false;
    const database: SharedDatabase = {
      transaction: (clinic, work) =>
        server.transaction(clinic, async (tx) => {
          isAdmitted ||= (await reader(tx)).members.has(memberId);
          if (!isAdmitted) throw notAdmitted();
          return work(tx);
        }),
      close: () => server.close(),
    };
    const parts = createSharedParts({ database, membership: reader, self, local, now });
    made = { local, parts, storage: createSharedStorage(parts, local) };
    return made;
  }

  return {
    membership: () => file.require(),
    storageOver: (local) => over(local).storage,
    admission: (local) => createAdmission(over(local).parts),
    standing: (local) => createStanding(over(local).parts, serverName(file.require().address)),
    forgetKeys() {
      keys = null;
      made?.parts.clinicKeys.forget();
    },
    close: async () => made?.parts.database.close(),
  };
}
