/**
 * `check [--all | --organization …]`: proves stored connections again, sends nothing, and finishes withdrawals that
 * wait.
 */
import type { Command } from 'commander';
import type { Connection } from '../../src-shared/credentials/connection';
import { toAppErrorData } from '../../src-shared/errors';
import { listOf } from '../../src-shared/list-words';
import type { CheckAllProgress } from '../../src-shared/organizations/organization';
import type { ProviderId } from '../../src-shared/primitives';
import { providerDescriptors } from '../../src-shared/providers';
import type { CheckEnd } from '../checks/bulk-checks';
import { jobsOf } from '../checks/check-all';
import type { Workspace } from '../compose';
import type { OrganizationOverview } from '../storage/repositories';
import { type CommandContext, type JsonOption, jsonVersion, runCommand, withJson } from './command';
import { exitCodes } from './exit-codes';
import { withWorkspace } from './open-workspace';
import { type Terminal, usageError } from './terminal';
import { createTelling } from './told';

/** How long a provider of which nothing answers is waited for, in milliseconds: nobody may be there to stop it. */
const patienceMs = 60_000;

type Of = { organization: { id: string; name: string } };
type CheckOptions = JsonOption & { all: boolean; organization?: string; notify?: string };
type Print = (text: string) => void;

/** Tells providers of withdrawals that wait. */
async function withdraw(
  { credentials }: Awaited<ReturnType<Workspace['connections']>>,
  overviews: readonly OrganizationOverview[],
  terminal: Terminal,
  signal: AbortSignal,
) {
  const withdrawals = [];
  for (const { organization, pendingRevocations } of overviews) {
    if (pendingRevocations.length === 0) continue;
    const { id, name } = organization;
    for (const { provider, pendingRevocation } of await credentials.list(id)) {
      signal.throwIfAborted();
      if (!pendingRevocation) continue;
      const { accounts } = pendingRevocation;
      const error = await credentials.retryRevocation(id, provider).then(() => null, toAppErrorData);
      withdrawals.push({
        organization: { id, name },
        provider,
        accounts,
        ok: error === null,
        ...(error ? { error } : {}),
      });
      terminal.say(
        `${name}: the access of ${accounts.join(', ')} is ` +
          `${error ? `not yet withdrawn: ${error.message}` : 'withdrawn now.'}`,
      );
    }
  }
  return withdrawals;
}

const outcomeOf = { passed: 'passed', failed: 'failed', unproved: 'not checked' } as const;

function checkOf(of: Of, provider: ProviderId, end: CheckEnd) {
  const connection: Connection | null = end.kind === 'unproved' ? null : end.connection;
  const error = end.kind === 'passed' ? null : end.error;
  const waiting = connection?.ladder.rungs.filter(({ state }) => state === 'pending') ?? [];
  return {
    ...of,
    provider,
    ok: error === null,
    outcome: outcomeOf[end.kind].replace(' ', '-'),
    ...(connection?.expiresAt ? { expiresAt: connection.expiresAt } : {}),
    ...(waiting.length > 0 ? { pending: waiting.map(({ id }) => id) } : {}),
    ...(error ? { error } : {}),
  };
}

function printCheck({ organization: { name } }: Of, provider: ProviderId, end: CheckEnd, print: Print, say: Print) {
  const why = end.kind === 'passed' ? [] : [`${end.error.message} ${end.error.fix}`];
  print([outcomeOf[end.kind], name, provider, ...why].join('\t'));
  if (end.kind === 'unproved' || end.connection === null) return;
  for (const { label, proof, state } of end.connection.ladder.rungs)
    if (state === 'pending') say(`  ${label}: in review.${proof === null ? '' : ` ${proof}`}`);
  for (const { tone, title, text } of end.connection.notices) if (tone === 'warning') say(`  ${title}. ${text}`);
}

/** Says once when nothing answers any more, and when something does again. */
function saysSilence(say: Print) {
  let told = '';
  return ({ silent, state }: CheckAllProgress) => {
    const names = listOf(silent.map((provider) => providerDescriptors[provider].name));
    if (state !== 'running' || names === told) return;
    say(names === '' ? `${told} answers again.` : `Nothing of ${names} answers. Waiting for it; Ctrl-C stops.`);
    told = names;
  };
}

export function addCheckCommand(program: Command, context: CommandContext): void {
  const { terminal, signal } = context;
  withJson(program.command('check'))
    .description('prove the stored connections again; sends nothing. Also tells providers of withdrawals that wait')
    .option('--all', 'of every clinic', false)
    .option('--organization <id or name>', 'of one clinic')
    .option(
      '--notify <command>',
      'run a program for each connection that broke or works again: the notice is its input as JSON, and {title} and ' +
        '{text} in its arguments',
    )
    .action(({ json, all, organization, notify }: CheckOptions) =>
      runCommand(context, json, async () => {
        if (all === (organization !== undefined))
          throw usageError('Say which clinics to check.', 'Give either --all or --organization.');
        if (notify !== undefined && !all) throw usageError('--notify goes with --all.', 'Add --all.');
        return withWorkspace(context, true, async (workspace) => {
          const { organizations, storage } = workspace.services();
          const connections = await workspace.connections();
          const print: Print = json ? () => undefined : (text) => terminal.print(text);
          const say: Print = json ? () => undefined : (text) => terminal.say(text);
          const every = await storage.organizations.overviews();
          const only = organization === undefined ? null : (await organizations.find(organization)).id;
          const wanted = every.filter((overview) => only === null || overview.organization.id === only);
          const nameOf = new Map(wanted.map(({ organization: { id, name } }) => [id, name]));
          const telling = notify === undefined ? null : await createTelling(notify, workspace, context);
          const withdrawals = await withdraw(connections, wanted, terminal, signal);
          const checks: ReturnType<typeof checkOf>[] = [];
          await connections.checkAll.run(jobsOf(wanted), {
            signal,
            waitMs: patienceMs,
            progressed: saysSilence((text) => terminal.say(text)),
            ended: (job, end) => {
              const { organizationId: id, provider } = job;
              telling?.ended(job, end);
              const of = { organization: { id, name: nameOf.get(id) ?? '' } };
              checks.push(checkOf(of, provider, end));
              printCheck(of, provider, end, print, say);
            },
          });
          signal.throwIfAborted();
          const told = await telling?.tell();
          const clinics = [];
          for (const { id, name, state, attention, nextAction } of await organizations.list()) {
            if (!nameOf.has(id)) continue;
            const next =
              nextAction === null
                ? null
                : { kind: nextAction.kind, provider: nextAction.provider, text: nextAction.text };
            clinics.push({ organization: { id, name }, ready: state === 'ready', state, attention, next });
            const why =
              attention === null
                ? ''
                : `\t${attention.replace(/\.$/, '')}${next === null ? '' : `. Next: ${next.text}`}`;
            print(`${state === 'ready' ? 'ready' : 'not ready'}\t${name}${why}`);
          }
          const place = new Map([...nameOf.keys()].map((id, index) => [id, index]));
          checks.sort((a, b) => (place.get(a.organization.id) ?? 0) - (place.get(b.organization.id) ?? 0));
          if (json)
            terminal.printJson({ version: jsonVersion, checks, withdrawals, clinics, ...(told ? { told } : {}) });
          if (checks.length === 0) terminal.say('Nothing is connected yet.');
          return checks.some(({ ok }) => !ok) ? exitCodes.failed : undefined;
        });
      }),
    );
}
