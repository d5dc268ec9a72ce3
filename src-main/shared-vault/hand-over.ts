/** The files that let others in: an invitation for a person, and what a receptionist needs to know of the vault. */
import { refusal } from '../../src-shared/errors';
import { type MachineFile, machineFileSchema } from '../../src-shared/shared-vault/machine-files';
import type { Scope } from '../../src-shared/shared-vault/scope';
import { databaseUrlOf } from '../../src-shared/shared-vault/server-address';
import { t } from '../../src-shared/texts/translate';
import type { KdfCost } from '../crypto/passphrase';
import { requireWritablePlace, writePrivateFile } from '../private-files';
import { readTextFile } from '../read-text-file';
import type { KnownSecret } from '../storage/postgres/renew-clinic';
import type { VaultMembership } from '../vault/membership/membership-file';
import type { createAdmission } from './admission';
import { writeInvitation } from './invitation';

type Admission = ReturnType<typeof createAdmission>;

const notWritten = (file: string) =>
  refusal(
    'usage.not-written',
    t('Nothing could be written to {file}.', { file }),
    t('The folder is gone, full, or not this user’s. Nobody was let in.'),
    t('Choose another place.'),
  );

/** @throws AppError `usage.not-written` */
function requireWritable(file: string): void {
  try {
    requireWritablePlace(file);
  } catch {
    throw notWritten(file);
  }
}

/**
 * Invites a person and writes the invitation. Where it can’t be written, nobody is invited.
 * @returns the code to say
 * @throws AppError `usage.not-written`, `shared-vault.*`
 */
export async function inviteInto(
  file: string,
  { admission, membership }: { admission: Admission; membership: VaultMembership },
  { name, scope }: { name: string; scope: Scope },
  cost?: KdfCost,
): Promise<{ memberId: string; code: string }> {
  requireWritable(file);
  const invitation = await admission.invite(name, scope);
  try {
    const code = await writeInvitation(file, { address: membership.address, ...invitation }, cost);
    return { memberId: invitation.memberId, code };
  } catch {
    await admission.withdrawInvitation(name);
    throw notWritten(file);
  }
}

/**
 * Invites a member again whose computer is lost: its keys are withdrawn first.
 * @returns the code to say, and the secrets that were known
 * @throws AppError `usage.not-written`, `shared-vault.*`
 */
export async function inviteAgainInto(
  file: string,
  { admission, membership }: { admission: Admission; membership: VaultMembership },
  name: string,
  cost?: KdfCost,
): Promise<{ memberId: string; code: string; known: KnownSecret[] }> {
  requireWritable(file);
  const { invitation, known } = await admission.inviteAgain(name);
  // Where it can’t be written after all, the same is said again: nobody has the lost keys back.
  const code = await writeInvitation(file, { address: membership.address, ...invitation }, cost);
  return { memberId: invitation.memberId, code, known };
}

/** What `voxanne-receptionist init` wrote. @throws AppError `usage.machine-file` */
export async function readMachineFile(file: string, signal?: AbortSignal): Promise<MachineFile> {
  let contents: unknown;
  try {
    contents = JSON.parse(await readTextFile(file, signal));
  } catch {
    signal?.throwIfAborted();
    contents = null;
  }
  const parsed = machineFileSchema.safeParse(contents);
  if (parsed.success) return parsed.data;
  throw refusal(
    'usage.machine-file',
    t('This is not the public file of a receptionist.'),
    t('The file is missing, cut short, or of another kind.'),
    t('Choose the file that “voxanne-receptionist init” wrote. It holds public keys and no secret.'),
  );
}

/**
 * Admits a receptionist and writes what it needs to know of the vault: no secret is in it.
 * @throws AppError `usage.not-written`, `shared-vault.*`
 */
export async function admitMachine(
  file: string,
  { admission, membership }: { admission: Admission; membership: VaultMembership },
  machine: { name: string; file: MachineFile; words: string; clinics: string[] },
): Promise<{ machineId: string; databaseUrl: string }> {
  requireWritable(file);
  const { machineId, user, head, vaultId } = await admission.addMachine(
    machine.name,
    machine.file,
    machine.words,
    machine.clinics,
  );
  const databaseUrl = databaseUrlOf(membership.address, user);
  const about = { version: 1, kind: 'voxanne vault', vaultId, databaseUrl, ca: membership.address.ca, pinned: head };
  writePrivateFile(file, `${JSON.stringify(about, null, 2)}\n`);
  return { machineId, databaseUrl };
}
