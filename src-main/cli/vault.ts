/** `vault …`: the shared vault and its members. */
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { t } from '../../src-shared/texts/translate';
import type { Workspace } from '../compose';
import type { KnownSecret } from '../storage/postgres/renew-clinic';
import { type CommandContext, type JsonOption, jsonVersion, runCommand, withJson } from './command';
import { withWorkspace } from './open-workspace';
import { usageError } from './terminal';
import { notShared, sharedAlready } from './vault-errors';
import { addMoveCommand } from './vault-move';

const row = (label: string, value: string) => `${label.padEnd(10)} ${value}`;

/** @throws AppError `usage.not-shared` */
export function requireShared({ sharedVault, vault }: Workspace) {
  if (sharedVault === null) throw notShared();
  const local = vault.requireStorage();
  return {
    membership: sharedVault.membership(),
    admission: sharedVault.admission(local),
    standing: sharedVault.standing(local),
  };
}

/** @throws AppError `usage.invalid` */
export function readGivenFile(file: string, what: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw usageError(t('{what} can’t be read from {file}.', { what, file }), t('Check the path and its rights.'));
  }
}

/** Clinics by id or name, separated by commas. @throws AppError `organization.unknown` */
export async function clinicIdsOf(workspace: Workspace, list: string): Promise<string[]> {
  const { organizations } = workspace.services();
  const names = list.split(',').map((name) => name.trim());
  return Promise.all(names.filter((name) => name !== '').map(async (name) => (await organizations.find(name)).id));
}

export function addVaultCommands(program: Command, context: CommandContext): void {
  const { env, terminal } = context;
  const vault = program.command('vault').description(t('one vault for several consoles, on a PostgreSQL server'));

  withJson(vault.command('status'))
    .description(t('where the clinics of this profile live, and the six words of a shared vault'))
    .action(({ json }: JsonOption) =>
      runCommand(context, json, () =>
        withWorkspace(context, 'if-possible', async (workspace) => {
          if (workspace.sharedVault === null) {
            if (json) terminal.printJson({ version: jsonVersion, place: 'this-computer' });
            else terminal.print(t('this computer'));
            return undefined;
          }
          const status = await requireShared(workspace).standing.status();
          if (json) terminal.printJson({ version: jsonVersion, place: 'shared', ...status });
          else
            for (const line of [
              t('shared, on {server}', { server: status.server }),
              row(t('words'), status.words),
              row(t('you'), status.member.name),
              ...status.members.map(({ name, scope }) =>
                row(
                  t('member'),
                  scope === 'all'
                    ? t('{name}, all clinics', { name })
                    : t('{name}, {count, plural, one {# clinic} other {# clinics}}', { name, count: scope.length }),
                ),
              ),
              row(t('machines'), String(status.machines)),
            ])
              terminal.print(line);
          return undefined;
        }),
      ),
    );

  withJson(vault.command('provision'))
    .description(t('make a shared vault in a database, once, with this computer as its first member'))
    .requiredOption('--database-url-file <file>', t('how the database’s administrator connects; used once, not kept'))
    .option('--print', t('connect nowhere: print the SQL that makes the vault, without a secret, for psql'), false)
    .option('--ca-file <file>', t('the certificate of the server’s authority, as PEM'))
    .option('--name <name>', t('how other members see you (default: your name on this computer)'))
    .action(
      ({
        json,
        databaseUrlFile,
        print,
        caFile,
        name,
      }: JsonOption & { databaseUrlFile: string; print: boolean; caFile?: string; name?: string }) =>
        runCommand(context, json, () =>
          withWorkspace(context, true, async ({ vault: local, sharedVault, platform }) => {
            if (sharedVault !== null) throw sharedAlready();
            const [{ parseDatabaseUrl }, { provisionVault }, { createMembershipFile }, { headWords }] =
              await Promise.all([
                import('../../src-shared/shared-vault/server-address'),
                import('../shared-vault/provision'),
                import('../shared-vault/membership-file'),
                import('../../src-shared/shared-vault/words'),
              ]);
            const ca = caFile === undefined ? null : readGivenFile(caFile, t('The certificate'));
            const { address, login } = parseDatabaseUrl(readGivenFile(databaseUrlFile, t('The address')), ca);
            const storage = local.requireStorage();
            const { memberId, head, script } = await provisionVault({
              address,
              administrator: print ? null : login,
              name: name ?? storage.actor(),
              file: createMembershipFile(platform.profileDir),
              secrets: storage.computerSecrets,
              now: platform.now,
            });
            const words = await headWords(head.hash);
            if (json) terminal.printJson({ version: jsonVersion, memberId, words, ...(print ? { sql: script } : {}) });
            else terminal.print(print ? script.trimEnd() : words);
            if (print) {
              terminal.say(
                t('Have the database’s administrator run this with psql, once. Then “vault status” answers.'),
              );
              return undefined;
            }
            terminal.say(t('The shared vault is ready. Clinics that are added from now on live there.'));
            return undefined;
          }),
        ),
    );

  withJson(vault.command('invite').argument('<name>', t('who is invited')))
    .description(t('write an invitation and print its code: send the file, and say the code'))
    .requiredOption('--out <file>', t('where to write the invitation'))
    .option(
      '--clinics <ids or names>',
      t('only these clinics, separated by commas (default: all, and admitting others)'),
    )
    .action((name: string, { json, out, clinics }: JsonOption & { out: string; clinics?: string }) =>
      runCommand(context, json, () =>
        withWorkspace(context, true, async (workspace) => {
          const { admission, membership } = requireShared(workspace);
          const { inviteInto } = await import('../shared-vault/hand-over');
          const scope = clinics === undefined ? 'all' : await clinicIdsOf(workspace, clinics);
          const { memberId, code } = await inviteInto(out, { admission, membership }, { name, scope });
          if (json) terminal.printJson({ version: jsonVersion, memberId, file: out, code });
          else terminal.print(code);
          terminal.say(
            t('The invitation is in {file}. Say the code by telephone; don’t send it with the file.', { file: out }),
          );
          return undefined;
        }),
      ),
    );

  withJson(vault.command('join'))
    .description(t('ask to be admitted; the code comes from a prompt or VOXANNE_INVITATION_CODE'))
    .requiredOption('--invitation <file>', t('the invitation'))
    .action(({ json, invitation }: JsonOption & { invitation: string }) =>
      runCommand(context, json, () =>
        withWorkspace(context, true, async ({ vault: local, platform }) => {
          const [{ readInvitation }, { joinVault }, { createMembershipFile }] = await Promise.all([
            import('../shared-vault/invitation'),
            import('../shared-vault/join'),
            import('../shared-vault/membership-file'),
          ]);
          const file = createMembershipFile(platform.profileDir);
          const code = env.VOXANNE_INVITATION_CODE ?? (await terminal.askSecret(t('Code of the invitation')));
          const invited = await readInvitation(invitation, code);
          const known = file.read();
          if (known !== null && known.memberId !== invited.memberId) throw sharedAlready();
          const words = await joinVault(invited, file, local.requireStorage().computerSecrets);
          if (json) terminal.printJson({ version: jsonVersion, memberId: invited.memberId, words });
          else terminal.print(words);
          terminal.say(t('Read these six words to the member who invited you, who then admits you.'));
          return undefined;
        }),
      ),
    );

  withJson(vault.command('admit').argument('<name>', t('the name of the invitation')))
    .description(t('admit who joined, once the six words were compared by voice'))
    .requiredOption('--words <words>', t('the six words that the newcomer read to you'))
    .action((name: string, { json, words }: JsonOption & { words: string }) =>
      runCommand(context, json, () =>
        withWorkspace(context, true, async (workspace) => {
          const { memberId, scope } = await requireShared(workspace).admission.admit(name, words);
          if (json) terminal.printJson({ version: jsonVersion, memberId, name, scope });
          terminal.say(t('{name} is admitted.', { name }));
          return undefined;
        }),
      ),
    );

  withJson(vault.command('members'))
    .description(t('the members, with what each reaches, and by whom and when they were admitted'))
    .action(({ json }: JsonOption) =>
      runCommand(context, json, () =>
        withWorkspace(context, 'if-possible', async (workspace) => {
          const { members } = await requireShared(workspace).standing.status();
          if (json) terminal.printJson({ version: jsonVersion, members });
          else
            for (const { id, name, scope, admittedAt, admittedBy } of members) {
              const by = members.find((one) => one.id === admittedBy)?.name ?? t('a former member');
              const clinics =
                scope === 'all'
                  ? t('all clinics')
                  : t('{count, plural, one {# clinic} other {# clinics}}', { count: scope.length });
              terminal.print([name, clinics, t('admitted by {by} at {time}', { by, time: admittedAt }), id].join('\t'));
            }
          return undefined;
        }),
      ),
    );

  withJson(vault.command('remove').argument('<name>', t('who is removed')))
    .description(t('remove a member: everything it reached is sealed again, and what it knew is listed to be replaced'))
    .option('--yes', t('do it'), false)
    .action((name: string, { json, yes }: JsonOption & { yes: boolean }) =>
      runCommand(context, json, () =>
        withWorkspace(context, true, async (workspace) => {
          if (!yes) throw usageError(t('{name} was not removed.', { name }), t('Add --yes to remove them.'));
          const known = await requireShared(workspace).admission.removeMember(name);
          await tellKnown(context, json, workspace, name, known);
          return undefined;
        }),
      ),
    );

  withJson(vault.command('scope').argument('<name>', t('whose clinics are changed')))
    .description(t('change which clinics a member reaches; what it loses is sealed again, and what it knew is listed'))
    .option('--clinics <ids or names>', t('these clinics, separated by commas'))
    .option('--all', t('all clinics, now and later, and admitting others'), false)
    .action((name: string, { json, clinics, all }: JsonOption & { clinics?: string; all: boolean }) =>
      runCommand(context, json, () =>
        withWorkspace(context, true, async (workspace) => {
          if (all === (clinics !== undefined))
            throw usageError(t('It is not said which clinics.'), t('Give either --clinics or --all.'));
          const scope = clinics === undefined ? 'all' : await clinicIdsOf(workspace, clinics);
          const known = await requireShared(workspace).admission.changeScope(name, scope);
          await tellLost(context, json, workspace, name, known);
          return undefined;
        }),
      ),
    );

  addMoveCommand(vault, context);

  withJson(vault.command('migrate'))
    .description(t('bring the schema of a shared vault to this version; for the database’s administrator alone'))
    .requiredOption('--database-url-file <file>', t('how the database’s administrator connects; used once, not kept'))
    .option('--ca-file <file>', t('the certificate of the server’s authority, as PEM'))
    .option('--contract', t('also shut out older consoles, once all are updated: they then only read'), false)
    .action(
      ({
        json,
        databaseUrlFile,
        caFile,
        contract,
      }: JsonOption & { databaseUrlFile: string; caFile?: string; contract: boolean }) =>
        runCommand(context, json, async () => {
          const [{ parseDatabaseUrl }, { migrateVault }] = await Promise.all([
            import('../../src-shared/shared-vault/server-address'),
            import('../shared-vault/migrate'),
          ]);
          const ca = caFile === undefined ? null : readGivenFile(caFile, t('The certificate'));
          const { address, login } = parseDatabaseUrl(readGivenFile(databaseUrlFile, t('The address')), ca);
          const { from, to, minClient } = await migrateVault({ address, administrator: login, contract });
          if (json) terminal.printJson({ version: jsonVersion, from, to, minClient });
          else terminal.print(from === to ? t('version {to}', { to }) : t('version {from} to {to}', { from, to }));
          terminal.say(t('Consoles of schema {minClient} and newer may write.', { minClient }));
          return undefined;
        }),
    );
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
  else for (const { clinic, provider, keyHint } of known) terminal.print([clinic, provider, keyHint].join('\t'));
  terminal.say(
    t(
      'The clinics of {name} were changed. {count, plural, =0 {It lost no secret that it knew.} one {It knew # secret of what it lost: replace it at its provider, then here.} other {It knew # secrets of what it lost: replace each of them at its provider, then here.}}',
      { name, count: known.length },
    ),
  );
}

/** Nobody can ask for this list again, so it is told without names, too. */
async function namedSecrets(workspace: Workspace, secrets: readonly KnownSecret[]) {
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
  else for (const { clinic, provider, keyHint } of known) terminal.print([clinic, provider, keyHint].join('\t'));
  terminal.say(
    known.length === 0
      ? t('{name} was removed, and knew no secret.', { name })
      : t(
          '{name} was removed, and knew {count, plural, one {this secret: replace it} other {these # secrets: replace each of them}} at its provider, then here.',
          { name, count: known.length },
        ),
  );
}
