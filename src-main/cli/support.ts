/**
 * `support bundle`: what an engineer needs to know of this console, without secrets. Shown, or saved to a file; never
 * sent.
 */

import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { supportText } from '../../src-shared/support/support-bundle';
import { t } from '../../src-shared/texts/translate';
import { requireProfileDir } from '../profile-errors';
import { routeHosts } from '../providers/route-hosts';
import { saveSupportBundle } from '../support/save-bundle';
import { makeSupportBundle } from '../support/support-bundle';
import { surroundingsOf } from '../support/surroundings';
import { type CommandContext, type JsonOption, jsonVersion, runCommand, withJson } from './command';
import { openCommandUpdates } from './open-updates';
import { applyPassphrase, openWorkspace } from './open-workspace';
import { usageError } from './terminal';

export function addSupportCommands(program: Command, context: CommandContext): void {
  const { env, terminal } = context;
  const support = program.command('support').description(t('what to give to whoever helps'));

  withJson(support.command('bundle'))
    .description(
      t('print the support bundle, or save it: versions, doctor, log and more, without secrets; sends nothing'),
    )
    .option('--output <file>', t('a file that does not exist yet'))
    .action(({ json, output }: JsonOption & { output?: string }) =>
      runCommand(context, json, async () => {
        if (output !== undefined && existsSync(output))
          throw usageError(t('{name} exists already.', { name: output }), t('Choose a new file name.'));
        const workspace = await openWorkspace(context);
        try {
          // As `doctor` does. What stands in the way of the keys is told by the bundle.
          if (workspace.vault.state().state === 'passphrase-needed')
            await applyPassphrase(workspace, env.VOXANNE_PASSPHRASE).catch(() => undefined);
          const bundle = await makeSupportBundle({
            ...workspace,
            ...surroundingsOf(env, requireProfileDir(env), context.switches),
            practice: false,
            async updates() {
              const { updates, close } = await openCommandUpdates(context);
              await close();
              return updates.snapshot();
            },
            networkStatus: async () => (await workspace.network()).status(routeHosts(workspace.endpoints)),
          });
          if (output !== undefined) {
            saveSupportBundle(bundle, output);
            terminal.say(t('Saved to {output}. Read it before you send it to anybody.', { output }));
          }
          if (json) terminal.printJson({ version: jsonVersion, ...bundle, savedTo: output ?? null });
          else if (output === undefined) terminal.print(supportText(bundle).trimEnd());
          return undefined;
        } finally {
          await workspace.close();
        }
      }),
    );
}
