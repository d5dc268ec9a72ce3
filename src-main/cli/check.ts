/**
 * `check [--all | --organization …]`: proves stored connections again, sends nothing, and finishes withdrawals that
 * wait.
 */

import type { Command } from 'commander';
import type { Connection } from '../../src-shared/credentials/connection';
import { toAppErrorData } from '../../src-shared/errors';
import { listOf } from '../../src-shared/list-words';
import type { CheckAllProgress, Organization } from '../../src-shared/organizations/organization';
import type { ProviderId } from '../../src-shared/primitives';
import { providerDescriptors } from '../../src-shared/providers';
import { trialMode } from '../../src-shared/providers/modes';
import { t, text } from '../../src-shared/texts/translate';
import { jobOf, jobsOf, listedConnections } from '../checks/check-all';
import { type CheckEnd, modeOfEnd } from '../checks/check-end';
import type { CheckJob } from '../checks/turns';
import type { Workspace } from '../compose';
import type { OrganizationRepository } from '../storage/repositories';
import { nameKey } from '../storage/rows';
import { attemptLines, clinicLine, clinicOf } from './check-clinics';
import { type CommandContext, type JsonOption, jsonVersion, runCommand, withJson } from './command';
import { exitCodes } from './exit-codes';
import { requireKeys, withWorkspace } from './open-workspace';
import { tabbed } from './plain';
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
  organizations: Pick<OrganizationRepository, 'pendingRevocations' | 'get'>,
  only: Organization | null,
  terminal: Terminal,
  signal: AbortSignal,
) {
  const withdrawals = [];
  const waiting = new Set((await organizations.pendingRevocations()).map(({ organizationId }) => organizationId));
  for (const id of waiting) {
    const name = only === null ? (await organizations.get(id))?.name : only.id === id ? only.name : undefined;
    if (name === undefined) continue;
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
      const values = { clinic: name, accounts: accounts.join(', ') };
      terminal.say(
        error === null
          ? t('{clinic}: the access of {accounts} is withdrawn now.', values)
          : t('{clinic}: the access of {accounts} is not yet withdrawn: {message}', {
              ...values,
              message: error.message,
            }),
      );
    }
  }
  return withdrawals;
}

/** The connections that are checked, and the names of their clinics. @param named null for all */
async function wanted(workspace: Workspace, named: string | null) {
  const { organizations, storage } = workspace.services();
  const jobs: CheckJob[] = [];
  if (named !== null) {
    const only = await organizations.find(named);
    jobs.push(...jobsOf(await storage.organizations.overviewsOf([only.id])));
    return { only, jobs, nameOf: new Map([[only.id, only.name]]) };
  }
  const nameOf = new Map<string, string>();
  for await (const slice of listedConnections(storage.organizations))
    for (const connection of slice) {
      nameOf.set(connection.organizationId, connection.name);
      jobs.push(jobOf(connection));
    }
  return { only: null, jobs, nameOf };
}

const outcomeOf = { passed: 'passed', failed: 'failed', unproved: 'not-checked' } as const;
const outcomeWords = { passed: text('passed'), failed: text('failed'), unproved: text('not checked') } as const;

function checkOf(of: Of, provider: ProviderId, end: CheckEnd) {
  const connection: Connection | null = end.kind === 'unproved' ? null : end.connection;
  const error = end.kind === 'passed' ? null : end.error;
  const mode = modeOfEnd(end);
  const waiting = connection?.ladder.rungs.filter(({ state }) => state === 'pending') ?? [];
  return {
    ...of,
    provider,
    ok: error === null,
    outcome: outcomeOf[end.kind],
    ...(mode === null ? {} : { mode }),
    ...(connection?.expiresAt ? { expiresAt: connection.expiresAt } : {}),
    ...(waiting.length > 0 ? { pending: waiting.map(({ id }) => id) } : {}),
    ...(error ? { error } : {}),
  };
}

function printCheck({ organization: { name } }: Of, provider: ProviderId, end: CheckEnd, print: Print, say: Print) {
  const trial = trialMode(providerDescriptors[provider], modeOfEnd(end));
  const why = [
    ...(trial === undefined ? [] : [`${t(trial.label)}.`]),
    ...(end.kind === 'passed' ? [] : [end.error.message, end.error.fix]),
  ].join(' ');
  print(tabbed(t(outcomeWords[end.kind]), name, provider, why));
  if (trial !== undefined) say(`  ${t(trial.label)}. ${t(trial.meaning)}`);
  if (end.kind === 'unproved' || end.connection === null) return;
  for (const { label, proof, state } of end.connection.ladder.rungs)
    if (state === 'pending') say(`  ${t('{label}: in review.', { label })}${proof === null ? '' : ` ${proof}`}`);
  for (const { tone, title, text } of end.connection.notices) if (tone === 'warning') say(`  ${title}. ${text}`);
}

/** In the order of the list. */
function byName<Clinic extends Of>(clinics: readonly Clinic[]): Clinic[] {
  const keyed = clinics.map((clinic) => ({
    clinic,
    key: `${nameKey(clinic.organization.name)} ${clinic.organization.id}`,
  }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ clinic }) => clinic);
}

/** Says once when nothing answers any more, and when something does again. */
function saysSilence(say: Print) {
  let told = '';
  return ({ silent, state }: CheckAllProgress) => {
    const names = listOf(silent.map((provider) => providerDescriptors[provider].name));
    if (state !== 'running' || names === told) return;
    say(
      names === ''
        ? t('{names} answers again.', { names: told })
        : t('Nothing of {names} answers. Waiting for it; Ctrl-C stops.', { names }),
    );
    told = names;
  };
}

export function addCheckCommand(program: Command, context: CommandContext): void {
  const { terminal, signal } = context;
  withJson(program.command('check'))
    .description(t('prove the stored connections again; sends nothing. Also tells providers of withdrawals that wait'))
    .option('--all', t('of every clinic'), false)
    .option('--organization <id or name>', t('of one clinic'))
    .option(
      '--notify <command>',
      t(
        'run a program for each connection that broke or works again, and for what ends soon: the notice is its input as JSON, and {title} and {text} in its arguments',
      ),
    )
    .action(({ json, all, organization, notify }: CheckOptions) =>
      runCommand(context, json, async () => {
        if (all === (organization !== undefined))
          throw usageError(t('Say which clinics to check.'), t('Give either --all or --organization.'));
        if (notify !== undefined && !all) throw usageError(t('--notify goes with --all.'), t('Add --all.'));
        const work = async (workspace: Workspace) => {
          const { organizations, storage } = workspace.services();
          const print: Print = json ? () => undefined : (text) => terminal.print(text);
          const say: Print = json ? () => undefined : (text) => terminal.say(text);
          // What is to be checked is read while the database and the activity are looked at: the first credential that
          // is opened waits for both.
          const compared = workspace.vault.compared();
          const reading = wanted(workspace, organization ?? null);
          await Promise.allSettled([reading, workspace.vault.proven()]);
          requireKeys(workspace);
          const { only, jobs, nameOf } = await reading;
          const connections = await workspace.connections();
          await compared;
          const telling = notify === undefined ? null : await createTelling(notify, workspace, context);
          const withdrawals = await withdraw(connections, storage.organizations, only, terminal, signal);
          const checks: ReturnType<typeof checkOf>[] = [];
          let [checked, failed] = [0, 0];
          await connections.checkAll.run(jobs, {
            signal,
            waitMs: patienceMs,
            progressed: saysSilence((text) => terminal.say(text)),
            ended: (job, end) => {
              const { organizationId: id, provider } = job;
              telling?.ended(job, end);
              const of = { organization: { id, name: nameOf.get(id) ?? '' } };
              checked += 1;
              if (end.kind !== 'passed') failed += 1;
              // What is printed as it comes is not kept.
              if (json) checks.push(checkOf(of, provider, end));
              printCheck(of, provider, end, print, say);
            },
          });
          signal.throwIfAborted();
          const told = await telling?.tell();
          const found: ReturnType<typeof clinicOf>[] = [];
          if (only !== null) found.push(clinicOf(await organizations.summary(only.id)));
          else for await (const slice of organizations.slices()) found.push(...slice.map(clinicOf));
          const clinics = byName(found);
          for (const clinic of clinics) {
            print(clinicLine(clinic));
            for (const line of attemptLines(clinic)) say(line);
          }
          const place = new Map(clinics.map(({ organization: { id } }, index) => [id, index]));
          checks.sort((a, b) => (place.get(a.organization.id) ?? 0) - (place.get(b.organization.id) ?? 0));
          if (json)
            terminal.printJson({ version: jsonVersion, checks, withdrawals, clinics, ...(told ? { told } : {}) });
          if (checked === 0) terminal.say(t('Nothing is connected yet.'));
          // Run by a timer, this may be the only console of a group that is ever on.
          const { sharedVault, vault } = workspace;
          if (sharedVault !== null) {
            const { vouchNow } = await import('../shared-vault/unvouched');
            const problem = await vouchNow(sharedVault.vouching(vault.requireStorage()));
            if (problem !== null) terminal.sayError(problem);
          }
          return failed > 0 ? exitCodes.failed : undefined;
        };
        return withWorkspace(context, true, work, { readsUnproven: true });
      }),
    );
}
