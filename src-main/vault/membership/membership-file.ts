/**
 * `shared-vault.json` of a profile: which shared vault this computer belongs to, its own keys, sealed, and the newest
 * entry of the vault's log that it saw. Without this file the clinics are on this computer alone.
 */

import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../src-shared/errors';
import { idSchema } from '../../../src-shared/primitives';
import { type Identity, identitySchema } from '../../../src-shared/shared-vault/identity';
import { type Head, headSchema } from '../../../src-shared/shared-vault/membership';
import { serverAddressSchema } from '../../../src-shared/shared-vault/server-address';
import { t } from '../../../src-shared/texts/translate';
import { ensurePrivateFolder, requireOurFile, writePrivateFile } from '../../private-files';
import { sharedVaultFile } from '../../storage/in-shared-vault';
import { fileStamp } from '../../storage/profile-files';
import type { ComputerSecrets } from '../../storage/repositories';

const contentsSchema = z.strictObject({
  version: z.literal(1),
  address: serverAddressSchema,
  memberId: idSchema,
  name: z.string(),
  /** The private keys, as base64, under the key of this computer's vault. */
  sealedKeys: z.string(),
  pinned: headSchema,
});
export type VaultMembership = Omit<z.infer<typeof contentsSchema>, 'version' | 'sealedKeys'>;
type Contents = z.infer<typeof contentsSchema>;

const unreadable = (thrown?: unknown) =>
  new AppError(
    {
      code: 'shared-vault.file-unreadable',
      message: t('What this computer knows of its shared vault can’t be read.'),
      cause: t('The file shared-vault.json of the profile was changed outside the console, or is of a newer version.'),
      fix: t('Put the file back from a backup of the profile, or ask for a new invitation.'),
      retryable: false,
    },
    { cause: thrown },
  );

const notReadable = (thrown: unknown) =>
  new AppError(
    {
      code: 'shared-vault.file-unreadable',
      message: t('What this computer knows of its shared vault can’t be read.'),
      cause: t('The file shared-vault.json of the profile is not a file of this user’s, or this user may not read it.'),
      fix: t('Give it back to this user, with the mode 600, or ask for a new invitation.'),
      retryable: true,
    },
    { cause: thrown },
  );

const keysNotOpened = () =>
  new AppError({
    code: 'shared-vault.keys-not-opened',
    message: t('This computer’s own keys for the shared vault do not open.'),
    cause: t('They were sealed under another key of this computer, or changed outside the console.'),
    fix: t('Restore this computer’s recovery kit, or ask for a new invitation.'),
    retryable: false,
  });

const contextOf = (memberId: string) => ['shared-vault', 'member-keys', memberId] as const;

/** @throws AppError `shared-vault.file-unreadable` */
function contentsOf(text: string): Contents {
  try {
    return contentsSchema.parse(JSON.parse(text));
  } catch (thrown) {
    throw unreadable(thrown);
  }
}

/** @throws AppError `shared-vault.keys-not-opened` */
function keysOf({ memberId, sealedKeys }: Contents, secrets: Pick<ComputerSecrets, 'open'>): Identity {
  const plain = secrets.open(contextOf(memberId), Buffer.from(sealedKeys, 'base64'));
  if (plain === null) throw keysNotOpened();
  const keys = identitySchema.safeParse(JSON.parse(plain.toString()));
  plain.fill(0);
  if (!keys.success) throw keysNotOpened();
  return keys.data;
}

const textOf = (contents: Contents) => `${JSON.stringify(contents, null, 2)}\n`;

/** The whole of a file's text, as a recovery kit carries it. */
export type MembershipText = {
  text: string;
  memberId: string;
  pinned: Head;
  /** With the pin of another copy of it, if that one is newer. */
  atLeast(pinned: Head): string;
};

/** @throws AppError `shared-vault.file-unreadable`, `shared-vault.keys-not-opened` */
export function openMembershipText(text: string, secrets: Pick<ComputerSecrets, 'open'>): MembershipText {
  const contents = contentsOf(text);
  keysOf(contents, secrets);
  const { memberId, pinned } = contents;
  const atLeast = (other: Head) => (other.sequence > pinned.sequence ? textOf({ ...contents, pinned: other }) : text);
  return { text, memberId, pinned, atLeast };
}

export type MembershipFile = {
  /** Null where there is none. @throws AppError `shared-vault.file-unreadable` */
  read(): VaultMembership | null;
  /** Null also where it can’t be read: a new invitation is the way out of that. */
  readable(): VaultMembership | null;
  /** The same, where there is one. */
  require(): VaultMembership;
  /** All of it, as the file holds it. */
  text(): string;
  /** @throws AppError `vault.*` while locked, `shared-vault.keys-not-opened` */
  openKeys(secrets: ComputerSecrets): Identity;
  /** One that can’t be read is put aside first. */
  write(membership: VaultMembership, keys: Identity, secrets: ComputerSecrets): void;
  pin(head: Head): void;
  /** Whose certificates are trusted from the next opening on. @param ca as PEM */
  trust(ca: string): void;
  remove(): void;
  /**
   * Takes one that can't be read out of the way of an invitation. It is kept until a person deletes it.
   * @returns what it is called now; null where there is none, or it can be read
   */
  putAside(now: Date): string | null;
};

export function createMembershipFile(profileDir: string): MembershipFile {
  const file = sharedVaultFile(profileDir);
  function load(): Contents | null {
    if (!existsSync(file)) return null;
    let text: string;
    try {
      requireOurFile(file);
      text = readFileSync(file, 'utf8');
    } catch (thrown) {
      throw notReadable(thrown);
    }
    return contentsOf(text);
  }
  const store = (contents: Contents) => {
    ensurePrivateFolder(profileDir);
    writePrivateFile(file, textOf(contents));
  };
  const required = () => {
    const contents = load();
    if (!contents) throw unreadable();
    return contents;
  };

  const membershipOf = ({ address, memberId, name, pinned }: Contents): VaultMembership => ({
    address,
    memberId,
    name,
    pinned,
  });

  function read(): VaultMembership | null {
    const contents = load();
    return contents && membershipOf(contents);
  }
  function putAside(now: Date): string | null {
    try {
      load();
      return null;
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      const aside = `${file}.kept-${fileStamp(now)}`;
      renameSync(file, aside);
      return path.basename(aside);
    }
  }

  return {
    read,
    readable() {
      try {
        return read();
      } catch (thrown) {
        if (thrown instanceof AppError) return null;
        throw thrown;
      }
    },
    require: () => membershipOf(required()),
    text: () => textOf(required()),
    openKeys: (secrets) => keysOf(required(), secrets),
    write(membership, keys, secrets) {
      const plain = Buffer.from(JSON.stringify(keys));
      const sealed = secrets.seal(contextOf(membership.memberId), plain);
      plain.fill(0);
      putAside(new Date());
      store({ version: 1, ...membership, sealedKeys: sealed.toString('base64') });
    },
    pin(head) {
      const contents = required();
      if (head.sequence > contents.pinned.sequence) store({ ...contents, pinned: head });
    },
    trust(ca) {
      const contents = required();
      store({ ...contents, address: { ...contents.address, ca } });
    },
    remove: () => rmSync(file, { force: true }),
    putAside,
  };
}
