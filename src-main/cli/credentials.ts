/** `credentials list | add | verify | replace | revoke | confirm | not-needed | needed`. */

import { type Command, Option } from 'commander';
import type { Connection } from '../../src-shared/credentials/connection';
import type { Organization } from '../../src-shared/organizations/organization';
import { allProviders, providerDescriptors } from '../../src-shared/providers';
import { parseChoice } from '../../src-shared/providers/choice';
import type { ProviderDescriptor } from '../../src-shared/providers/descriptor';
import { providerIds } from '../../src-shared/providers/ids';
import { markSentence, markTitle, trialMode } from '../../src-shared/providers/modes';
import { t } from '../../src-shared/texts/translate';
import type { Workspace } from '../compose';
import { failureOf } from '../credentials/connection-view';
import {
  type CommandContext,
  type JsonOption,
  jsonVersion,
  type OrganizationOption,
  type ProviderOption,
  runCommand,
  withJson,
  withOrganization,
  withProvider,
} from './command';
import { importCredentials, readCredentials } from './credential-input';
import { addCredentialConfirmCommand } from './credentials-confirm';
import { exitCodes } from './exit-codes';
import { withWorkspace } from './open-workspace';
import { rungWord } from './state-words';
import { usageError } from './terminal';

type Source = JsonOption &
  OrganizationOption &
  ProviderOption & { envFile?: string; clientFile?: string } & Readonly<Record<string, unknown>>;

/** Choices that are named when credentials are added; those of a sign-in are an option of its own command. */
const choices = allProviders.flatMap(({ signIn, choice }) =>
  choice === null || signIn !== undefined ? [] : [choice.option],
);

const signInCommands = allProviders
  .flatMap(({ command }) => (command?.connect === undefined ? [] : [`${command.name} connect`]))
  .join(', ');

/**
 * What the option or the file names, as the provider lists it; null when neither does.
 * @throws AppError `usage.invalid`
 */
function choiceOf(
  { choice }: ProviderDescriptor,
  source: Source,
  imported: string | null,
  country: string,
): string | null {
  const option = choice === null ? undefined : source[new Option(choice.option.flag).attributeName()];
  const written = typeof option === 'string' ? option : imported;
  if (choice === null || written === null) return null;
  const parsed = parseChoice(choice, written, country);
  if (parsed.ok) return parsed.choice;
  throw usageError(
    `${t('{choice} can’t be used.', { choice: written })} ${parsed.message}`,
    parsed.suggestion === null
      ? t('Give {choice} of the account.', { choice: t(choice.word.any) })
      : t('If you mean {suggestion}, give exactly that.', { suggestion: parsed.suggestion }),
  );
}

/** A connection as a few aligned lines. */
function linesOf(connection: Connection): string[] {
  const rungs = connection.ladder.rungs.map(
    (rung) => `  ${rungWord(rung.state).padEnd(14)} ` + `${rung.label}${rung.proof ? `: ${rung.proof}` : ''}`,
  );
  const problem = connection.problem
    ? [
        t('  problem        {problem}', { problem: `${connection.problem.message} ${connection.problem.fix}` }),
        t('  last attempt   {time}', { time: connection.attemptedAt ?? t('at a time that was not kept') }),
        t('  last answer    {time}', { time: connection.verifiedAt ?? t('none') }),
      ]
    : [];
  const notices = connection.notices.map(({ title, text }) => t('  notice         {title}. {text}', { title, text }));
  const name = markTitle(connection.provider, providerDescriptors[connection.provider], connection.mode);
  const head =
    `${name}: ${connection.status}, ` + `${connection.keyHint}${connection.resource ? `, ${connection.resource}` : ''}`;
  return [head, ...rungs, ...problem, ...notices];
}

export function addCredentialCommands(program: Command, context: CommandContext): void {
  const { env, terminal, signal } = context;
  const credentials = program.command('credentials').description(t('a clinic’s own accounts with the providers'));
  const answer = (json: boolean, organization: Organization, connection: Connection) => {
    if (json)
      terminal.printJson({
        version: jsonVersion,
        organization: { id: organization.id, name: organization.name },
        credential: connection,
      });
    else for (const line of linesOf(connection)) terminal.print(line);
  };

  /** Verifies what was given and saves it with the number that was named, or the only one that fits. */
  async function store(
    workspace: Workspace,
    source: Source,
  ): Promise<{ organization: Organization; connection: Connection }> {
    const { organizations } = workspace.services();
    const { credentials: service } = await workspace.connections();
    const organization = await organizations.find(source.organization);
    const descriptor = workspace.providerDescriptors[source.provider];
    const { importFile } = descriptor;
    if (source.clientFile !== undefined && !importFile)
      throw usageError(t('{name} has no client file.', { name: descriptor.name }), t('Give --env-file instead.'));
    const input =
      source.clientFile === undefined
        ? { ...(await readCredentials(descriptor, source.envFile, env, terminal, signal)), importId: null }
        : await importCredentials(service, organization.id, source.provider, source.clientFile, signal);
    const verification = await service.verify(
      {
        organizationId: organization.id,
        provider: source.provider,
        methodId: input.methodId,
        fields: input.fields,
        importId: input.importId,
      },
      signal,
    );
    terminal.say(markSentence(verification.headline, descriptor, verification.mode));
    for (const { tone, title, text } of verification.notices) if (tone === 'warning') terminal.say(`${title}. ${text}`);
    const choice =
      choiceOf(descriptor, source, input.choice, organization.country) ?? verification.choice?.preferred ?? null;
    if (verification.choice && descriptor.choice && choice === null) {
      const usable = verification.choice.options
        .filter((option) => option.disabledReason === null)
        .map((option) => option.id);
      throw usageError(
        t('The account has several {choices}.', { choices: t(descriptor.choice.word.many) }),
        t('Name one with {option}: {choices}', {
          option: new Option(descriptor.choice.option.flag).long ?? '',
          choices: usable.slice(0, 20).join(', '),
        }),
      );
    }
    const connection = await service.save(
      {
        organizationId: organization.id,
        provider: source.provider,
        verificationId: verification.verificationId,
        choice,
        meansOtherAccount: source.switchAccount === true,
      },
      signal,
    );
    return { organization, connection };
  }

  const withSource = (command: Command) => {
    withJson(withProvider(withOrganization(command)))
      .option(
        '--env-file <file>',
        t('read them from this file; without it from the environment, and what is missing from a hidden prompt'),
      )
      .option(
        '--client-file <file>',
        t('the OAuth client’s file, for a provider with a sign-in; then sign in with: {commands}', {
          commands: signInCommands,
        }),
      );
    for (const { flag, description } of choices) command.option(flag, t(description));
    return command;
  };

  withJson(withOrganization(credentials.command('list')))
    .description(t('list them; secrets are never shown'))
    .addOption(new Option('--provider <name>', t('only those of this provider')).choices(providerIds))
    .action(({ json, organization, provider }: JsonOption & OrganizationOption & Partial<ProviderOption>) =>
      runCommand(context, json, () =>
        withWorkspace(context, false, async (workspace) => {
          const { organizations } = workspace.services();
          const { credentials: service } = await workspace.connections();
          const found = await organizations.find(organization);
          const all = await service.list(found.id);
          const list = provider === undefined ? all : all.filter((one) => one.provider === provider);
          if (json)
            terminal.printJson({
              version: jsonVersion,
              organization: { id: found.id, name: found.name },
              credentials: list,
            });
          else for (const connection of list) for (const line of linesOf(connection)) terminal.print(line);
          if (list.length === 0) terminal.say(t('{clinic} has no credentials yet.', { clinic: found.name }));
          return undefined;
        }),
      ),
    );

  withSource(credentials.command('add'))
    .description(t('verify new ones with the provider, then keep them'))
    .action((source: Source) =>
      runCommand(context, source.json, () =>
        withWorkspace(context, true, async (workspace) => {
          const { organizations } = workspace.services();
          const { credentials: service } = await workspace.connections();
          const { id, name } = await organizations.find(source.organization);
          const existing = (await service.list(id)).find(
            ({ provider, status }) => provider === source.provider && status !== 'revoked',
          );
          if (existing)
            throw usageError(
              t('{clinic} already has {provider} credentials ({keyHint}).', {
                clinic: name,
                provider: source.provider,
                keyHint: existing.keyHint,
              }),
              t('Use: {command}', { command: 'credentials replace' }),
            );
          const { organization, connection } = await store(workspace, source);
          answer(source.json, organization, connection);
          return connection.problem ? exitCodes.failed : undefined;
        }),
      ),
    );

  withSource(credentials.command('replace'))
    .description(t('verify new ones and put them in place of the old; the old are destroyed'))
    .option('--switch-account', t('the new ones are of another account than before, and that is meant'), false)
    .action((source: Source) =>
      runCommand(context, source.json, () =>
        withWorkspace(context, true, async (workspace) => {
          const { organization, connection } = await store(workspace, source);
          answer(source.json, organization, connection);
          return connection.problem ? exitCodes.failed : undefined;
        }),
      ),
    );

  withJson(withProvider(withOrganization(credentials.command('verify'))))
    .description(t('prove the stored ones again; sends nothing'))
    .action(({ json, organization, provider }: JsonOption & OrganizationOption & ProviderOption) =>
      runCommand(context, json, () =>
        withWorkspace(context, true, async (workspace) => {
          const { organizations } = workspace.services();
          const { credentials: service } = await workspace.connections();
          const found = await organizations.find(organization);
          const stored = (await service.list(found.id)).find((one) => one.provider === provider);
          const trial = trialMode(providerDescriptors[provider], stored?.mode);
          // Said first: of a check that fails there is an error alone.
          if (trial !== undefined) terminal.tell(`${t(trial.label)}. ${t(trial.meaning)}`);
          const connection = await service.check(found.id, provider, signal);
          answer(json, found, connection);
          return failureOf(connection) ? exitCodes.failed : undefined;
        }),
      ),
    );

  addCredentialConfirmCommand(credentials, context);

  withJson(withProvider(withOrganization(credentials.command('revoke'))))
    .description(t('destroy the stored ones; first names the clinics that use the same account'))
    .option('--yes', t('do it'), false)
    .action(
      ({ json, organization, provider, yes }: JsonOption & OrganizationOption & ProviderOption & { yes: boolean }) =>
        runCommand(context, json, () =>
          withWorkspace(context, 'if-possible', async (workspace) => {
            const { organizations } = workspace.services();
            const { credentials: service } = await workspace.connections();
            const found = await organizations.find(organization);
            const shared = await service.sharedUse(found.id, provider);
            for (const other of shared) terminal.tell(`${other.name}: ${other.reason}`);
            if (!yes) throw usageError(t('Nothing was revoked.'), t('Add --yes to destroy the stored credentials.'));
            answer(json, found, await service.revoke(found.id, provider));
            return undefined;
          }),
        ),
    );

  const needCommand = (name: string, needed: boolean, description: string) =>
    withJson(withProvider(withOrganization(credentials.command(name))))
      .description(description)
      .action(({ json, organization, provider }: JsonOption & OrganizationOption & ProviderOption) =>
        runCommand(context, json, () =>
          withWorkspace(context, false, async (workspace) => {
            const { organizations } = workspace.services();
            const { id } = await organizations.find(organization);
            const { name, notNeeded } = await organizations.decideNeed(id, provider, needed);
            if (json) terminal.printJson({ version: jsonVersion, organization: { id, name }, notNeeded });
            else {
              const { name: providerName } = workspace.providerDescriptors[provider];
              terminal.print(
                needed
                  ? t('{provider} is needed by {clinic}.', { provider: providerName, clinic: name })
                  : t('{provider} is not needed by {clinic}.', { provider: providerName, clinic: name }),
              );
            }
            return undefined;
          }),
        ),
      );
  needCommand('not-needed', false, t('record that the clinic does not need this provider'));
  needCommand('needed', true, t('take that back: the clinic needs this provider'));
}
