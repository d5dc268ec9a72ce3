/** The files that let others in: an invitation for a person, and what a receptionist needs to know of the vault. */
import { refusal } from '../../src-shared/errors';
import { failed, ok, type Result } from '../../src-shared/result';
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
import type { AdmittedMachine } from './admit-machines';
import { newCode, writeInvitation } from './invitation';

type Admission = ReturnType<typeof createAdmission>;

const notWritten = (file: string) =>
  refusal(
    'usage.not-written',
    t('Nothing could be written to {file}.', { file }),
    t('The folder is gone, full, or not this user’s. Nobody was let in.'),
    t('Choose another place.'),
  );

const notWrittenAgain = (file: string) =>
  refusal(
    'usage.not-written',
    t('Nothing could be written to {file}.', { file }),
    t('The folder is gone, full, or not this user’s. The lost computer is shut out, and nobody was invited.'),
    t('Invite again, to another place.'),
  );

/** More than the files hold beside the certificates. */
const besideCertificates = 16 * 1024;

/** @throws AppError `usage.not-written` */
function orNotWritten(file: string, write: () => void): void {
  try {
    write();
  } catch {
    throw notWritten(file);
  }
}

/** @throws AppError `usage.not-written` */
const requireWritable = (file: string, { address }: VaultMembership) =>
  // Sealed and as text, they take a third more.
  orNotWritten(file, () => requireWritablePlace(file, besideCertificates + 2 * (address.ca ?? '').length));

/**
 * Invites a person and writes the invitation, before it counts. Where it can’t be written, nobody is invited.
 * @returns the code to say
 * @throws AppError `usage.not-written`, `shared-vault.*`
 */
export async function inviteInto(
  file: string,
  { admission, membership }: { admission: Admission; membership: VaultMembership },
  { name, scope }: { name: string; scope: Scope },
  cost?: KdfCost,
): Promise<{ memberId: string; code: string }> {
  requireWritable(file, membership);
  const { code, write } = await newCode(cost);
  const { memberId } = await admission.invite(name, scope, (invited) =>
    orNotWritten(file, () => write(file, { address: membership.address, ...invited })),
  );
  return { memberId, code };
}

/** The list has to be told also where the invitation could not be written: the keys are withdrawn then. */
export type InvitedAgain = {
  memberId: string;
  /** The code to say. */
  written: Result<string>;
  /** The secrets that were known; where the keys were withdrawn before, all that are alive. */
  known: KnownSecret[];
  /** Not, where the keys were withdrawn before. */
  hadKeys: boolean;
};

/**
 * Invites a member again whose computer is lost: its keys are withdrawn first. Where it is plain that nothing can be
 * written, none are.
 * @throws AppError `usage.not-written`, `shared-vault.*`
 */
export async function inviteAgainInto(
  file: string,
  { admission, membership }: { admission: Admission; membership: VaultMembership },
  name: string,
  cost?: KdfCost,
): Promise<InvitedAgain> {
  requireWritable(file, membership);
  const { invitation, ...told } = await admission.inviteAgain(name);
  const written = await writeInvitation(file, { address: membership.address, ...invitation }, cost).then(ok, () =>
    failed<string>(notWrittenAgain(file).data),
  );
  return { memberId: invitation.memberId, written, ...told };
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
 * Admits a receptionist and writes what it needs to know of the vault: no secret is in it. It is written before the
 * admission counts, so that nobody is admitted without it; a file whose admission never came to count opens nothing.
 * Asked again for one that is admitted, it is written again.
 * @throws AppError `usage.not-written`, `shared-vault.*`
 */
export async function admitMachine(
  file: string,
  { admission, membership }: { admission: Admission; membership: VaultMembership },
  machine: { name: string; file: MachineFile; words: string; clinics: string[] },
): Promise<{ machineId: string; databaseUrl: string }> {
  requireWritable(file, membership);
  const { address } = membership;
  const write = ({ user, head, vaultId, vouched }: AdmittedMachine) => {
    const databaseUrl = databaseUrlOf(address, user);
    const about = {
      version: 1,
      kind: 'voxanne vault',
      vaultId,
      databaseUrl,
      ca: address.ca,
      pinned: head,
      ...(vouched ? { vouched } : {}),
    };
    writePrivateFile(file, `${JSON.stringify(about, null, 2)}\n`);
  };
  const { machineId, user } = await admission.addMachine(
    machine.name,
    machine.file,
    machine.words,
    machine.clinics,
    (admitted) => orNotWritten(file, () => write(admitted)),
  );
  return { machineId, databaseUrl: databaseUrlOf(address, user) };
}
