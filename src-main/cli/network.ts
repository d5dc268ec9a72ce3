/** `network status | sign-in | sign-out | trust`. */

import type { Command } from 'commander';
import { Option } from 'commander';
import { t } from '../../src-shared/texts/translate';
import { readEndpoints } from '../providers/endpoints';
import { parseHostPort } from '../providers/http/proxy-address';
import { routeHosts } from '../providers/route-hosts';
import { networkLines } from '../support/network-findings';
import { type CommandContext, type JsonOption, jsonVersion, runCommand, withJson } from './command';
import { openNetwork } from './open-network';
import { withWorkspace } from './open-workspace';
import { usageError } from './terminal';

const withProxy = (command: Command) => command.requiredOption('--proxy <host:port>', t('the proxy'));

function placeOf(text: string): { host: string; port: number } {
  const place = parseHostPort(text.replace(/^[a-z][\w+.-]*:\/\//i, ''), 0);
  if (place === null)
    throw usageError(
      t('That is no address of a proxy.'),
      t('Give its host and port, for example --proxy proxy.example:3128.'),
    );
  return place;
}

export function addNetworkCommands(program: Command, context: CommandContext): void {
  const { env, terminal } = context;
  const network = program
    .command('network')
    .description(t('the way to the providers: proxies, sign-ins to them, certificates'));

  withJson(network.command('status'))
    .description(t('how requests reach each provider, and what is trusted; asks no provider'))
    .action(({ json }: JsonOption) =>
      runCommand(context, json, async () => {
        const opened = await openNetwork(context);
        const status = await opened.network.status(routeHosts(readEndpoints(env)));
        await opened.close();
        if (json) terminal.printJson({ version: jsonVersion, network: status });
        else for (const line of networkLines(status)) terminal.print(line);
        return undefined;
      }),
    );

  withProxy(withJson(network.command('sign-in')))
    .description(t('keep a user name and a password for a proxy, sealed; the password comes from a hidden prompt'))
    .option('--user <name>', t('the user name; asked for when left out'))
    .action(({ json, proxy, user }: JsonOption & { proxy: string; user?: string }) =>
      runCommand(context, json, () => {
        const place = placeOf(proxy);
        return withWorkspace(context, true, async (workspace) => {
          const username = user ?? (await terminal.askSecret(t('User name for the proxy')));
          const password = await terminal.askSecret(t('Password for the proxy'));
          if (username === '')
            throw usageError(t('The user name is missing.'), t('Give it with --user, or at the prompt.'));
          await (await workspace.network()).signIn(place, { username, password });
          if (json) terminal.printJson({ version: jsonVersion, proxy: place });
          else terminal.print(t('Kept, sealed. It is forgotten when the proxy refuses it.'));
          return undefined;
        });
      }),
    );

  withProxy(withJson(network.command('sign-out')))
    .description(t('forget the sign-in to a proxy'))
    .action(({ json, proxy }: JsonOption & { proxy: string }) =>
      runCommand(context, json, async () => {
        const place = placeOf(proxy);
        const opened = await openNetwork(context);
        opened.network.removeSignIn(place);
        await opened.close();
        if (json) terminal.printJson({ version: jsonVersion, proxy: place });
        else terminal.print(t('Forgotten.'));
        return undefined;
      }),
    );

  const whose = new Option('--certificates <whose>', t('which certificates are trusted'))
    .choices(['computer', 'public'])
    .makeOptionMandatory();
  withJson(network.command('trust').addOption(whose))
    .description(
      t(
        'computer: what this computer trusts counts too, also a company that inspects; public: public authorities alone',
      ),
    )
    .action(({ json, certificates }: JsonOption & { certificates: 'computer' | 'public' }) =>
      runCommand(context, json, async () => {
        const trustsSystem = certificates === 'computer';
        const opened = await openNetwork(context);
        opened.network.setTrust(trustsSystem);
        await opened.close();
        if (json) terminal.printJson({ version: jsonVersion, trustsSystem });
        else
          terminal.print(trustsSystem ? t('This computer’s certificates count.') : t('Only public authorities count.'));
        return undefined;
      }),
    );
}
