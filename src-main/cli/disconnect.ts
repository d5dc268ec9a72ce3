/** `<provider> disconnect`: withdraws the access at the provider and destroys what is stored here. */

import type { Command } from 'commander';
import type { ProviderDescriptor } from '../../src-shared/providers/descriptor';
import { t } from '../../src-shared/texts/translate';
import {
  type CommandContext,
  type JsonOption,
  jsonVersion,
  type OrganizationOption,
  runCommand,
  withJson,
  withOrganization,
} from './command';
import { withWorkspace } from './open-workspace';
import { usageError } from './terminal';

export function addDisconnectCommand(
  parent: Command,
  context: CommandContext,
  { id: provider, company }: ProviderDescriptor,
  description: string,
): void {
  const { terminal } = context;
  withJson(withOrganization(parent.command('disconnect')))
    .description(description)
    .option('--yes', t('also when another clinic would lose its connection by it'), false)
    .action(({ json, organization, yes }: JsonOption & OrganizationOption & { yes: boolean }) =>
      runCommand(context, json, () =>
        withWorkspace(context, 'if-possible', async (workspace) => {
          const { organizations } = workspace.services();
          const { credentials } = await workspace.connections();
          const { id, name } = await organizations.find(organization);
          const before = (await credentials.list(id)).find((one) => one.provider === provider);
          if (before?.status === 'revoked' && before.pendingRevocation) {
            const connection = await credentials.retryRevocation(id, provider);
            if (json)
              terminal.printJson({
                version: jsonVersion,
                organization: { id, name },
                revokedAtProvider: true,
                pendingRevocation: null,
                shared: [],
                credential: connection,
              });
            else terminal.print(t('{company} has withdrawn the access.', { company }));
            return undefined;
          }
          const shared = await credentials.sharedUse(id, provider);
          for (const other of shared) terminal.tell(`${other.name}: ${other.reason}`);
          if (shared.some(({ breaks }) => breaks) && !yes) {
            throw usageError(
              t('Another clinic would lose its connection.'),
              t('Add --yes if that is meant; that clinic then has to connect again.'),
            );
          }
          const connection = await credentials.revoke(id, provider);
          const pending = connection.pendingRevocation ?? null;
          if (json)
            terminal.printJson({
              version: jsonVersion,
              organization: { id, name },
              revokedAtProvider: pending === null,
              pendingRevocation: pending,
              shared,
              credential: connection,
            });
          else if (pending === null)
            terminal.print(t('Disconnected. {company} has withdrawn the access.', { company }));
          else
            terminal.print(
              t(
                'Disconnected here. Not yet revoked at {company}: {accounts}. {message} It is tried again whenever the console runs, and by: check',
                { company, accounts: pending.accounts.join(', '), message: pending.problem.message },
              ),
            );
          return undefined;
        }),
      ),
    );
}
