/** What every command is given, and how one is made: the options that all share, and one place where failures become exit codes. */
import { type Command, Option } from 'commander';
import { toAppErrorData } from '../../src-shared/errors';
import { type ProviderId, providerIdSchema } from '../../src-shared/primitives';
import { type ExitCode, exitCodeOf, exitCodes } from './exit-codes';
import type { Environment } from './open-workspace';
import type { Terminal } from './terminal';

/** Version of every JSON answer but the SMS test's own; raised when a field changes its meaning or goes away. */
export const jsonVersion = 1;

export type CommandContext = {
  env: Environment;
  terminal: Terminal;
  /** Aborted by the first Ctrl-C. */
  signal: AbortSignal;
  /** Called once, with how the command ended. */
  end(code: ExitCode): void;
};

/** Runs a command's work; a failure is told on stderr and, with `--json`, as `{version, error}` on stdout. */
export async function runCommand(
  context: CommandContext,
  json: boolean,
  work: () => Promise<ExitCode | undefined>,
): Promise<void> {
  try {
    context.end((await work()) ?? exitCodes.success);
  } catch (thrown) {
    const error = toAppErrorData(thrown);
    context.terminal.sayError(error);
    if (json) context.terminal.printJson({ version: jsonVersion, error });
    context.end(exitCodeOf(error));
  }
}

export const withJson = (command: Command): Command =>
  command.option('--json', 'print the answer as JSON on standard output, and nothing else there', false);

export const withOrganization = (command: Command): Command =>
  command.requiredOption('--organization <id or name>', 'the clinic');

export const withProvider = (command: Command): Command =>
  command.addOption(
    new Option('--provider <name>', 'whose credentials').choices(providerIdSchema.options).makeOptionMandatory(),
  );

export type JsonOption = { json: boolean };
export type OrganizationOption = { organization: string };
export type ProviderOption = { provider: ProviderId };
