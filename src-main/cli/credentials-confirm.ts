/** `credentials confirm`: credentials that came back with an earlier database are used again. */

import { type Command, Option } from 'commander';
import { type CameBackCredential, endWords, returnWords } from '../../src-shared/credentials/came-back';
import type { ProviderId } from '../../src-shared/primitives';
import { providerDescriptors } from '../../src-shared/providers';
import { providerIds } from '../../src-shared/providers/ids';
import { t } from '../../src-shared/texts/translate';
import { type CommandContext, type JsonOption, jsonVersion, runCommand, withJson } from './command';
import { withWorkspace } from './open-workspace';
import { usageError } from './terminal';

type Options = JsonOption & { organization?: string; provider?: ProviderId; all: boolean; yes: boolean };

const lineOf = ({ clinic, provider, keyHint, cameBack }: CameBackCredential) =>
  `${clinic}: ${providerDescriptors[provider].name}, ${keyHint}: ${endWords(cameBack)}. ${returnWords(cameBack)}`;

export function addCredentialConfirmCommand(credentials: Command, context: CommandContext): void {
  const { terminal } = context;
  withJson(credentials.command('confirm'))
    .description(t('use credentials again that have come back with an earlier database; without options, list them'))
    .option('--organization <id or name>', t('only this clinic’s'))
    .addOption(new Option('--provider <name>', t('only those of this provider')).choices(providerIds))
    .option('--all', t('all of them, or all that the other options name'), false)
    .option('--yes', t('they are still meant to be used'), false)
    .action(({ json, organization, provider, all, yes }: Options) =>
      runCommand(context, json, () =>
        withWorkspace(context, true, async (workspace) => {
          const { organizations, cameBack } = workspace.services();
          const clinic = organization === undefined ? null : await organizations.find(organization);
          const waiting = (await cameBack.list()).filter(
            (one) =>
              (clinic === null || one.organizationId === clinic.id) &&
              (provider === undefined || one.provider === provider),
          );
          const isNamed = all || (clinic !== null && provider !== undefined);
          const isAsked = isNamed || yes;
          const say = isAsked ? terminal.tell : terminal.print;
          if (!json || isAsked) for (const one of waiting) say(lineOf(one));
          if (waiting.length === 0) terminal.say(t('Nothing waits to be confirmed.'));
          else if (isAsked && !isNamed)
            throw usageError(
              t('Nothing was confirmed.'),
              t('Name them: a clinic with --organization and --provider, or all of them with --all.'),
            );
          else if (isNamed && !yes)
            throw usageError(t('Nothing was confirmed.'), t('Add --yes if they are still meant to be used.'));
          const confirmed = isNamed ? waiting : [];
          await cameBack.confirm(confirmed);
          if (json)
            terminal.printJson({
              version: jsonVersion,
              confirmed,
              waiting: isNamed ? [] : waiting,
            });
          else if (confirmed.length > 0)
            terminal.print(t('{count, plural, one {# is} other {# are}} used again.', { count: confirmed.length }));
          return undefined;
        }),
      ),
    );
}
