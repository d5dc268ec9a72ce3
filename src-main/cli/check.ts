/**
 * `check [--all | --organization …]`: proves stored connections again, sends nothing, and finishes withdrawals that
 * wait.
 */
import type { Command } from 'commander';
import { toAppErrorData } from '../../src-shared/errors';
import { failureOf } from '../credentials/connection-view';
import { type CommandContext, type JsonOption, jsonVersion, runCommand, withJson } from './command';
import { exitCodes } from './exit-codes';
import { withWorkspace } from './open-workspace';
import { usageError } from './terminal';

export function addCheckCommand(program: Command, context: CommandContext): void {
  const { terminal, signal } = context;
  withJson(program.command('check'))
    .description('prove the stored connections again; sends nothing. Also tells providers of withdrawals that wait')
    .option('--all', 'of every clinic', false)
    .option('--organization <id or name>', 'of one clinic')
    .action(({ json, all, organization }: JsonOption & { all: boolean; organization?: string }) =>
      runCommand(context, json, async () => {
        if (all === (organization !== undefined))
          throw usageError('Say which clinics to check.', 'Give either --all or --organization.');
        return withWorkspace(context, true, async (workspace) => {
          const { organizations } = workspace.services();
          const { credentials } = await workspace.connections();
          const wanted =
            organization === undefined ? await organizations.list() : [await organizations.find(organization)];
          const checks = [];
          const withdrawals = [];
          const clinics = [];
          for (const { id, name } of wanted) {
            const of = { organization: { id, name } };
            for (const { provider, status, pendingRevocation } of await credentials.list(id)) {
              signal.throwIfAborted();
              if (pendingRevocation) {
                const { accounts } = pendingRevocation;
                const error = await credentials.retryRevocation(id, provider).then(() => null, toAppErrorData);
                withdrawals.push({ ...of, provider, accounts, ok: error === null, ...(error ? { error } : {}) });
                terminal.say(
                  `${name}: the access of ${accounts.join(', ')} is ` +
                    `${error ? `not yet withdrawn: ${error.message}` : 'withdrawn now.'}`,
                );
              }
              if (status === 'revoked') continue;
              const { error, notices, expiresAt, waiting } = await credentials.check(id, provider, signal).then(
                (connection) => ({
                  error: failureOf(connection),
                  notices: connection.notices,
                  expiresAt: connection.expiresAt,
                  waiting: connection.ladder.rungs.filter(({ state }) => state === 'pending'),
                }),
                (thrown: unknown) => ({ error: toAppErrorData(thrown), notices: [], expiresAt: null, waiting: [] }),
              );
              checks.push({
                ...of,
                provider,
                ok: error === null,
                ...(expiresAt ? { expiresAt } : {}),
                ...(waiting.length > 0 ? { pending: waiting.map(({ id: rung }) => rung) } : {}),
                ...(error ? { error } : {}),
              });
              if (!json)
                terminal.print(
                  [
                    error ? 'failed' : 'passed',
                    name,
                    provider,
                    ...(error ? [`${error.message} ${error.fix}`] : []),
                  ].join('\t'),
                );
              for (const { label, proof } of waiting)
                if (!json) terminal.say(`  ${label}: in review.${proof === null ? '' : ` ${proof}`}`);
              for (const { tone, title, text } of notices)
                if (tone === 'warning' && !json) terminal.say(`  ${title}. ${text}`);
            }
            const { state, attention, nextAction } = await organizations.summary(id);
            const next =
              nextAction === null
                ? null
                : { kind: nextAction.kind, provider: nextAction.provider, text: nextAction.text };
            clinics.push({ ...of, ready: state === 'ready', state, attention, next });
            const why =
              attention === null
                ? ''
                : `\t${attention.replace(/\.$/, '')}${next === null ? '' : `. Next: ${next.text}`}`;
            if (!json) terminal.print(`${state === 'ready' ? 'ready' : 'not ready'}\t${name}${why}`);
          }
          if (json) terminal.printJson({ version: jsonVersion, checks, withdrawals, clinics });
          if (checks.length === 0) terminal.say('Nothing is connected yet.');
          return checks.some(({ ok }) => !ok) ? exitCodes.failed : undefined;
        });
      }),
    );
}
