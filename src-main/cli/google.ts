/** `google connect | explain | test | disconnect`. */
import type { Command } from 'commander';
import { connectionTestReport } from '../../src-shared/credentials/connection-test';
import type { SignIn, SignInOutcome } from '../../src-shared/credentials/sign-in';
import { AppError } from '../../src-shared/errors';
import { googleDescriptor } from '../../src-shared/providers/google/descriptor';
import type { Workspace } from '../compose';
import {
  type CommandContext,
  type JsonOption,
  jsonVersion,
  type OrganizationOption,
  runCommand,
  withJson,
  withOrganization,
} from './command';
import { importCredentials, readCredentials } from './credential-input';
import { exitCodes } from './exit-codes';
import { addExplainCommand, pageErrorHint } from './google-explain';
import { openBrowser } from './open-browser';
import { withWorkspace } from './open-workspace';
import { usageError } from './terminal';

const provider = 'google';

type ConnectOptions = JsonOption &
  OrganizationOption & {
    clientFile?: string;
    sharedCalendars: boolean;
    calendar?: string;
    open: boolean;
    switchAccount: boolean;
  };

const ended = (code: string, message: string, cause: string, fix: string) =>
  new AppError({ code: `sign-in.${code}`, message, cause, fix, retryable: false });

/** The outcomes that are no connection, as errors. */
function errorOf(outcome: Exclude<SignInOutcome, { kind: 'signed-in' }>): AppError {
  switch (outcome.kind) {
    case 'denied':
    case 'policy':
    case 'blocked':
    case 'failed':
      return new AppError(outcome.error);
    case 'cancelled':
      return ended(
        'cancelled',
        'The sign-in was cancelled.',
        'It was stopped before it was finished in the browser.',
        'Start it again when you want to.',
      );
    case 'timed-out':
      return ended(
        'timed-out',
        'The sign-in was not finished within five minutes.',
        'The page was not opened, or not answered.',
        'Start it again and finish it in the browser.',
      );
    case 'missing-permissions':
      return ended(
        'missing-permissions',
        `Not granted: ${outcome.missing.map(({ label }) => label.toLowerCase()).join(', ')}.`,
        'On Google’s page a box was left unticked. Nothing was stored.',
        `Start it again and tick: ${outcome.missing.map(({ tickBox }) => `“${tickBox}”`).join(', ')}.`,
      );
    case 'other-account':
      return ended(
        'other-account',
        `This is ${outcome.found}; until now it was ${outcome.expected}.`,
        'Another Google account was chosen in the browser. Nothing was stored.',
        'Start it again and choose the other account, or add --switch-account if the new one is meant.',
      );
  }
}

async function connect(context: CommandContext, workspace: Workspace, options: ConnectOptions) {
  const { terminal, signal, env } = context;
  const { organizations } = workspace.services();
  const { signIns, credentials } = await workspace.connections();
  const organization = await organizations.find(options.organization);
  const stored = (await credentials.list(organization.id)).find(
    (one) => one.provider === provider && one.status !== 'revoked',
  );
  const given =
    options.clientFile !== undefined
      ? await importCredentials(credentials, organization.id, provider, options.clientFile)
      : stored
        ? null
        : { ...(await readCredentials(googleDescriptor, undefined, env, terminal)), importId: null, notices: [] };
  for (const { title, text } of given?.notices ?? []) terminal.say(`${title}. ${text}`);
  const methodId = options.sharedCalendars ? 'shared-calendars' : (given?.methodId ?? null);
  const request = {
    organizationId: organization.id,
    provider,
    methodId,
    fields: given?.fields ?? {},
    importId: given?.importId ?? null,
  } as const;
  const started = await signIns.start(request, options.open ? openBrowser : null);
  if (workspace.endpoints.google.simulated)
    terminal.say('Simulated: requests go to a loopback address, not to Google.');
  if (started.state === 'waiting') {
    terminal.say(
      started.browser === 'opened'
        ? 'The sign-in page is open in the browser. If it is not, open this link on this computer:'
        : 'Open this link in a browser on this computer within five minutes:',
    );
    terminal.say(started.link);
    terminal.say(pageErrorHint);
  }
  const cancel = () => signIns.cancel(organization.id, provider);
  if (signal.aborted) cancel();
  signal.addEventListener('abort', cancel, { once: true });
  const end: SignIn | null = await signIns.waitFor(organization.id, provider);
  signal.removeEventListener('abort', cancel);
  if (end?.state !== 'ended') throw errorOf({ kind: 'cancelled' });
  const { outcome } = end;
  const connection =
    outcome.kind === 'signed-in'
      ? outcome.connection
      : outcome.kind === 'other-account' && options.switchAccount
        ? await credentials.save(
            {
              organizationId: organization.id,
              provider,
              verificationId: outcome.verificationId,
              choice: outcome.choice,
            },
            signal,
          )
        : null;
  if (connection === null) throw errorOf(outcome as Exclude<SignInOutcome, { kind: 'signed-in' }>);
  return {
    organization,
    connection:
      options.calendar === undefined ? connection : await choose(workspace, organization.id, options.calendar, signal),
  };
}

/** Picks a calendar by its id or its name. */
async function choose(workspace: Workspace, organizationId: string, wanted: string, signal: AbortSignal) {
  const { credentials } = await workspace.connections();
  const { options } = await credentials.options(organizationId, provider, signal);
  const named = options.filter(({ id, label }) => id === wanted || label.toLowerCase() === wanted.toLowerCase());
  const [found] = named;
  if (found === undefined || named.length > 1) {
    throw usageError(
      `The account has ${named.length === 0 ? 'no' : 'more than one'} calendar “${wanted}”.`,
      `Name one by its id: ${options
        .slice(0, 20)
        .map(({ id }) => id)
        .join(', ')}`,
    );
  }
  return credentials.choose(organizationId, provider, found.id, signal);
}

export function addGoogleCommands(program: Command, context: CommandContext): void {
  const { terminal, signal } = context;
  const google = program.command('google').description('a clinic’s Google Calendar: sign in, test, disconnect');

  withJson(withOrganization(google.command('connect')))
    .description(
      'print the sign-in link alone on a line of standard error, and wait until the sign-in is finished in a browser on this computer',
    )
    .option(
      '--client-file <file>',
      'the OAuth client’s file from Google Cloud; without it the stored client, or GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET',
    )
    .option(
      '--shared-calendars',
      'ask for one wider permission, to book on calendars that belong to somebody else',
      false,
    )
    .option('--calendar <id or name>', 'the calendar to book on; otherwise the one before, or the account’s main one')
    .option('--open', 'open the link in the browser too', false)
    .option('--switch-account', 'accept another Google account than before', false)
    .action((options: ConnectOptions) =>
      runCommand(context, options.json, () =>
        withWorkspace(context, true, async (workspace) => {
          const { organization, connection } = await connect(context, workspace, options);
          const account = connection.facts.find(({ id }) => id === 'account')?.value ?? connection.resource;
          if (options.json)
            terminal.printJson({
              version: jsonVersion,
              organization: { id: organization.id, name: organization.name },
              account,
              credential: connection,
            });
          else terminal.print(`Signed in as ${account}.`);
          for (const { title, text } of connection.notices) terminal.say(`${title}. ${text}`);
          if (connection.problem === null) return undefined;
          terminal.sayError(connection.problem);
          return exitCodes.failed;
        }),
      ),
    );

  addExplainCommand(google, context);

  withJson(withOrganization(google.command('test')))
    .description('make a test event, see it in free/busy, and remove it again')
    .action(({ json, organization }: JsonOption & OrganizationOption) =>
      runCommand(context, json, () =>
        withWorkspace(context, true, async (workspace) => {
          const { organizations } = workspace.services();
          const { connectionTests } = await workspace.connections();
          const { id } = await organizations.find(organization);
          const begun = await connectionTests.start(id, provider);
          const stop = () => connectionTests.stop(id, provider);
          if (signal.aborted) stop();
          signal.addEventListener('abort', stop, { once: true });
          const run = (await connectionTests.waitFor(id, provider)) ?? begun;
          signal.removeEventListener('abort', stop);
          const report = connectionTestReport(run.steps, run.simulated);
          if (json) terminal.printJson(report);
          else {
            if (run.simulated) terminal.say('Simulated: requests went to a loopback address, not to Google.');
            for (const { id: step, outcome, durationMs, detail, error } of report.steps) {
              const label = googleDescriptor.test.steps.find((one) => one.id === step)?.label ?? step;
              terminal.print(
                `${outcome.padEnd(12)} ${label.padEnd(26)} ${String(durationMs).padStart(6)} ms  ${detail}${error ? ` ${error.fix}` : ''}`,
              );
            }
            terminal.print(`${report.passed} passed, ${report.failed} failed, ${report.skipped} skipped`);
          }
          return report.failed > 0 || run.state === 'stopped' ? exitCodes.failed : undefined;
        }),
      ),
    );

  withJson(withOrganization(google.command('disconnect')))
    .description('withdraw the access at Google and destroy the stored sign-in; names the clinics that share it')
    .option('--yes', 'also when another clinic would lose its connection by it', false)
    .action(({ json, organization, yes }: JsonOption & OrganizationOption & { yes: boolean }) =>
      runCommand(context, json, () =>
        withWorkspace(context, 'if-possible', async (workspace) => {
          const { organizations } = workspace.services();
          const { credentials } = await workspace.connections();
          const { id, name } = await organizations.find(organization);
          const before = (await credentials.list(id)).find((one) => one.provider === provider);
          if (before?.status === 'revoked' && before.pendingRevocation) {
            const connection = await credentials.retryRevocation(id, provider);
            if (json)
              terminal.printJson({
                version: jsonVersion,
                organization: { id, name },
                revokedAtProvider: true,
                pendingRevocation: null,
                shared: [],
                credential: connection,
              });
            else terminal.print('Google has withdrawn the access.');
            return undefined;
          }
          const shared = await credentials.sharedUse(id, provider);
          for (const other of shared) terminal.say(`${other.name}: ${other.reason}`);
          if (shared.some(({ breaks }) => breaks) && !yes) {
            throw usageError(
              'Another clinic would lose its connection.',
              'Add --yes if that is meant; that clinic then has to connect again.',
            );
          }
          const connection = await credentials.revoke(id, provider);
          const pending = connection.pendingRevocation ?? null;
          if (json)
            terminal.printJson({
              version: jsonVersion,
              organization: { id, name },
              revokedAtProvider: pending === null,
              pendingRevocation: pending,
              shared,
              credential: connection,
            });
          else if (pending === null) terminal.print('Disconnected. Google has withdrawn the access.');
          else
            terminal.print(
              `Disconnected here. Not yet revoked at Google: ${pending.accounts.join(', ')}. ${pending.problem.message} It is tried again whenever the console runs, and by: check`,
            );
          return undefined;
        }),
      ),
    );
}
