/**
 * Options that npm took as its own settings, because no `--` stood before the command. `npm run cli sms-test --dry-run`
 * would run without its `--dry-run`, and send. npm also reads `--to` as short for an option of its own and takes the
 * number with it, so that another number would be texted.
 */
import type { Command } from 'commander';
import { listOf } from '../../src-shared/list-words';
import { t } from '../../src-shared/texts/translate';
import type { Environment } from './open-workspace';
import { usageError } from './terminal';

/** npm's own options for which it takes one of ours as short. */
const longForms: Readonly<Record<string, readonly string[]>> = { to: ['token-description'] };

/** True in `npm run cli`, where npm leaves in the environment what it took. */
const isStartedByNpm = (env: Environment) => env.npm_lifecycle_event === 'cli';

/** The command that the first words name. */
function namedCommand(program: Command, args: readonly string[]): Command {
  const next = program.commands.find((command) => command.name() === args[0]);
  return next === undefined ? program : namedCommand(next, args.slice(1));
}

/** The named command's options that npm took, as they were typed: `--dry-run`. */
export function optionsTakenByNpm(program: Command, args: readonly string[], env: Environment): string[] {
  if (!isStartedByNpm(env)) return [];
  const isGiven = (long: string) => args.some((word) => word === long || word.startsWith(`${long}=`));
  const isTaken = (name: string) =>
    [name, ...(longForms[name] ?? [])].some((key) => {
      const value = env[`npm_config_${key.replaceAll('-', '_')}`];
      return value !== undefined && value !== '';
    });
  return namedCommand(program, args).options.flatMap(({ long }) =>
    long && !isGiven(long) && isTaken(long.slice(2)) ? [long] : [],
  );
}

const rightForm = () => t('Put -- before the command: {command}', { command: 'npm run -s cli -- COMMAND …' });

export const takenByNpm = (options: readonly string[]) =>
  usageError(t('npm took {options} for itself, so nothing was done.', { options: listOf(options) }), rightForm());

/** What to say of a command that can’t be understood: of some options npm leaves no trace but their values. */
export const npmMayHaveTaken = (args: readonly string[], env: Environment): string | null =>
  isStartedByNpm(env) && !args.some((word) => word.startsWith('-')) ? rightForm() : null;
