/** `<provider> connect`: signs in at the provider's own page, in a browser on this computer. */

import { type Command, Option } from 'commander';
import type { SignIn, SignInOutcome } from '../../src-shared/credentials/sign-in';
import { AppError, refusal } from '../../src-shared/errors';
import type { CommandDescriptor, ProviderDescriptor } from '../../src-shared/providers/descriptor';
import { t } from '../../src-shared/texts/translate';
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
import { pageErrorHint } from './explain';
import { openBrowser } from './open-browser';
import { withWorkspace } from './open-workspace';
import { askForAnswer, isOverSsh, tunnelHint } from './paste-back';
import { usageError } from './terminal';

type ConnectOptions = JsonOption &
  OrganizationOption & {
    clientFile?: string;
    open: boolean;
    switchAccount: boolean;
  };
/** The descriptor's own options beside them, by the names that commander gives them. */
type OwnOptions = Readonly<Record<string, string | boolean | undefined>>;

/** The outcomes that are no connection, as errors. */
function errorOf(outcome: Exclude<SignInOutcome, { kind: 'signed-in' }>, { company }: ProviderDescriptor): AppError {
  switch (outcome.kind) {
    case 'denied':
    case 'policy':
    case 'blocked':
    case 'failed':
      return new AppError(outcome.error);
    case 'cancelled':
      return refusal(
        'sign-in.cancelled',
        t('The sign-in was cancelled.'),
        t('It was stopped before it was finished in the browser.'),
        t('Start it again when you want to.'),
      );
    case 'timed-out':
      return refusal(
        'sign-in.timed-out',
        t('The sign-in was not finished within five minutes.'),
        t('The page was not opened, or not answered.'),
        t('Start it again and finish it in the browser.'),
      );
    case 'missing-permissions':
      return refusal(
        'sign-in.missing-permissions',
        t('Not granted: {permissions}.', {
          permissions: outcome.missing.map(({ label }) => label.toLowerCase()).join(', '),
        }),
        t('On {company}’s page a box was left unticked. Nothing was stored.', { company }),
        t('Start it again and tick: {boxes}.', {
          boxes: outcome.missing.map(({ tickBox }) => `“${tickBox}”`).join(', '),
        }),
      );
    case 'other-account':
      return refusal(
        'sign-in.other-account',
        t('This is {found}; until now it was {expected}.', { found: outcome.found, expected: outcome.expected }),
        t('Another {company} account was chosen in the browser. Nothing was stored.', { company }),
        t('Start it again and choose the other account, or add --switch-account if the new one is meant.'),
      );
  }
}

/** The name under which commander keeps an option: `sharedCalendars` for `--shared-calendars`. */
const keyOf = (flag: string) => new Option(flag).attributeName();

async function connect(
  context: CommandContext,
  workspace: Workspace,
  descriptor: ProviderDescriptor,
  options: ConnectOptions & OwnOptions,
) {
  const { terminal, signal, env } = context;
  const { id: provider, company, choice, command } = descriptor;
  const { organizations } = workspace.services();
  const { signIns, credentials } = await workspace.connections();
  const organization = await organizations.find(options.organization);
  const stored = (await credentials.list(organization.id)).find(
    (one) => one.provider === provider && one.status !== 'revoked',
  );
  const given =
    options.clientFile !== undefined
      ? await importCredentials(credentials, organization.id, provider, options.clientFile, signal)
      : stored
        ? null
        : { ...(await readCredentials(descriptor, undefined, env, terminal, signal)), importId: null, notices: [] };
  for (const { title, text } of given?.notices ?? []) terminal.say(`${title}. ${text}`);
  const asked = command?.connect?.methods.find(({ flag }) => options[keyOf(flag)] === true);
  const methodId = asked?.methodId ?? given?.methodId ?? null;
  const wanted = choice === null ? undefined : options[keyOf(choice.option.flag)];
  const request = {
    organizationId: organization.id,
    provider,
    methodId,
    fields: given?.fields ?? {},
    importId: given?.importId ?? null,
  } as const;
  const started = await signIns.start(request, options.open ? openBrowser : null);
  if (workspace.endpoints[provider].simulated)
    terminal.say(t('Simulated: requests go to a loopback address, not to {company}.', { company }));
  if (started.state === 'waiting') {
    terminal.tell(
      started.browser === 'opened'
        ? t('The sign-in page is open in the browser. If it is not, open this link on this computer:')
        : t('Open this link in a browser on this computer within five minutes:'),
    );
    terminal.tell(started.link);
    const hint = pageErrorHint(descriptor);
    if (hint !== null) terminal.tell(hint);
  }
  const cancel = () => signIns.cancel(organization.id, provider);
  const over = new AbortController();
  if (started.state === 'waiting' && isOverSsh(env)) {
    const canPaste = terminal.stdin.isTTY === true;
    for (const line of tunnelHint(started.link, env, canPaste)) terminal.tell(line);
    // Cancelling the question cancels the sign-in.
    if (canPaste) askForAnswer(started.link, terminal, over.signal).catch(cancel);
  }
  if (signal.aborted) cancel();
  signal.addEventListener('abort', cancel, { once: true });
  const end: SignIn | null = await signIns.waitFor(organization.id, provider);
  signal.removeEventListener('abort', cancel);
  over.abort();
  if (end?.state !== 'ended') throw errorOf({ kind: 'cancelled' }, descriptor);
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
              meansOtherAccount: true,
            },
            signal,
          )
        : null;
  if (connection === null) throw errorOf(outcome as Exclude<SignInOutcome, { kind: 'signed-in' }>, descriptor);
  return {
    organization,
    connection:
      typeof wanted === 'string' ? await choose(workspace, organization.id, descriptor, wanted, signal) : connection,
  };
}

/** Picks what the account lists under this id or name. */
async function choose(
  workspace: Workspace,
  organizationId: string,
  { id: provider, choice }: ProviderDescriptor,
  wanted: string,
  signal: AbortSignal,
) {
  const { credentials } = await workspace.connections();
  const { options } = await credentials.options(organizationId, provider, signal);
  const named = options.filter(({ id, label }) => id === wanted || label.toLowerCase() === wanted.toLowerCase());
  const [found] = named;
  if (found === undefined || named.length > 1) {
    const what = choice === null ? t('choice') : t(choice.word.one);
    throw usageError(
      named.length === 0
        ? t('The account has no {what} “{wanted}”.', { what, wanted })
        : t('The account has more than one {what} “{wanted}”.', { what, wanted }),
      t('Name one by its id: {ids}', {
        ids: options
          .slice(0, 20)
          .map(({ id }) => id)
          .join(', '),
      }),
    );
  }
  return credentials.choose(organizationId, provider, found.id, signal);
}

export function addConnectCommand(
  parent: Command,
  context: CommandContext,
  descriptor: ProviderDescriptor,
  words: NonNullable<CommandDescriptor['connect']>,
): void {
  const { terminal } = context;
  const connectCommand = withJson(withOrganization(parent.command('connect')))
    .description(
      t(
        'print the sign-in link alone on a line of standard error, and wait until the sign-in is finished in a browser on this computer',
      ),
    )
    .option('--client-file <file>', t(words.clientFile))
    .option('--open', t('open the link in the browser too'), false)
    .option('--switch-account', t(words.switchAccount), false)
    .action((options: ConnectOptions & OwnOptions) =>
      runCommand(context, options.json, () =>
        withWorkspace(context, true, async (workspace) => {
          const { organization, connection } = await connect(context, workspace, descriptor, options);
          const account = connection.facts.find(({ id }) => id === 'account')?.value ?? connection.resource;
          if (options.json)
            terminal.printJson({
              version: jsonVersion,
              organization: { id: organization.id, name: organization.name },
              account,
              credential: connection,
            });
          else terminal.print(t('Signed in as {account}.', { account: account ?? '' }));
          for (const { title, text } of connection.notices) terminal.say(`${title}. ${text}`);
          if (connection.problem === null) return undefined;
          terminal.sayError(connection.problem);
          return exitCodes.failed;
        }),
      ),
    );
  for (const { flag, description } of words.methods) connectCommand.option(flag, t(description), false);
  if (descriptor.choice !== null)
    connectCommand.option(descriptor.choice.option.flag, t(descriptor.choice.option.description));
}
