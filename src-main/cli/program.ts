/** The command line: all commands, joined. */
import { Command, CommanderError } from 'commander';
import { listOf } from '../../src-shared/list-words';
import { allProviders } from '../../src-shared/providers';
import { programVersion } from '../program-files';
import { addAuditCommands } from './audit';
import { addCheckCommand } from './check';
import { type CommandContext, jsonVersion, type Surroundings } from './command';
import { addCredentialCommands } from './credentials';
import { addDoctorCommand } from './doctor';
import { type ExitCode, exitCodes } from './exit-codes';
import { addNetworkCommands } from './network';
import type { Environment } from './open-workspace';
import { addOrganizationCommands } from './organizations';
import { addProviderCommands } from './provider-commands';
import { addRecoveryCommands } from './recovery';
import { addSmsTestCommand } from './sms-test';
import { type Terminal, usageError } from './terminal';

const companies = allProviders.map(({ company }) => company);

/** What comes after `--` is no option. The command could not be read, so its options can't be asked. */
const asksForJson = (args: readonly string[]): boolean =>
  args.slice(0, args.includes('--') ? args.indexOf('--') : args.length).includes('--json');

/** `error: required option '--organization <id or name>' not specified` as a sentence. */
function sentenceOf({ message }: CommanderError): string {
  const text = message.replace(/^error: /, '').split('\n')[0] ?? '';
  return /^\(.*\)$/.test(text) || text === ''
    ? 'The command is not complete.'
    : `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?!)]$/.test(text) ? '' : '.'}`;
}

/**
 * Runs one command.
 * @param args what follows the program's name
 * @returns its exit code
 */
export async function runProgram(
  args: readonly string[],
  env: Environment,
  terminal: Terminal,
  signal: AbortSignal,
  surroundings: Surroundings = {},
): Promise<ExitCode> {
  let code: ExitCode = exitCodes.success;
  const context: CommandContext = {
    ...surroundings,
    env,
    terminal,
    signal,
    end: (ended) => {
      code = ended;
    },
  };
  const program = new Command('voxanne-console')
    .description(
      `A clinic’s own ${listOf(companies)} accounts: connect them, prove them, fix them. Secrets come from files, the environment or a hidden prompt.`,
    )
    .version(programVersion(), '-V, --version', 'print the version')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void terminal.stdout.write(text),
      writeErr: (text) => void terminal.stderr.write(text),
    })
    .showHelpAfterError('(add --help for what it takes)');
  addSmsTestCommand(program, context);
  addOrganizationCommands(program, context);
  addCredentialCommands(program, context);
  addProviderCommands(program, context);
  addCheckCommand(program, context);
  addAuditCommands(program, context);
  addRecoveryCommands(program, context);
  addNetworkCommands(program, context);
  addDoctorCommand(program, context);
  // Sub-commands inherit these settings only when they are made afterwards; set them for all.
  const inherit = (command: Command): void => {
    for (const child of command.commands) {
      child.copyInheritedSettings(command);
      inherit(child);
    }
  };
  inherit(program);
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    if (thrown.exitCode === 0) return exitCodes.success;
    // The sentence is on standard error already; a program that reads standard output gets it in the form of every other failure.
    if (asksForJson(args))
      terminal.printJson({
        version: jsonVersion,
        error: usageError(sentenceOf(thrown), 'Add --help to see what it takes.').data,
      });
    return exitCodes.usage;
  }
  return code;
}
