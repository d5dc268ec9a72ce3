/** `machines add | list`: the receptionists that use what the console proved. */

import type { Command } from 'commander';
import { t } from '../../src-shared/texts/translate';
import type { MachineUse } from '../../src-shared/vault/members';
import { type CommandContext, type JsonOption, jsonVersion, runCommand, withJson } from './command';
import { withWorkspace } from './open-workspace';
import { clinicIdsOf, requireShared, tellKnown, tellLost } from './shared-vault';
import { usageError } from './terminal';
import { addMachineKeyCommand } from './vault-keys';

type AddOptions = JsonOption & { publicKeyFile: string; words: string; organizations: string; out: string };

function lineOf({ provider, delivered, isHeldBack, loaded, lastUsedAt, lastFailure }: MachineUse): string {
  const parts = [
    delivered.revoked
      ? t('revoked at {time}', { time: delivered.at })
      : t('delivered revision {revision} at {time}', { revision: String(delivered.revision), time: delivered.at }),
    ...(isHeldBack ? [t('the server shows less than was delivered')] : []),
    loaded
      ? t('loaded revision {revision} at {time}', { revision: String(loaded.revision), time: loaded.at })
      : t('not loaded yet'),
    lastUsedAt ? t('last used at {time}', { time: lastUsedAt }) : t('not used yet'),
    ...(lastFailure ? [t('last failure {code} at {time}', { code: lastFailure.code, time: lastFailure.at })] : []),
    ...(lastFailure?.since === 'not-checked' && !delivered.revoked ? [t('not checked since')] : []),
  ];
  return `  ${provider}  ${parts.join(', ')}`;
}

export function addMachineCommands(program: Command, context: CommandContext): void {
  const { terminal, signal } = context;
  const machines = program
    .command('machines')
    .description(t('the receptionists that use clinics’ credentials from the shared vault'));

  withJson(machines.command('add').argument('<name>', t('how it is shown')))
    .description(t('admit one, once its six words were compared, and deliver the clinics’ credentials to it'))
    .requiredOption('--public-key-file <file>', t('what “voxanne-receptionist init” wrote'))
    .requiredOption('--words <words>', t('the six words that it printed'))
    .requiredOption('--organizations <ids or names>', t('its clinics, separated by commas'))
    .requiredOption('--out <file>', t('where to write what the receptionist needs to know of the vault; no secret'))
    .action((name: string, { json, publicKeyFile, words, organizations, out }: AddOptions) =>
      runCommand(context, json, () =>
        withWorkspace(context, true, async (workspace) => {
          const { admission, membership } = requireShared(workspace);
          const { admitMachine, readMachineFile } = await import('../shared-vault/hand-over');
          const { machineId, databaseUrl } = await admitMachine(
            out,
            { admission, membership },
            {
              name,
              file: await readMachineFile(publicKeyFile, signal),
              words,
              clinics: await clinicIdsOf(workspace, organizations),
            },
          );
          if (json) terminal.printJson({ version: jsonVersion, machineId, name, databaseUrl, file: out });
          else terminal.print(databaseUrl);
          terminal.say(
            t('{name} is admitted. Give it {file}: npx voxanne-receptionist check --vault {file}', { name, file: out }),
          );
          return undefined;
        }),
      ),
    );

  withJson(machines.command('list'))
    .description(t('list them with what each was given, has loaded and used'))
    .action(({ json }: JsonOption) =>
      runCommand(context, json, () =>
        withWorkspace(context, 'if-possible', async (workspace) => {
          const list = await requireShared(workspace).standing.machines();
          if (json) terminal.printJson({ version: jsonVersion, machines: list });
          else
            for (const { name, id, uses } of list) {
              terminal.print(`${name}  ${id}`);
              for (const use of uses) terminal.print(`${lineOf(use)}  (${use.organizationId})`);
            }
          if (list.length === 0) terminal.say(t('No receptionist yet. Admit one with: machines add NAME'));
          return undefined;
        }),
      ),
    );

  withJson(machines.command('remove').argument('<name>', t('which one')))
    .description(t('remove one: what was delivered to it ends at once, and what it knew is listed to be replaced'))
    .option('--yes', t('do it'), false)
    .action((name: string, { json, yes }: JsonOption & { yes: boolean }) =>
      runCommand(context, json, () =>
        withWorkspace(context, true, async (workspace) => {
          if (!yes) throw usageError(t('{name} was not removed.', { name }), t('Add --yes to remove it.'));
          const known = await requireShared(workspace).admission.removeMachine(name);
          await tellKnown(context, json, workspace, name, known);
          return undefined;
        }),
      ),
    );

  addMachineKeyCommand(machines, context);

  withJson(machines.command('scope').argument('<name>', t('whose clinics are changed')))
    .description(t('change the clinics of one: what it loses ends at once, and what it knew is listed to be replaced'))
    .requiredOption('--organizations <ids or names>', t('its clinics, separated by commas'))
    .action((name: string, { json, organizations }: JsonOption & { organizations: string }) =>
      runCommand(context, json, () =>
        withWorkspace(context, true, async (workspace) => {
          const clinics = await clinicIdsOf(workspace, organizations);
          const known = await requireShared(workspace).admission.changeMachineClinics(name, clinics);
          await tellLost(context, json, workspace, name, known);
          return undefined;
        }),
      ),
    );
}
