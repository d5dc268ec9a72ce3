/** `lock`: locks the console's window that is open on this profile, as its menu does. */

import type { Command } from 'commander';
import { AppError } from '../../src-shared/errors';
import { t } from '../../src-shared/texts/translate';
import { requestLock } from '../lock/lock-requests';
import { isWindowOpenIn } from '../profile';
import { requireProfileDir } from '../profile-errors';
import { type CommandContext, type JsonOption, jsonVersion, runCommand, withJson } from './command';

/** Milliseconds. The window locks in the moment in which it is asked, unless its computer is very busy. */
const patience = 30_000;

const notAnswered = () =>
  new AppError({
    code: 'lock.not-answered',
    message: t('The console’s window did not lock.'),
    cause: t('It hangs, or it is of an older version that can’t be locked from here.'),
    fix: t('Lock it in its own menu (File, Lock), or quit it: that drops its keys as well.'),
    retryable: true,
  });

export function addLockCommand(program: Command, context: CommandContext): void {
  const { env, terminal, signal } = context;
  withJson(program.command('lock'))
    .description(t('lock the console’s window that is open on this profile'))
    .action(({ json }: JsonOption) =>
      runCommand(context, json, async () => {
        const profileDir = requireProfileDir(env);
        const isOpen = isWindowOpenIn(profileDir);
        if (isOpen && !(await requestLock(profileDir, patience, signal))) throw notAnswered();
        if (json) terminal.printJson({ version: jsonVersion, locked: isOpen });
        else
          terminal.say(
            isOpen ? t('The console is locked.') : t('No console is open on this profile: nothing to lock.'),
          );
        return undefined;
      }),
    );
}
