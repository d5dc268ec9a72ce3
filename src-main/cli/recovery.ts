/**
 * `recovery export | restore | rescue`: the kit that opens this profile on another machine, and the way out of a
 * damaged database.
 */

import { type Command, Option } from 'commander';
import { t } from '../../src-shared/texts/translate';
import { kitOfMember, outsideDatabase, sameMemberTwice } from '../../src-shared/vault/kit-words';
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
      t(
        'the recovery kit, and the way out of a damaged database; the kit’s passphrase is asked for, or taken from VOXANNE_PASSPHRASE',
      ),
    );

  withJson(recovery.command('export'))
    .description(t('write a kit: everything here, encrypted under a passphrase'))
    .requiredOption('--output <file>', t('where to write it'))
    .action(({ json, output }: JsonOption & { output: string }) =>
      runCommand(context, json, () =>
        withWorkspace(context, true, async (workspace) => {
          const passphrase = await requirePassphrase(await passphraseOf(env, terminal, t('New passphrase')));
          await workspace.vault.exportKit(passphrase, output);
          if (json) terminal.printJson({ version: jsonVersion, savedTo: output });
          terminal.say(t('The recovery kit is in {output}. Keep it and its passphrase apart.', { output }));
          if (workspace.sharedVault !== null) terminal.say(t(kitOfMember));
          return undefined;
        }),
      ),
    );

  withJson(recovery.command('restore'))
    .description(t('put back what a kit holds; existing data is kept aside, never overwritten'))
    .requiredOption('--input <file>', t('the kit'))
    .action(({ json, input }: JsonOption & { input: string }) =>
      runCommand(context, json, () =>
        withWorkspace(context, false, async (workspace) => {
          const state = await workspace.vault.restoreKit(
            input,
            await passphraseOf(env, terminal, t('Passphrase of the kit')),
          );
          terminal.say(
            state.state === 'ready'
              ? t('Restored.')
              : t('Restored; the vault is now: {state}.', { state: state.state }),
          );
          await workspace.moveToPlace();
          const member = workspace.sharedVault?.membership().name ?? null;
          if (json) terminal.printJson({ version: jsonVersion, state: state.state, member });
          if (member !== null) {
            terminal.say(t('This computer is the member {name} of its shared vault again.', { name: member }));
            terminal.say(t(sameMemberTwice));
          }
          return undefined;
        }),
      ),
    );

  addKeptCommand(recovery, context);

  withJson(recovery.command('rescue'))
    .description(t('a damaged or missing database: show what can be done; nothing is changed without an option'))
    .option('--restore', t('put the newest sound state in its place; the damaged file is kept aside'), false)
    .addOption(
      new Option('--start-anew', t('make a new database where the old one is missing; what is left of it is put aside'))
        .default(false)
        .conflicts('restore'),
    )
    .option(
      '--save <file>',
      t('write what can be read, nothing sealed in it, to a text file and a JSON file beside it'),
    )
    .action(
      ({ json, restore, startAnew, save }: JsonOption & { restore: boolean; startAnew: boolean; save?: string }) =>
        runCommand(context, json, () =>
          withWorkspace(context, false, async ({ vault }) => {
            const wasDamaged = vault.state().state === 'database-damaged';
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
            if (saved)
              terminal.say(t('What can be read is in {text} and {json}.', { text: saved.text, json: saved.json }));
            if (restored)
              terminal.say(
                wasDamaged
                  ? t('Restored. The damaged file was kept. The vault is now: {state}.', { state: restored.state })
                  : t('Restored. The vault is now: {state}.', { state: restored.state }),
              );
            if (begun)
              terminal.say(
                t('Started anew. What was left was put aside. The vault is now: {state}.', { state: begun.state }),
              );
            return undefined;
          }),
        ),
    );
}

type KeptOptions = JsonOption & { delete?: string; all: boolean; yes: boolean };

function addKeptCommand(recovery: Command, context: CommandContext): void {
  const { terminal } = context;
  withJson(recovery.command('kept'))
    .description(t('what restores and rescues put aside; with --delete or --all, deletes it for good'))
    .option('--delete <name>', t('the one to delete, by its name in the list'))
    .addOption(new Option('--all', t('all of them')).default(false).conflicts('delete'))
    .option('--yes', t('do it'), false)
    .action(({ json, delete: name, all, yes }: KeptOptions) =>
      runCommand(context, json, () =>
        withWorkspace(context, false, async ({ vault }) => {
          const chosen = all ? vault.putAside().map((one) => one.name) : name === undefined ? [] : [name];
          if (chosen.length > 0 && !yes)
            throw usageError(t('Nothing was deleted.'), t('Add --yes to delete it for good.'));
          for (const one of chosen) await vault.deletePutAside(one);
          const files = vault.putAside();
          if (json) terminal.printJson({ version: jsonVersion, deleted: chosen, files });
          else
            for (const { name: left, at, bytes, place } of files) terminal.print([left, at, bytes, place].join('  '));
          if (chosen.length > 0) terminal.say(t('Deleted: {names}.', { names: chosen.join(', ') }));
          else if (files.length === 0) terminal.say(t('Nothing was put aside.'));
          return undefined;
        }),
      ),
    );
}

function rescueLines({ restorable, unusableBackups, readable, unreadable, inSharedVault }: RescueOptions): string[] {
  return [
    ...(restorable
      ? [
          restorable.source === 'backup'
            ? t('restore     the backup of {time}: {count} clinics', {
                time: restorable.asOf,
                count: restorable.clinics,
              })
            : t('restore     everything before the damage, the state of {time}: {count} clinics', {
                time: restorable.asOf,
                count: restorable.clinics,
              }),
          t('  missing   {missing}', {
            missing: [
              ...restorable.missingClinics.map((name) => t('clinic {name}', { name })),
              t('{count} entries of the activity that can still be read', { count: restorable.missingEntries }),
            ].join(', '),
          }),
        ]
      : [t('restore     nothing: no sound backup ({count} that cannot be used)', { count: unusableBackups })]),
    t('readable    {clinics} clinics, {connections} connections, {tests} tests, {entries} entries of the activity', {
      clinics: readable.clinics,
      connections: readable.connections,
      tests: readable.tests,
      entries: readable.auditEntries,
    }),
    ...unreadable.map((line) => t('unreadable  {what}', { what: line })),
    ...(inSharedVault ? [t('shared vault  {what}', { what: t(outsideDatabase) })] : []),
  ];
}
