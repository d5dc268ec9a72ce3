/** What commands about a shared vault have in common. */
import { AppError, refusal } from '../../src-shared/errors';
import { t } from '../../src-shared/texts/translate';
import type { Workspace } from '../compose';
import { certificatesBytes, readTextFile } from '../read-text-file';
import type { KnownSecret } from '../storage/postgres/renew-clinic';
import { type CommandContext, jsonVersion } from './command';
import { tabbed } from './plain';
import { notShared } from './vault-errors';

/** @throws AppError `usage.not-shared` */
export function requireShared({ sharedVault, vault }: Workspace) {
  if (sharedVault === null) throw notShared();
  const local = vault.requireStorage();
  return {
    membership: sharedVault.membership(),
    admission: sharedVault.admission(local),
    standing: sharedVault.standing(local),
    vouching: sharedVault.vouching(local),
  };
}

/**
 * A file or a pipe, with an address or certificates.
 * @throws AppError `usage.invalid`; what `signal` was aborted with
 */
export async function readGivenFile(file: string, what: string, signal: AbortSignal): Promise<string> {
  try {
    return await readTextFile(file, signal, file, certificatesBytes);
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    throw refusal(
      'usage.invalid',
      t('{what} can’t be read from {file}.', { what, file }),
      `${thrown.data.message} ${thrown.data.cause}`,
      t('Check the path and its rights.'),
    );
  }
}

/** Clinics by id or name, separated by commas. @throws AppError `organization.unknown` */
export async function clinicIdsOf(workspace: Workspace, list: string): Promise<string[]> {
  const { organizations } = workspace.services();
  const names = list.split(',').map((name) => name.trim());
  return Promise.all(names.filter((name) => name !== '').map(async (name) => (await organizations.find(name)).id));
}

export function tellSecrets(
  tell: (line: string) => void,
  known: readonly { clinic: string; provider: string; keyHint: string }[],
): void {
  for (const { clinic, provider, keyHint } of known) tell(tabbed(clinic, provider, keyHint));
}

/** What somebody who lost clinics knew of them. */
export async function tellLost(
  { terminal }: Pick<CommandContext, 'terminal'>,
  json: boolean,
  workspace: Workspace,
  name: string,
  secrets: readonly KnownSecret[],
): Promise<void> {
  const known = await namedSecrets(workspace, secrets);
  if (json) terminal.printJson({ version: jsonVersion, changed: name, known });
  else tellSecrets(terminal.print, known);
  terminal.say(
    t(
      'The clinics of {name} were changed. {count, plural, =0 {It lost no secret that it knew.} one {It knew # secret of what it lost: replace it at its provider, then here.} other {It knew # secrets of what it lost: replace each of them at its provider, then here.}}',
      { name, count: known.length },
    ),
  );
}

/** Nobody can ask for this list again, so it is told without names, too. */
export async function namedSecrets(workspace: Workspace, secrets: readonly KnownSecret[]) {
  const { organizations } = workspace.services().storage;
  return Promise.all(
    secrets.map(async (one) => ({
      ...one,
      clinic: (await organizations.get(one.organizationId).catch(() => null))?.name ?? '',
    })),
  );
}

/** What somebody who was removed knew: only replacing each of it at its provider makes it safe. */
export async function tellKnown(
  { terminal }: Pick<CommandContext, 'terminal'>,
  json: boolean,
  workspace: Workspace,
  name: string,
  secrets: readonly KnownSecret[],
): Promise<void> {
  const known = await namedSecrets(workspace, secrets);
  if (json) terminal.printJson({ version: jsonVersion, removed: name, known });
  else tellSecrets(terminal.print, known);
  terminal.say(
    known.length === 0
      ? t('{name} was removed, and knew no secret.', { name })
      : t(
          '{name} was removed, and knew {count, plural, one {this secret: replace it} other {these # secrets: replace each of them}} at its provider, then here.',
          { name, count: known.length },
        ),
  );
}
