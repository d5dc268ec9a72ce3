/** `organizations list | add NAME | remove`. */

import type { Command } from 'commander';
import { listOf } from '../../src-shared/list-words';
import { isCountry } from '../../src-shared/messaging/phone-number';
import { longestName, organizationNameSchema } from '../../src-shared/organizations/organization';
import { allProviders } from '../../src-shared/providers';
import { t } from '../../src-shared/texts/translate';
import { systemTimeZone } from '../system-time-zone';
import {
  type CommandContext,
  type JsonOption,
  jsonVersion,
  type OrganizationOption,
  runCommand,
  withJson,
  withOrganization,
} from './command';
import { type Environment, withWorkspace } from './open-workspace';
import { plain, tabbed } from './plain';
import { usageError } from './terminal';

/** @throws AppError `usage.invalid` where the computer does not say where it stands */
async function requireSystemTimeZone(env: Environment): Promise<string> {
  const timeZone = await systemTimeZone(env);
  if (timeZone !== null) return timeZone;
  throw usageError(
    t('The clinic’s time zone is missing, and this computer does not tell its own.'),
    t('Give it by name, for example --time-zone America/Los_Angeles.'),
  );
}

/** A name of one line, as the window would take it. @throws AppError `usage.invalid` */
function requireName(written: string): string {
  const parsed = organizationNameSchema.safeParse(plain(written.replace(/\s+/g, ' ')));
  if (parsed.success) return parsed.data;
  throw usageError(
    t('{name} can’t be a clinic’s name.', { name: JSON.stringify(written.slice(0, longestName)) }),
    t('Give 1 to {longest} characters, other than spaces alone.', { longest: longestName }),
  );
}

/** @throws AppError `usage.invalid` */
function requireCountry(written: string): string {
  const code = written.trim().toUpperCase();
  if (isCountry(code)) return code;
  throw usageError(
    t('--country: “{code}” is no country.', { code: written }),
    t('Give its two letters, for example US or MX.'),
  );
}

const told = allProviders.filter(({ ending }) => ending.isTold).map(({ company }) => company);

export function addOrganizationCommands(program: Command, context: CommandContext): void {
  const { env, terminal } = context;
  const organizations = program.command('organizations').description(t('the clinics of this console'));

  withJson(organizations.command('list'))
    .description(t('list them with what needs attention'))
    .action(({ json }: JsonOption) =>
      runCommand(context, json, () =>
        withWorkspace(context, false, async (workspace) => {
          const list = await workspace.services().organizations.list();
          if (json) terminal.printJson({ version: jsonVersion, organizations: list });
          else
            for (const { id, name, status, attention } of list)
              terminal.print(tabbed(id, name, status, attention ?? ''));
          if (list.length === 0) terminal.say(t('No clinic yet. Add one with: organizations add NAME'));
          return undefined;
        }),
      ),
    );

  withJson(organizations.command('add').argument('<name>', t('the clinic’s name')))
    .description(t('add one'))
    .option('--time-zone <zone>', t('its IANA time zone, such as America/Los_Angeles (default: this computer’s)'))
    .option('--country <code>', t('two letters: how numbers without a prefix are read'), 'US')
    .action((written: string, { json, ...options }: JsonOption & { timeZone?: string; country: string }) =>
      runCommand(context, json, async () => {
        const [name, country] = [requireName(written), requireCountry(options.country)];
        const timeZone = options.timeZone ?? (await requireSystemTimeZone(env));
        return withWorkspace(context, true, async (workspace) => {
          const organization = await workspace
            .services()
            .organizations.add({ name, timeZone, country, setupStep: null });
          if (json) terminal.printJson({ version: jsonVersion, organization });
          else terminal.print(organization.id);
          return undefined;
        });
      }),
    );

  withJson(withOrganization(organizations.command('remove')))
    .description(
      t('withdraw its access at {companies}, remove it and destroy its credentials; this can’t be undone', {
        companies: listOf(told),
      }),
    )
    .requiredOption('--confirm <name>', t('the clinic’s name again, exactly'))
    .option(
      '--leave-access',
      t('also when a provider can’t be told to withdraw its access; it then stays there'),
      false,
    )
    .action(
      ({
        json,
        organization,
        confirm,
        leaveAccess,
      }: JsonOption & OrganizationOption & { confirm: string; leaveAccess: boolean }) =>
        runCommand(context, json, () =>
          withWorkspace(context, 'if-possible', async (workspace) => {
            const { organizations: service } = workspace.services();
            const { id, name } = await service.find(organization);
            await service.remove(id, confirm, { leaveAccess });
            if (json) terminal.printJson({ version: jsonVersion, removed: { id, name } });
            else terminal.say(t('{clinic} was removed.', { clinic: name }));
            return undefined;
          }),
        ),
    );
}
