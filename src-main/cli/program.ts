/** The command line: all commands, joined. */

import { Command, CommanderError } from 'commander';
import { listOf } from '../../src-shared/list-words';
import { allProviders } from '../../src-shared/providers';
import { t } from '../../src-shared/texts/translate';
import { programVersion } from '../program-files';
import { asksFor } from './asks-for';
import { type CommandContext, jsonVersion, type Surroundings } from './command';
import { helpWords, refusalWords, suggestionIn } from './commander-words';
import { examplesOf, programName } from './examples';
import { type ExitCode, exitCodes } from './exit-codes';
import type { Environment } from './open-workspace';
import { plain } from './plain';
import { npmMayHaveTaken, optionsTakenByNpm, takenByNpm } from './taken-by-npm';
import { quietTerminal, type Terminal, usageError } from './terminal';

const companies = allProviders.map(({ company }) => company);

/** Its script names all commands. */
const completion = 'completion';

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
  { names: ['handoff'], read: async () => (await import('./handoff')).addHandoffCommand },
  { names: ['audit'], read: async () => (await import('./audit')).addAuditCommands },
  { names: ['recovery'], read: async () => (await import('./recovery')).addRecoveryCommands },
  { names: ['vault'], read: async () => (await import('./vault')).addVaultCommands },
  { names: ['machines'], read: async () => (await import('./machines')).addMachineCommands },
  { names: ['network'], read: async () => (await import('./network')).addNetworkCommands },
  { names: ['practice'], read: async () => (await import('./practice')).addPracticeCommands },
  { names: ['lock'], read: async () => (await import('./lock')).addLockCommand },
  { names: ['doctor'], read: async () => (await import('./doctor')).addDoctorCommand },
  { names: ['updates'], read: async () => (await import('./updates')).addUpdateCommands },
  { names: ['support'], read: async () => (await import('./support')).addSupportCommands },
  { names: [completion], read: async () => (await import('./completion')).addCompletionCommand },
];

/** The named command's group; all groups for the completion, and where none was named, for help and suggestions. */
function addersFor([name = '']: readonly string[]): Promise<AddCommands[]> {
  const named = name === completion ? [] : commands.filter(({ names }) => names.includes(name));
  return Promise.all((named.length > 0 ? named : commands).map(({ read }) => read()));
}

/** `error: required option '--organization <id or name>' not specified` as a sentence. */
function sentenceOf({ message }: CommanderError): string {
  const text = refusalWords(message.split('\n')[0] ?? '').replace(/^error: /, '');
  return /^\(.*\)$/.test(text) || text === ''
    ? t('The command is not complete.')
    : `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?!)]$/.test(text) ? '' : '.'}`;
}

/**
 * Refuses an option whose value is empty, as a variable of a script may be: `--env-file "$FILE"`.
 * @throws CommanderError
 */
function refuseEmpty(command: Command): void {
  for (const option of command.options) {
    const given: unknown = command.getOptionValue(option.attributeName());
    const values: unknown[] = Array.isArray(given) ? given : [given];
    // In Commander's own words for an option without a value, which are known in every language.
    if (values.some((value) => typeof value === 'string' && value.trim() === ''))
      command.error(`error: option '${option.flags}' argument missing`);
  }
}

/** What every command has: `--quiet`, no option that is empty, and examples in its help. */
function finish(command: Command, path: string): void {
  for (const child of command.commands) finish(child, `${path} ${child.name()}`.trim());
  if (command.commands.length > 0) return;
  command.hook('preAction', (_, acting) => refuseEmpty(acting));
  command.option('-q, --quiet', t('write nothing to standard error but errors and what you have to act on'));
  const lines = examplesOf(path).map((example) => `  ${programName} ${example}`);
  if (lines.length > 0) command.addHelpText('after', `\n${t('Examples:')}\n${lines.join('\n')}`);
}

/**
 * Runs one command.
 * @param args what follows the program's name
 * @returns its exit code
 */
export async function runProgram(
  args: readonly string[],
  env: Environment,
  given: Terminal,
  signal: AbortSignal,
  surroundings: Surroundings = {},
): Promise<ExitCode> {
  const terminal = asksFor(args, '-q', '--quiet') ? quietTerminal(given) : given;
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
      t(
        'A clinic’s own {companies} accounts: connect them, prove them, fix them. Secrets come from files, the environment or a hidden prompt.',
        { companies: listOf(companies) },
      ),
    )
    .version(programVersion(), '-V, --version', t('print the version'))
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void terminal.stdout.write(text),
      writeErr: (text) => void terminal.stderr.write(plain(text)),
      outputError: (said, write) => write(refusalWords(said)),
    })
    .configureHelp(helpWords)
    .helpOption('-h, --help', t('display help for command'))
    .helpCommand('help [command]', t('display help for command'))
    .showHelpAfterError(t('(add --help for what it takes)'));
  for (const add of await addersFor(args)) add(program, context);
  // Sub-commands inherit these settings only when they are made afterwards; set them for all.
  const inherit = (command: Command): void => {
    for (const child of command.commands) {
      child.copyInheritedSettings(command);
      inherit(child);
    }
  };
  inherit(program);
  finish(program, '');
  const taken = optionsTakenByNpm(program, args, env);
  if (taken.length > 0) {
    const error = takenByNpm(taken).data;
    terminal.sayError(error);
    if (taken.includes('--json') || asksFor(args, '--json')) terminal.printJson({ version: jsonVersion, error });
    return exitCodes.usage;
  }
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    if (thrown.exitCode === 0) return exitCodes.success;
    const npm = npmMayHaveTaken(args, env);
    if (npm !== null) terminal.tell(npm);
    // The message is on standard error already; `--json` also prints it on standard output like every other failure.
    if (asksFor(args, '--json')) {
      const fix = [suggestionIn(thrown.message), t('Add --help to see what it takes.')].filter((one) => one !== null);
      terminal.printJson({ version: jsonVersion, error: usageError(sentenceOf(thrown), fix.join(' ')).data });
    }
    return exitCodes.usage;
  }
  return code;
}
