/** `vault status | provision | invite | join | admit`: the shared vault and its members. */
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { refusal } from '../../src-shared/errors';
import type { Workspace } from '../compose';
import type { KnownSecret } from '../storage/postgres/renew-clinic';
import { type CommandContext, type JsonOption, jsonVersion, runCommand, withJson } from './command';
import { withWorkspace } from './open-workspace';
import { usageError } from './terminal';

const notShared = () =>
  refusal(
    'usage.not-shared',
    'The clinics of this profile are on this computer alone.',
    'It belongs to no shared vault.',
    'Make one with “vault provision”, or join one with “vault join”.',
  );

const sharedAlready = () =>
  refusal(
    'usage.shared-already',
    'This profile belongs to a shared vault already.',
    'A profile belongs to one shared vault.',
    'Use another profile (VOXANNE_PROFILE_DIR) for another vault.',
  );

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
    throw usageError(`${what} can’t be read from ${file}.`, 'Check the path and its rights.');
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
  const vault = program.command('vault').description('one vault for several consoles, on a PostgreSQL server');

  withJson(vault.command('status'))
    .description('where the clinics of this profile live, and the six words of a shared vault')
    .action(({ json }: JsonOption) =>
      runCommand(context, json, () =>
        withWorkspace(context, 'if-possible', async (workspace) => {
          if (workspace.sharedVault === null) {
            if (json) terminal.printJson({ version: jsonVersion, place: 'this-computer' });
            else terminal.print('this computer');
            return undefined;
          }
          const status = await requireShared(workspace).standing.status();
          if (json) terminal.printJson({ version: jsonVersion, place: 'shared', ...status });
          else
            for (const line of [
              `shared, on ${status.server}`,
              `words      ${status.words}`,
              `you        ${status.member.name}`,
              ...status.members.map(({ name, scope }) => {
                const clinics = scope === 'all' ? 'all clinics' : `${scope.length} clinics`;
                return `member     ${name}, ${clinics}`;
              }),
              `machines   ${status.machines}`,
            ])
              terminal.print(line);
          return undefined;
        }),
      ),
    );

  withJson(vault.command('provision'))
    .description('make a shared vault in a database, once, with this computer as its first member')
    .requiredOption('--database-url-file <file>', 'how the database’s administrator connects; used once, not kept')
    .option('--ca-file <file>', 'the certificate of the server’s authority, as PEM')
    .option('--name <name>', 'how other members see you (default: your name on this computer)')
    .action(
      ({
        json,
        databaseUrlFile,
        caFile,
        name,
      }: JsonOption & { databaseUrlFile: string; caFile?: string; name?: string }) =>
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
            const ca = caFile === undefined ? null : readGivenFile(caFile, 'The certificate');
            const { address, login } = parseDatabaseUrl(readGivenFile(databaseUrlFile, 'The address'), ca);
            const storage = local.requireStorage();
            const { memberId, head } = await provisionVault({
              address,
              administrator: login,
              name: name ?? storage.actor(),
              file: createMembershipFile(platform.profileDir),
              secrets: storage.computerSecrets,
              now: platform.now,
            });
            const words = await headWords(head.hash);
            if (json) terminal.printJson({ version: jsonVersion, memberId, words });
            else terminal.print(words);
            terminal.say('The shared vault is ready. Clinics that are added from now on live there.');
            return undefined;
          }),
        ),
    );

  withJson(vault.command('invite').argument('<name>', 'who is invited'))
    .description('write an invitation and print its code: send the file, and say the code')
    .requiredOption('--out <file>', 'where to write the invitation')
    .option('--clinics <ids or names>', 'only these clinics, separated by commas (default: all, and admitting others)')
    .action((name: string, { json, out, clinics }: JsonOption & { out: string; clinics?: string }) =>
      runCommand(context, json, () =>
        withWorkspace(context, true, async (workspace) => {
          const { admission, membership } = requireShared(workspace);
          const { writeInvitation } = await import('../shared-vault/invitation');
          const scope = clinics === undefined ? 'all' : await clinicIdsOf(workspace, clinics);
          const invitation = await admission.invite(name, scope);
          const code = await writeInvitation(out, { address: membership.address, ...invitation });
          if (json) terminal.printJson({ version: jsonVersion, memberId: invitation.memberId, file: out, code });
          else terminal.print(code);
          terminal.say(`The invitation is in ${out}. Say the code by telephone; don’t send it with the file.`);
          return undefined;
        }),
      ),
    );

  withJson(vault.command('join'))
    .description('ask to be admitted; the code comes from a prompt or VOXANNE_INVITATION_CODE')
    .requiredOption('--invitation <file>', 'the invitation')
    .action(({ json, invitation }: JsonOption & { invitation: string }) =>
      runCommand(context, json, () =>
        withWorkspace(context, true, async ({ vault: local, platform }) => {
          const [{ readInvitation }, { joinVault }, { createMembershipFile }] = await Promise.all([
            import('../shared-vault/invitation'),
            import('../shared-vault/join'),
            import('../shared-vault/membership-file'),
          ]);
          const file = createMembershipFile(platform.profileDir);
          const code = env.VOXANNE_INVITATION_CODE ?? (await terminal.askSecret('Code of the invitation'));
          const invited = await readInvitation(invitation, code);
          const known = file.read();
          if (known !== null && known.memberId !== invited.memberId) throw sharedAlready();
          const words = await joinVault(invited, file, local.requireStorage().computerSecrets);
          if (json) terminal.printJson({ version: jsonVersion, memberId: invited.memberId, words });
          else terminal.print(words);
          terminal.say('Read these six words to the member who invited you, who then admits you.');
          return undefined;
        }),
      ),
    );

  withJson(vault.command('admit').argument('<name>', 'the name of the invitation'))
    .description('admit who joined, once the six words were compared by voice')
    .requiredOption('--words <words>', 'the six words that the newcomer read to you')
    .action((name: string, { json, words }: JsonOption & { words: string }) =>
      runCommand(context, json, () =>
        withWorkspace(context, true, async (workspace) => {
          const { memberId, scope } = await requireShared(workspace).admission.admit(name, words);
          if (json) terminal.printJson({ version: jsonVersion, memberId, name, scope });
          terminal.say(`${name} is admitted.`);
          return undefined;
        }),
      ),
    );

  withJson(vault.command('members'))
    .description('the members, with what each reaches, and by whom and when they were admitted')
    .action(({ json }: JsonOption) =>
      runCommand(context, json, () =>
        withWorkspace(context, 'if-possible', async (workspace) => {
          const { members } = await requireShared(workspace).standing.status();
          if (json) terminal.printJson({ version: jsonVersion, members });
          else
            for (const { id, name, scope, admittedAt, admittedBy } of members) {
              const by = members.find((one) => one.id === admittedBy)?.name ?? 'a former member';
              const clinics = scope === 'all' ? 'all clinics' : `${scope.length} clinics`;
              terminal.print([name, clinics, `admitted by ${by} at ${admittedAt}`, id].join('\t'));
            }
          return undefined;
        }),
      ),
    );

  withJson(vault.command('remove').argument('<name>', 'who is removed'))
    .description('remove a member: everything it reached is sealed again, and what it knew is listed to be replaced')
    .option('--yes', 'do it', false)
    .action((name: string, { json, yes }: JsonOption & { yes: boolean }) =>
      runCommand(context, json, () =>
        withWorkspace(context, true, async (workspace) => {
          if (!yes) throw usageError(`${name} was not removed.`, 'Add --yes to remove them.');
          const known = await requireShared(workspace).admission.removeMember(name);
          await tellKnown(context, json, workspace, name, known);
          return undefined;
        }),
      ),
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
  const { organizations } = workspace.services().storage;
  const known = await Promise.all(
    secrets.map(async (one) => ({ ...one, clinic: (await organizations.get(one.organizationId))?.name ?? '' })),
  );
  if (json) terminal.printJson({ version: jsonVersion, removed: name, known });
  else for (const { clinic, provider, keyHint } of known) terminal.print([clinic, provider, keyHint].join('\t'));
  terminal.say(
    known.length === 0
      ? `${name} was removed, and knew no secret.`
      : `${name} was removed. It knew these ${known.length} secrets: replace each of them at its provider, then here.`,
  );
}
