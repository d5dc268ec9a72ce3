/** `vault …`: the shared vault and its members. */
import type { Command } from 'commander';
import { t } from '../../src-shared/texts/translate';
import { type CommandContext, type JsonOption, jsonVersion, runCommand, withJson } from './command';
import { withWorkspace } from './open-workspace';
import { tabbed } from './plain';
import { clinicIdsOf, readGivenFile, requireShared, tellKnown, tellLost } from './shared-vault';
import { usageError } from './terminal';
import { addAuthorityCommand } from './vault-authority';
import { sharedAlready } from './vault-errors';
import { addKeyCommands } from './vault-keys';
import { addMoveCommand } from './vault-move';

const row = (label: string, value: string) => `${label.padEnd(10)} ${value}`;

export function addVaultCommands(program: Command, context: CommandContext): void {
  const { env, terminal, signal } = context;
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
          const { standing, vouching } = requireShared(workspace);
          const status = await standing.status();
          // Each of them anew: who asks wants to know how it is now.
          const { vouchNow } = await import('../shared-vault/unvouched');
          const problem = await vouchNow(vouching, 0);
          if (json) terminal.printJson({ version: jsonVersion, place: 'shared', ...status, problem });
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
          if (problem !== null) terminal.sayError(problem);
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
                import('../vault/membership/membership-file'),
                import('../../src-shared/shared-vault/words'),
              ]);
            const ca = caFile === undefined ? null : await readGivenFile(caFile, t('The certificate'), signal);
            const { address, login } = parseDatabaseUrl(
              await readGivenFile(databaseUrlFile, t('The address'), signal),
              ca,
            );
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
            import('../vault/membership/membership-file'),
          ]);
          const file = createMembershipFile(platform.profileDir);
          const code = env.VOXANNE_INVITATION_CODE ?? (await terminal.askSecret(t('Code of the invitation')));
          const invited = await readInvitation(invitation, code, signal);
          const known = file.readable();
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
              terminal.print(tabbed(name, clinics, t('admitted by {by} at {time}', { by, time: admittedAt }), id));
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

  addAuthorityCommand(vault, context);
  addKeyCommands(vault, context);
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
          const ca = caFile === undefined ? null : await readGivenFile(caFile, t('The certificate'), signal);
          const { address, login } = parseDatabaseUrl(
            await readGivenFile(databaseUrlFile, t('The address'), signal),
            ca,
          );
          const { from, to, minClient } = await migrateVault({ address, administrator: login, contract });
          if (json) terminal.printJson({ version: jsonVersion, from, to, minClient });
          else terminal.print(from === to ? t('version {to}', { to }) : t('version {from} to {to}', { from, to }));
          if (from === to) terminal.say(t('The schema was of this version already.'));
          terminal.say(t('Consoles of schema {minClient} and newer may write.', { minClient }));
          return undefined;
        }),
    );
}
