/** Context and shared options of all commands, and the one place where failures become exit codes. */

import { type Command, Option } from 'commander';
import { AppError, toAppErrorData } from '../../src-shared/errors';
import { type ProviderId, providerIdSchema } from '../../src-shared/primitives';
import { t } from '../../src-shared/texts/translate';
import type { Environment } from '../environment';
import { profileDirOf } from '../profile';
import type { SystemRoutes } from '../providers/http/system-route';
import { type ExitCode, exitCodeOf, exitCodeOfSignal, exitCodes } from './exit-codes';
import { stopped, type Terminal } from './terminal';

/** Version of every JSON answer but the SMS test's own; raised when a field changes its meaning or goes away. */
export const jsonVersion = 1;

/** Services that only Electron has, not plain Node. */
export type Surroundings = {
  systemRoutes?: SystemRoutes;
  /** Switches that could weaken the program, which it was started with. */
  switches?: readonly string[];
};

export type CommandContext = Surroundings & {
  env: Environment;
  terminal: Terminal;
  /** Aborted by the first Ctrl-C, with the signal's name as its reason. */
  signal: AbortSignal;
  /** Called once, with how the command ended. */
  end(code: ExitCode): void;
};

/** Logs an internal fault: the printed message does not name its reason. */
export async function logFault(env: Environment, where: string, thrown: unknown): Promise<void> {
  if (thrown instanceof AppError) return;
  const { createLogger } = await import('../logging/logger');
  createLogger(profileDirOf(env)).fault(where, thrown);
}

/** The exit code of a command that a signal stopped; null for one that was not stopped. */
export function exitCodeOfStop({ aborted, reason }: AbortSignal): ExitCode | null {
  return aborted ? exitCodeOfSignal(reason) : null;
}

/**
 * Runs a command's work. A failure is printed on standard error and, with `--json`, as `{version, error}` on standard
 * output.
 */
export async function runCommand(
  context: CommandContext,
  json: boolean,
  work: () => Promise<ExitCode | undefined>,
): Promise<void> {
  try {
    context.end((await work()) ?? exitCodes.success);
  } catch (thrown) {
    // What a signal stops throws whatever it likes.
    const known = context.signal.aborted && !(thrown instanceof AppError) ? stopped() : thrown;
    const error = toAppErrorData(known);
    await logFault(context.env, 'command', known).catch(() => undefined);
    context.terminal.sayError(error);
    if (json) context.terminal.printJson({ version: jsonVersion, error });
    context.end(exitCodeOfStop(context.signal) ?? exitCodeOf(error));
  }
}

export const withJson = (command: Command): Command =>
  command.option('--json', t('print the answer as JSON on standard output, and nothing else there'), false);

export const withOrganization = (command: Command): Command =>
  command.requiredOption('--organization <id or name>', t('the clinic'));

export const withProvider = (command: Command): Command =>
  command.addOption(
    new Option('--provider <name>', t('whose credentials')).choices(providerIdSchema.options).makeOptionMandatory(),
  );

export type JsonOption = { json: boolean };
export type OrganizationOption = { organization: string };
export type ProviderOption = { provider: ProviderId };
