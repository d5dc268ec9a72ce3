/** `handoff`: what a clinic is handed over with, as text, as JSON or in a file. */

import type { Command } from 'commander';
import { handoffReport } from '../../src-shared/handoff/handoff-report';
import { handoffText } from '../../src-shared/handoff/handoff-text';
import { messageProvider } from '../../src-shared/providers/message-provider';
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

const runsRead = 100;

export function addHandoffCommand(program: Command, context: CommandContext): void {
  const { terminal } = context;
  withJson(withOrganization(program.command('handoff')))
    .description(t('print what was proven, what is still open and who owns it; asks no provider, holds no secret'))
    .action(({ json, organization: wanted }: JsonOption & OrganizationOption) =>
      runCommand(context, json, () =>
        withWorkspace(context, false, async (workspace) => {
          const { organizations, storage } = workspace.services();
          const organization = await organizations.find(wanted);
          const { credentials, tests } = await workspace.connections();
          const [connections, runs] = await Promise.all([
            credentials.list(organization.id),
            tests.history(organization.id, messageProvider.id, runsRead),
          ]);
          const now = workspace.platform.now();
          const report = handoffReport({ organization, connections, runs, madeBy: storage.actor(), now });
          if (json) terminal.printJson({ version: jsonVersion, handoff: report });
          else terminal.print(handoffText(report).trimEnd());
          return undefined;
        }),
      ),
    );
}
