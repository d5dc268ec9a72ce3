/** `google explain`: what an error on Google's sign-in page means. Google never reports these errors back. */
import type { Command } from 'commander';
import type { AppErrorData } from '../../src-shared/errors';
import { describeProviderError } from '../../src-shared/errors-catalogue';
import { googleRows } from '../../src-shared/providers/google/errors';
import { googlePageErrors } from '../../src-shared/providers/google/page-errors';
import { findPageError, nameOfPrinted } from '../../src-shared/providers/page-error-text';
import { type CommandContext, type JsonOption, jsonVersion, runCommand, withJson } from './command';
import { usageError } from './terminal';

/** Printed while a sign-in waits: Google never reports an error on its page back to the console. */
export const pageErrorHint =
  'If the browser shows an error, such as “Error 400: redirect_uri_mismatch”, no answer will come: press Ctrl+C, and run “google explain redirect_uri_mismatch” with its name.';

type Explained = { printed: string; error: AppErrorData };

const explained = (id: string, printed: string): Explained => ({ printed, error: describeProviderError('google', id) });

/** @param words as they were typed: a name alone, or any line of the page. @throws AppError `usage.invalid` for what is not known */
function find(words: readonly string[]): Explained[] {
  if (words.length === 0) return googlePageErrors.map(({ id, printed }) => explained(id, printed));
  const text = words.join(' ').trim();
  const onPage = findPageError(googlePageErrors, text);
  if (onPage !== null) return [explained(onPage.id, onPage.printed)];
  const name = nameOfPrinted(text).toLowerCase();
  const id = Object.keys(googleRows).find((row) => row.toLowerCase() === name);
  if (id !== undefined) return [explained(id, id)];
  throw usageError(
    `There is no explanation here for “${text}”.`,
    `Give one of: ${googlePageErrors.map(({ printed }) => nameOfPrinted(printed)).join(', ')}. On Google’s page, “Learn more about this error” explains the others.`,
  );
}

export function addExplainCommand(google: Command, context: CommandContext): void {
  const { terminal } = context;
  withJson(google.command('explain'))
    .argument(
      '[error...]',
      'the name on the page, such as redirect_uri_mismatch, or any line of it; without one, all that are known',
    )
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
