/** `practice reset`: begins practice anew. It is practised in the window only. */
import type { Command } from 'commander';
import { AppError } from '../../src-shared/errors';
import { t } from '../../src-shared/texts/translate';
import { resetPractice } from '../practice/reset-practice';
import { isWindowOpenIn } from '../profile';
import { requireProfileDir } from '../profile-errors';
import { type CommandContext, type JsonOption, jsonVersion, runCommand, withJson } from './command';

const windowIsOpen = () =>
  new AppError({
    code: 'practice.window-open',
    message: t('The console’s window is open.'),
    cause: t('It may be practising, and what it has open must not be deleted beneath it.'),
    fix: t('Reset practice in the window (Settings, while you practise), or quit it first.'),
    retryable: true,
  });

export function addPracticeCommands(program: Command, context: CommandContext): void {
  const { env, terminal } = context;
  const practice = program.command('practice').description(t('practice mode: simulated accounts, in the window'));
  withJson(practice.command('reset'))
    .description(t('delete all that was practised; real clinics stay as they are'))
    .action(({ json }: JsonOption) =>
      runCommand(context, json, async () => {
        const profileDir = requireProfileDir(env);
        if (isWindowOpenIn(profileDir)) throw windowIsOpen();
        const reset = resetPractice(profileDir);
        if (json) terminal.printJson({ version: jsonVersion, reset });
        else
          terminal.say(
            reset ? t('Practice begins anew. Real clinics were not touched.') : t('Nothing was practised here.'),
          );
        return undefined;
      }),
    );
}
