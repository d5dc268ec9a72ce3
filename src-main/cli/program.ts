/** The command line: all commands, joined. */
import { Command, CommanderError } from 'commander';
import { listOf } from '../../src-shared/list-words';
import { allProviders } from '../../src-shared/providers';
import { programVersion } from '../program-files';
import { type CommandContext, jsonVersion, type Surroundings } from './command';
import { type ExitCode, exitCodes } from './exit-codes';
import type { Environment } from './open-workspace';
import { type Terminal, usageError } from './terminal';

const companies = allProviders.map(({ company }) => company);

type AddCommands = (program: Command, context: CommandContext) => void;

/**
 * Each group of commands by its first word, in the order in which the help lists them. One is read when it is asked
 * for.
 */
const commands: readonly { names: readonly string[]; read: () => Promise<AddCommands> }[] = [
  { names: ['sms-test'], read: async () => (await import('./sms-test')).addSmsTestCommand },
  { names: ['organizations'], read: async () => (await import('./organizations')).addOrganizationCommands },
  { names: ['credentials'], read: async () => (await import('./credentials')).addCredentialCommands },
  {
    names: allProviders.flatMap(({ command }) => command?.name ?? []),
    read: async () => (await import('./provider-commands')).addProviderCommands,
  },
  { names: ['check'], read: async () => (await import('./check')).addCheckCommand },
  { names: ['audit'], read: async () => (await import('./audit')).addAuditCommands },
  { names: ['recovery'], read: async () => (await import('./recovery')).addRecoveryCommands },
  { names: ['network'], read: async () => (await import('./network')).addNetworkCommands },
  { names: ['lock'], read: async () => (await import('./lock')).addLockCommand },
  { names: ['doctor'], read: async () => (await import('./doctor')).addDoctorCommand },
  { names: ['updates'], read: async () => (await import('./updates')).addUpdateCommands },
  { names: ['support'], read: async () => (await import('./support')).addSupportCommands },
];

/** The named command's group; all groups where none was named, for the help and for suggestions. */
function addersFor([name = '']: readonly string[]): Promise<AddCommands[]> {
  const named = commands.filter(({ names }) => names.includes(name));
  return Promise.all((named.length > 0 ? named : commands).map(({ read }) => read()));
}

/** True when `--json` was given. The command line could not be parsed, so it is searched as text, up to `--`. */
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
      `A clinic’s own ${listOf(companies)} accounts: connect them, prove them, fix them. ` +
        'Secrets come from files, the environment or a hidden prompt.',
    )
    .version(programVersion(), '-V, --version', 'print the version')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void terminal.stdout.write(text),
      writeErr: (text) => void terminal.stderr.write(text),
    })
    .showHelpAfterError('(add --help for what it takes)');
  for (const add of await addersFor(args)) add(program, context);
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
    // The message is on standard error already; `--json` also prints it on standard output like every other failure.
    if (asksForJson(args))
      terminal.printJson({
        version: jsonVersion,
        error: usageError(sentenceOf(thrown), 'Add --help to see what it takes.').data,
      });
    return exitCodes.usage;
  }
  return code;
}
