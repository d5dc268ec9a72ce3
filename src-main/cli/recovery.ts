/**
 * `recovery export | restore | rescue`: the kit that opens this profile on another machine, and the way out of a
 * damaged database.
 */
import { type Command, Option } from 'commander';
import type { RescueOptions } from '../../src-shared/vault/rescue';
import { type CommandContext, type JsonOption, jsonVersion, runCommand, withJson } from './command';
import { type Environment, requirePassphrase, withWorkspace } from './open-workspace';
import { type Terminal, usageError } from './terminal';

const passphraseOf = async (env: Environment, terminal: Terminal, label: string) =>
  env.VOXANNE_PASSPHRASE ?? (await terminal.askSecret(label));

export function addRecoveryCommands(program: Command, context: CommandContext): void {
  const { env, terminal } = context;
  const recovery = program
    .command('recovery')
    .description(
      'the recovery kit, and the way out of a damaged database; the kit’s passphrase is asked for, or taken from ' +
        'VOXANNE_PASSPHRASE',
    );

  recovery
    .command('export')
    .description('write a kit: everything here, encrypted under a passphrase')
    .requiredOption('--output <file>', 'where to write it')
    .action(({ output }: { output: string }) =>
      runCommand(context, false, () =>
        withWorkspace(context, true, async (workspace) => {
          const passphrase = await requirePassphrase(await passphraseOf(env, terminal, 'New passphrase'));
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
        withWorkspace(context, false, async (workspace) => {
          const state = await workspace.vault.restoreKit(
            input,
            await passphraseOf(env, terminal, 'Passphrase of the kit'),
          );
          terminal.say(state.state === 'ready' ? 'Restored.' : `Restored; the vault is now: ${state.state}.`);
          return undefined;
        }),
      ),
    );

  addKeptCommand(recovery, context);

  withJson(recovery.command('rescue'))
    .description('a damaged or missing database: show what can be done; nothing is changed without an option')
    .option('--restore', 'put the newest sound state in its place; the damaged file is kept aside', false)
    .addOption(
      new Option('--start-anew', 'make a new database where the old one is missing; what is left of it is put aside')
        .default(false)
        .conflicts('restore'),
    )
    .option('--save <file>', 'write what can be read, nothing sealed in it, to a text file and a JSON file beside it')
    .action(
      ({ json, restore, startAnew, save }: JsonOption & { restore: boolean; startAnew: boolean; save?: string }) =>
        runCommand(context, json, () =>
          withWorkspace(context, false, async ({ vault }) => {
            const damaged = vault.state().state === 'database-damaged' ? ' The damaged file was kept.' : '';
            const options = await vault.rescueOptions();
            // Saves what can be read first: a restore moves the damaged file aside.
            const saved = save === undefined ? null : await vault.saveReadable(save);
            const restored = restore ? await vault.restoreSound(options.restorable?.id ?? '') : null;
            const begun = startAnew ? await vault.startAnew() : null;
            if (json)
              terminal.printJson({
                version: jsonVersion,
                ...options,
                saved,
                restored: (restored ?? begun)?.state ?? null,
              });
            else for (const line of rescueLines(options)) terminal.print(line);
            if (saved) terminal.say(`What can be read is in ${saved.text} and ${saved.json}.`);
            if (restored) terminal.say(`Restored.${damaged} The vault is now: ${restored.state}.`);
            if (begun) terminal.say(`Started anew. What was left was put aside. The vault is now: ${begun.state}.`);
            return undefined;
          }),
        ),
    );
}

type KeptOptions = JsonOption & { delete?: string; all: boolean; yes: boolean };

function addKeptCommand(recovery: Command, context: CommandContext): void {
  const { terminal } = context;
  withJson(recovery.command('kept'))
    .description('what restores and rescues put aside; with --delete or --all, deletes it for good')
    .option('--delete <name>', 'the one to delete, by its name in the list')
    .addOption(new Option('--all', 'all of them').default(false).conflicts('delete'))
    .option('--yes', 'do it', false)
    .action(({ json, delete: name, all, yes }: KeptOptions) =>
      runCommand(context, json, () =>
        withWorkspace(context, false, async ({ vault }) => {
          const chosen = all ? vault.putAside().map((one) => one.name) : name === undefined ? [] : [name];
          if (chosen.length > 0 && !yes) throw usageError('Nothing was deleted.', 'Add --yes to delete it for good.');
          for (const one of chosen) await vault.deletePutAside(one);
          const files = vault.putAside();
          if (json) terminal.printJson({ version: jsonVersion, deleted: chosen, files });
          else
            for (const { name: left, at, bytes, place } of files) terminal.print([left, at, bytes, place].join('  '));
          if (chosen.length > 0) terminal.say(`Deleted: ${chosen.join(', ')}.`);
          else if (files.length === 0) terminal.say('Nothing was put aside.');
          return undefined;
        }),
      ),
    );
}

function rescueLines({ restorable, unusableBackups, readable, unreadable }: RescueOptions): string[] {
  return [
    ...(restorable
      ? [
          'restore     ' +
            `${restorable.source === 'backup' ? 'the backup' : 'everything before the damage, the state'} of ` +
            `${restorable.asOf}: ${restorable.clinics} clinics`,
          `  missing   ${[
            ...restorable.missingClinics.map((name) => `clinic ${name}`),
            `${restorable.missingEntries} entries of the activity that can still be read`,
          ].join(', ')}`,
        ]
      : [`restore     nothing: no sound backup (${unusableBackups} that cannot be used)`]),
    `readable    ${readable.clinics} clinics, ${readable.connections} connections, ${readable.tests} tests, ` +
      `${readable.auditEntries} entries of the activity`,
    ...unreadable.map((line) => `unreadable  ${line}`),
  ];
}
