/** `vault move`: the clinics of this computer into the shared vault. */
import type { Command } from 'commander';
import type { MovedClinic } from '../../src-shared/shared-vault/moving';
import { type Text, t, text } from '../../src-shared/texts/translate';
import { organizationUnknown } from '../storage/storage-errors';
import { type CommandContext, type JsonOption, jsonVersion, runCommand, withJson } from './command';
import { exitCodeOf } from './exit-codes';
import { withWorkspace } from './open-workspace';
import { tabbed } from './plain';
import { stopped } from './terminal';
import { notShared } from './vault-errors';

type MoveOptions = JsonOption & { organization: string[]; again: boolean; forgetLocal: boolean };

const words: Record<MovedClinic['state'], Text> = {
  moved: text('moved'),
  'moved-before': text('was moved before'),
  refused: text('was not moved'),
  left: text('was left'),
};

export function addMoveCommand(vault: Command, context: CommandContext): void {
  const { terminal, signal } = context;
  const collect = (name: string, before: string[]) => [...before, name];
  withJson(vault.command('move'))
    .description(
      t('move clinics of this computer to the shared vault: copied, opened again there, then marked as moved'),
    )
    .option('--organization <id or name>', t('only this clinic; may be repeated (default: all)'), collect, [])
    .option(
      '--again',
      t('also copy once more what was moved, where the server lost it and nothing newer is known'),
      false,
    )
    .option('--forget-local', t('then destroy what is left on this computer of clinics that were moved'), false)
    .action(({ json, organization: named, again, forgetLocal }: MoveOptions) =>
      runCommand(context, json, () =>
        withWorkspace(context, true, async ({ vault: local, clinicMove }) => {
          const move = clinicMove();
          if (move === null) throw notShared();
          const { organizations } = local.requireStorage();
          const found = await Promise.all(named.map((name) => organizations.find(name)));
          const ids = found.map((one) => {
            if (one === null) throw organizationUnknown();
            return one.id;
          });
          const organizationIds = ids.length === 0 ? null : ids;
          const clinics = await move.move({
            organizationIds,
            again,
            signal,
            told: ({ done, of, name }) => terminal.progress(t('{done} of {of}: {name}', { done: done + 1, of, name })),
          });
          const forgotten = forgetLocal && !signal.aborted ? await move.forget(organizationIds) : 0;
          if (json) terminal.printJson({ version: jsonVersion, clinics, forgotten });
          else for (const { name, state } of clinics) terminal.print(tabbed(name, t(words[state])));
          for (const { error } of clinics) if (error !== null) terminal.sayError(error);
          const moved = clinics.filter(({ state }) => state === 'moved').length;
          terminal.say(
            forgetLocal
              ? t('{moved} moved; {forgotten} deleted from this computer.', { moved, forgotten })
              : t('{moved} moved. What was moved stays on this computer, sealed, until “vault move --forget-local”.', {
                  moved,
                }),
          );
          if (signal.aborted) throw stopped();
          const refused = clinics.find(({ error }) => error !== null)?.error;
          return refused ? exitCodeOf(refused) : undefined;
        }),
      ),
    );
}
