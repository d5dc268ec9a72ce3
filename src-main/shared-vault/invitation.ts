/**
 * An invitation: a file that its reader opens with a code that was spoken. It carries the address, a login for the
 * newcomer, and the newest entry of the vault's log, so that the newcomer trusts nothing that the server says alone.
 */

import { z } from 'zod';
import { refusal } from '../../src-shared/errors';
import { idSchema } from '../../src-shared/primitives';
import { headSchema } from '../../src-shared/shared-vault/membership';
import { randomBytes } from '../../src-shared/shared-vault/platform-crypto';
import { serverAddressSchema } from '../../src-shared/shared-vault/server-address';
import { spokenCode } from '../../src-shared/shared-vault/words';
import { t } from '../../src-shared/texts/translate';
import { open, seal } from '../crypto/envelope';
import { defaultKdfCost, type KdfCost, kdfSchema, newKdf, passphraseKey } from '../crypto/passphrase';
import { writePrivateFile } from '../private-files';
import { certificatesBytes, readTextFile } from '../read-text-file';

const insideSchema = z.strictObject({
  address: serverAddressSchema,
  memberId: idSchema,
  name: z.string(),
  /** The password of the login, until the newcomer's own takes its place. */
  password: z.string(),
  pinned: headSchema,
});
export type Invitation = z.infer<typeof insideSchema>;

const fileSchema = z.strictObject({
  version: z.literal(1),
  kind: z.literal('voxanne invitation'),
  kdf: kdfSchema,
  sealed: z.string(),
});

const context = ['shared-vault-invitation'] as const;
/** Five words of 11 bits behind scrypt: beyond guessing, and short enough to say. */
const wordsOfCode = 5;

/** One form for the code as people type it. */
const codeOf = (typed: string) =>
  typed
    .trim()
    .toLowerCase()
    .split(/[\s,.-]+/)
    .join('-');

/** A code to say, and what seals an invitation under it: the key takes a while to make, and is made before. */
export async function newCode(
  cost: KdfCost = defaultKdfCost,
): Promise<{ code: string; write(file: string, invitation: Invitation): void }> {
  const code = spokenCode(randomBytes(wordsOfCode * 2));
  const kdf = newKdf(cost);
  const key = await passphraseKey(code, kdf);
  return {
    code,
    write(file, invitation) {
      const plain = Buffer.from(JSON.stringify(invitation));
      const sealed = seal(key, context, plain).toString('base64');
      plain.fill(0);
      writePrivateFile(file, `${JSON.stringify({ version: 1, kind: 'voxanne invitation', kdf, sealed }, null, 2)}\n`);
    },
  };
}

/** @returns the code to say */
export async function writeInvitation(file: string, invitation: Invitation, cost?: KdfCost): Promise<string> {
  const { code, write } = await newCode(cost);
  write(file, invitation);
  return code;
}

/** @throws AppError `usage.invitation`, `shared-vault.wrong-code` */
export async function readInvitation(file: string, code: string, signal?: AbortSignal): Promise<Invitation> {
  let contents: unknown;
  try {
    contents = JSON.parse(await readTextFile(file, signal, file, certificatesBytes));
  } catch {
    signal?.throwIfAborted();
    contents = null;
  }
  const parsed = fileSchema.safeParse(contents);
  if (!parsed.success)
    throw refusal(
      'usage.invitation',
      t('This is not an invitation that can be used.'),
      t('The file is missing, cut short, or of another kind.'),
      t('Ask for the file again.'),
    );
  const { kdf, sealed } = parsed.data;
  const plain = open(await passphraseKey(codeOf(code), kdf), context, Buffer.from(sealed, 'base64'));
  if (typeof plain === 'string')
    throw refusal(
      'shared-vault.wrong-code',
      t('The code does not open this invitation.'),
      t('It was mistyped, or belongs to another invitation, or the file was changed.'),
      t('Ask for the code again, by telephone and not with the file.'),
    );
  const inside = insideSchema.parse(JSON.parse(plain.toString()));
  plain.fill(0);
  return inside;
}
