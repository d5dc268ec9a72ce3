/** `google explain`: what an error on Google's sign-in page means. It reaches nobody but the person, who brings its name. */
import type { Command } from 'commander';
import type { AppErrorData } from '../../src-shared/errors';
import { describeProviderError } from '../../src-shared/errors-catalogue';
import { googleRows } from '../../src-shared/providers/google/errors';
import { googlePageErrors } from '../../src-shared/providers/google/page-errors';
import { type CommandContext, type JsonOption, jsonVersion, runCommand, withJson } from './command';
import { usageError } from './terminal';

/** Said while a sign-in waits: what the page refuses ends it for nobody. */
export const pageErrorHint =
  'If the browser shows an error, such as “Error 400: redirect_uri_mismatch”, no answer will come: press Ctrl+C, and run “google explain redirect_uri_mismatch” with its name.';

type Explained = { printed: string; error: AppErrorData };

const nameOf = (printed: string) => printed.replace(/^.*:\s*/, '');
const explained = (id: string, printed: string): Explained => ({ printed, error: describeProviderError('google', id) });

/** @param words as they were typed: the name alone, or the whole line that has it. @throws AppError `usage.invalid` for a name that is not known */
function find(words: readonly string[]): Explained[] {
  if (words.length === 0) return googlePageErrors.map(({ id, printed }) => explained(id, printed));
  const name = nameOf(words.join(' ')).trim().toLowerCase();
  const onPage = googlePageErrors.find(({ printed }) => nameOf(printed) === name);
  if (onPage !== undefined) return [explained(onPage.id, onPage.printed)];
  const id = Object.keys(googleRows).find((row) => row.toLowerCase() === name);
  if (id !== undefined) return [explained(id, id)];
  throw usageError(
    `There is no explanation here for “${name}”.`,
    `Give one of: ${googlePageErrors.map(({ printed }) => nameOf(printed)).join(', ')}. On Google’s page, “Learn more about this error” explains the others.`,
  );
}

export function addExplainCommand(google: Command, context: CommandContext): void {
  const { terminal } = context;
  withJson(google.command('explain'))
    .argument('[error...]', 'the name on the page, such as redirect_uri_mismatch; without one, all that are known')
    .description('what an error on Google’s sign-in page means, and what to do about it')
    .action((words: string[], { json }: JsonOption) =>
      runCommand(context, json, async () => {
        const found = find(words);
        if (json) terminal.printJson({ version: jsonVersion, errors: found });
        else
          for (const { printed, error } of found) {
            terminal.print(printed);
            terminal.print(`  ${error.message}`);
            terminal.print(`  Why:  ${error.cause}`);
            terminal.print(`  Fix:  ${error.fix}`);
            if (error.helpUrl !== undefined) terminal.print(`  More: ${error.helpUrl}`);
          }
        return undefined;
      }),
    );
}
