/** `check [--all | --organization …]`: proves stored connections again and sends nothing. */
import type { Command } from 'commander';
import { toAppErrorData } from '../../src-shared/errors';
import { type CommandContext, type JsonOption, jsonVersion, runCommand, withJson } from './command';
import { exitCodes } from './exit-codes';
import { withWorkspace } from './open-workspace';
import { usageError } from './terminal';

export function addCheckCommand(program: Command, context: CommandContext): void {
  const { env, terminal, signal } = context;
  withJson(program.command('check'))
    .description('prove the stored connections again; sends nothing')
    .option('--all', 'of every clinic', false)
    .option('--organization <id or name>', 'of one clinic')
    .action(({ json, all, organization }: JsonOption & { all: boolean; organization?: string }) =>
      runCommand(context, json, async () => {
        if (all === (organization !== undefined)) throw usageError('Say which clinics to check.', 'Give either --all or --organization.');
        return withWorkspace(env, true, async (workspace) => {
          const { organizations } = workspace.services();
          const { credentials } = await workspace.connections();
          const wanted = organization === undefined ? await organizations.list() : [await organizations.find(organization)];
          const checks = [];
          for (const { id, name } of wanted) {
            for (const { provider, status } of await credentials.list(id)) {
              if (status === 'revoked') continue;
              signal.throwIfAborted();
              const error = await credentials.check(id, provider, signal).then(
                ({ problem }) => problem,
                (thrown: unknown) => toAppErrorData(thrown),
              );
              checks.push({ organization: { id, name }, provider, ok: error === null, ...(error ? { error } : {}) });
              if (!json) terminal.print(`${error ? 'failed' : 'passed'}\t${name}\t${provider}${error ? `\t${error.message} ${error.fix}` : ''}`);
            }
          }
          if (json) terminal.printJson({ version: jsonVersion, checks });
          if (checks.length === 0) terminal.say('Nothing is connected yet.');
          return checks.some(({ ok }) => !ok) ? exitCodes.failed : undefined;
        });
      }),
    );
}
