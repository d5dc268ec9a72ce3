/** The commands of each provider, as its descriptor offers them: `<provider> connect | explain | test | disconnect`. */

import type { Command } from 'commander';
import { allProviders } from '../../src-shared/providers';
import { t } from '../../src-shared/texts/translate';
import {
  type CommandContext,
  type JsonOption,
  type OrganizationOption,
  runCommand,
  withJson,
  withOrganization,
} from './command';
import { addDisconnectCommand } from './disconnect';
import { addExplainCommand } from './explain';
import { withWorkspace } from './open-workspace';
import { runProviderTest } from './provider-test';
import { addConnectCommand } from './sign-in';

export function addProviderCommands(program: Command, context: CommandContext): void {
  for (const descriptor of allProviders) {
    const { command, signIn, test } = descriptor;
    if (command === undefined) continue;
    const parent = program.command(command.name).description(t(command.description));
    if (command.connect !== undefined && signIn !== undefined) {
      addConnectCommand(parent, context, descriptor, command.connect);
      addExplainCommand(parent, context, descriptor, signIn, t(command.connect.explain));
    }
    if (command.test !== undefined && test !== undefined)
      withJson(withOrganization(parent.command('test')))
        .description(t(command.test))
        .action(({ json, organization }: JsonOption & OrganizationOption) =>
          runCommand(context, json, () =>
            withWorkspace(context, true, (workspace) =>
              runProviderTest(context, workspace, { ...descriptor, test }, organization, json),
            ),
          ),
        );
    if (command.disconnect !== undefined) addDisconnectCommand(parent, context, descriptor, t(command.disconnect));
  }
}
