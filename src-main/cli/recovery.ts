/** `recovery export | restore`: the kit that opens this profile on another machine. */
import type { Command } from 'commander';
import { type CommandContext, runCommand } from './command';
import { type Environment, requirePassphrase, withWorkspace } from './open-workspace';
import type { Terminal } from './terminal';

const passphraseOf = async (env: Environment, terminal: Terminal, label: string) => env.VOXANNE_PASSPHRASE ?? (await terminal.askSecret(label));

export function addRecoveryCommands(program: Command, context: CommandContext): void {
  const { env, terminal } = context;
  const recovery = program.command('recovery').description('the recovery kit; its passphrase is asked for, or taken from VOXANNE_PASSPHRASE');

  recovery
    .command('export')
    .description('write a kit: everything here, encrypted under a passphrase')
    .requiredOption('--output <file>', 'where to write it')
    .action(({ output }: { output: string }) =>
      runCommand(context, false, () =>
        withWorkspace(env, true, async (workspace) => {
          const passphrase = requirePassphrase(await passphraseOf(env, terminal, 'New passphrase'));
          await workspace.vault.exportKit(passphrase, output);
          terminal.say(`The recovery kit is in ${output}. Keep it and its passphrase apart.`);
          return undefined;
        }),
      ),
    );

  recovery
    .command('restore')
    .description('put back what a kit holds; existing data is kept aside, never overwritten')
    .requiredOption('--input <file>', 'the kit')
    .action(({ input }: { input: string }) =>
      runCommand(context, false, () =>
        withWorkspace(env, false, async (workspace) => {
          const state = await workspace.vault.restoreKit(input, await passphraseOf(env, terminal, 'Passphrase of the kit'));
          terminal.say(state.state === 'ready' ? 'Restored.' : `Restored; the vault is now: ${state.state}.`);
          return undefined;
        }),
      ),
    );
}
