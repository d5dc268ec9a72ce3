/** `vault invite-again | renew-keys` and `machines renew-keys`: other keys for a member, for clinics, for a machine. */
import type { Command } from 'commander';
import { AppError } from '../../src-shared/errors';
import { t } from '../../src-shared/texts/translate';
import { type CommandContext, type JsonOption, jsonVersion, runCommand, withJson } from './command';
import { withWorkspace } from './open-workspace';
import { clinicIdsOf, namedSecrets, requireShared, tellSecrets } from './shared-vault';

export function addKeyCommands(vault: Command, context: CommandContext): void {
  const { terminal } = context;

  withJson(vault.command('invite-again').argument('<name>', t('whose computer is lost')))
    .description(t('shut a lost computer out at once, list what it knew, and invite its member again with new keys'))
    .requiredOption('--out <file>', t('where to write the invitation'))
    .action((name: string, { json, out }: JsonOption & { out: string }) =>
      runCommand(context, json, () =>
        withWorkspace(context, true, async (workspace) => {
          const { admission, membership } = requireShared(workspace);
          const { inviteAgainInto } = await import('../shared-vault/hand-over');
          const invited = await inviteAgainInto(out, { admission, membership }, name);
          const known = await namedSecrets(workspace, invited.known);
          const { memberId, written, hadKeys } = invited;
          if (written.ok) {
            if (json) terminal.printJson({ version: jsonVersion, memberId, file: out, code: written.value, known });
            else terminal.print(written.value);
          }
          // Beside an error, an answer in JSON has no room for it.
          if (!json) tellSecrets(terminal.print, known);
          else if (!written.ok) tellSecrets(terminal.say, known);
          const told = { name, count: known.length };
          terminal.say(
            hadKeys
              ? t(
                  'The keys of {name} open nothing any more. {count, plural, =0 {They opened no secret.} one {They opened # secret: replace it at its provider, then here.} other {They opened # secrets: replace each of them at its provider, then here.}}',
                  told,
                )
              : t(
                  'The keys of {name} were withdrawn before. {count, plural, =0 {Its clinics have no secret now.} one {Its clinics have # secret now: replace it at its provider, then here, if that was not done since.} other {Its clinics have # secrets now: replace each at its provider, then here, where that was not done since.}}',
                  told,
                ),
          );
          if (!written.ok) throw new AppError(written.error);
          terminal.say(
            t('The invitation is in {file}. Say the code by telephone; don’t send it with the file.', { file: out }),
          );
          return undefined;
        }),
      ),
    );

  withJson(vault.command('renew-keys'))
    .description(t('give clinics a new data key: all that is theirs is sealed again, and delivered again'))
    .option('--organizations <ids or names>', t('these clinics, separated by commas (default: all)'))
    .action(({ json, organizations }: JsonOption & { organizations?: string }) =>
      runCommand(context, json, () =>
        withWorkspace(context, true, async (workspace) => {
          const { admission } = requireShared(workspace);
          const ids =
            organizations === undefined
              ? (await workspace.services().organizations.list()).map(({ id }) => id)
              : await clinicIdsOf(workspace, organizations);
          for (const id of ids) await admission.renewClinicKey(id);
          if (json) terminal.printJson({ version: jsonVersion, renewed: ids });
          terminal.say(
            t('{count, plural, one {# clinic has} other {# clinics have}} a new data key.', { count: ids.length }),
          );
          return undefined;
        }),
      ),
    );
}

type RenewOptions = JsonOption & { publicKeyFile: string; words: string };

export function addMachineKeyCommand(machines: Command, context: CommandContext): void {
  const { terminal } = context;
  withJson(machines.command('renew-keys').argument('<name>', t('which one')))
    .description(t('exchange the keys of one for those that it made; what the old ones opened is listed'))
    .requiredOption('--public-key-file <file>', t('what “voxanne-receptionist renew” wrote'))
    .requiredOption('--words <words>', t('the six words that it printed'))
    .action((name: string, { json, publicKeyFile, words }: RenewOptions) =>
      runCommand(context, json, () =>
        withWorkspace(context, true, async (workspace) => {
          const { admission } = requireShared(workspace);
          const { readMachineFile } = await import('../shared-vault/hand-over');
          const secrets = await admission.renewMachine(
            name,
            await readMachineFile(publicKeyFile, context.signal),
            words,
          );
          const known = await namedSecrets(workspace, secrets);
          if (json) terminal.printJson({ version: jsonVersion, renewed: name, known });
          else tellSecrets(terminal.print, known);
          terminal.say(
            t(
              '{name} has new keys. {count, plural, =0 {The old ones opened no secret.} one {If the old ones may be known, replace this secret at its provider, then here.} other {If the old ones may be known, replace these # secrets at their providers, then here.}}',
              { name, count: known.length },
            ),
          );
          return undefined;
        }),
      ),
    );
}
