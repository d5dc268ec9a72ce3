/** `<provider> explain`: what an error on the provider's own sign-in page means. Only the person sees that page. */

import type { Command } from 'commander';
import type { AppErrorData } from '../../src-shared/errors';
import { describeProviderError } from '../../src-shared/errors-catalogue';
import type { ProviderDescriptor, SignInDescriptor } from '../../src-shared/providers/descriptor';
import { findPageError, nameOfPrinted } from '../../src-shared/providers/page-error-text';
import { providerErrors } from '../../src-shared/providers/provider-errors';
import { t } from '../../src-shared/texts/translate';
import { type CommandContext, type JsonOption, jsonVersion, runCommand, withJson } from './command';
import { usageError } from './terminal';

type Explained = { printed: string; error: AppErrorData };

/** Printed while a sign-in waits, since the provider never reports these errors back. */
export function pageErrorHint({ command, signIn }: ProviderDescriptor): string | null {
  const [likeliest] = signIn?.pageErrors ?? [];
  if (command?.connect === undefined || likeliest === undefined) return null;
  const { printed } = likeliest;
  return t(
    'If the browser shows an error, such as “{printed}”, no answer will come: press Ctrl+C, and run “{command} explain {name}” with its name.',
    { printed, command: command.name, name: nameOfPrinted(printed) },
  );
}

/**
 * @param words as they were typed: a name alone, or any line of the page
 * @throws AppError `usage.invalid` for a name that is not known
 */
function find({ id: provider }: ProviderDescriptor, signIn: SignInDescriptor, words: readonly string[]): Explained[] {
  const explained = (id: string, printed: string) => ({ printed, error: describeProviderError(provider, id) });
  const { pageErrors } = signIn;
  if (words.length === 0) return pageErrors.map(({ id, printed }) => explained(id, printed));
  const text = words.join(' ').trim();
  const onPage = findPageError(pageErrors, text);
  if (onPage !== null) return [explained(onPage.id, onPage.printed)];
  const name = nameOfPrinted(text).toLowerCase();
  const id = Object.keys(providerErrors[provider].rows).find((row) => row.toLowerCase() === name);
  if (id !== undefined) return [explained(id, id)];
  throw usageError(
    t('There is no explanation here for “{typed}”.', { typed: text }),
    [
      t('Give one of: {names}.', { names: pageErrors.map(({ printed }) => nameOfPrinted(printed)).join(', ') }),
      t(signIn.otherPageErrors),
    ].join(' '),
  );
}

export function addExplainCommand(
  parent: Command,
  context: CommandContext,
  descriptor: ProviderDescriptor,
  signIn: SignInDescriptor,
  description: string,
): void {
  const { terminal } = context;
  const [likeliest] = signIn.pageErrors;
  withJson(parent.command('explain'))
    .argument(
      '[error...]',
      t('the name on the page, such as {name}, or any line of it; without one, all that are known', {
        name: nameOfPrinted(likeliest?.printed ?? ''),
      }),
    )
    .description(description)
    .action((words: string[], { json }: JsonOption) =>
      runCommand(context, json, async () => {
        const found = find(descriptor, signIn, words);
        if (json) terminal.printJson({ version: jsonVersion, errors: found });
        else
          for (const { printed, error } of found) {
            terminal.print(printed);
            terminal.print(`  ${error.message}`);
            terminal.print(`  ${t('Why:  {cause}', { cause: error.cause })}`);
            terminal.print(`  ${t('Fix:  {fix}', { fix: error.fix })}`);
            if (error.helpUrl !== undefined) terminal.print(`  ${t('More: {url}', { url: error.helpUrl })}`);
          }
        return undefined;
      }),
    );
}
