/** `vault authority`: whose certificates are trusted for the server. */
import type { Command } from 'commander';
import { t } from '../../src-shared/texts/translate';
import { type CommandContext, type JsonOption, jsonVersion, runCommand, withJson } from './command';
import { withWorkspace } from './open-workspace';
import { readGivenFile, requireShared } from './shared-vault';

type AuthorityOptions = JsonOption & { caFile: string; only: boolean };

export function addAuthorityCommand(vault: Command, context: CommandContext): void {
  const { terminal, signal } = context;
  withJson(vault.command('authority'))
    .description(t('trust another authority for the server’s certificate, beside or in place of the present one'))
    .requiredOption('--ca-file <file>', t('its certificate, as PEM'))
    .option('--only', t('trust the present ones no longer'), false)
    .action(({ json, caFile, only }: AuthorityOptions) =>
      runCommand(context, json, () =>
        withWorkspace(context, true, async (workspace) => {
          requireShared(workspace);
          const [{ changeAuthority }, { createMembershipFile }] = await Promise.all([
            import('../shared-vault/change-authority'),
            import('../vault/membership/membership-file'),
          ]);
          const given = await readGivenFile(caFile, t('The certificate'), signal);
          const { platform, vault: local } = workspace;
          const file = createMembershipFile(platform.profileDir);
          const count = await changeAuthority(file, local.requireStorage().computerSecrets, given, only);
          if (json) terminal.printJson({ version: jsonVersion, authorities: count });
          terminal.say(
            t(
              'The server proved itself. {count, plural, one {# authority is} other {# authorities are}} trusted for it; a window that is open changes at its next start.',
              { count },
            ),
          );
          return undefined;
        }),
      ),
    );
}
