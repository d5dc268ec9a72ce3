/** The command line: all commands, joined. */
import { Command, CommanderError } from 'commander';
import { addAuditCommands } from './audit';
import { addCheckCommand } from './check';
import type { CommandContext } from './command';
import { addCredentialCommands } from './credentials';
import { addDoctorCommand } from './doctor';
import { type ExitCode, exitCodes } from './exit-codes';
import { addGoogleCommands } from './google';
import type { Environment } from './open-workspace';
import { addOrganizationCommands } from './organizations';
import { addRecoveryCommands } from './recovery';
import { addSmsTestCommand } from './sms-test';
import type { Terminal } from './terminal';

/**
 * Runs one command.
 * @param args what follows the program's name
 * @returns its exit code
 */
export async function runProgram(args: readonly string[], env: Environment, terminal: Terminal, signal: AbortSignal): Promise<ExitCode> {
  let code: ExitCode = exitCodes.success;
  const context: CommandContext = {
    env,
    terminal,
    signal,
    end: (ended) => {
      code = ended;
    },
  };
  const program = new Command('voxanne-console')
    .description('A clinic’s own Twilio and Google accounts: connect them, prove them, fix them. Secrets come from files, the environment or a hidden prompt.')
    .exitOverride()
    .configureOutput({ writeOut: (text) => void terminal.stdout.write(text), writeErr: (text) => void terminal.stderr.write(text) })
    .showHelpAfterError('(add --help for what it takes)');
  addSmsTestCommand(program, context);
  addOrganizationCommands(program, context);
  addCredentialCommands(program, context);
  addGoogleCommands(program, context);
  addCheckCommand(program, context);
  addAuditCommands(program, context);
  addRecoveryCommands(program, context);
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
    return thrown.exitCode === 0 ? exitCodes.success : exitCodes.usage;
  }
  return code;
}
