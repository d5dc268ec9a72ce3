/**
 * `--notify COMMAND`: runs a program for each notice of a check, for a scheduler without a desktop. No shell reads the
 * command. The notice goes to its standard input as one line of JSON, and into its arguments where they name it; it has
 * no secret. Of the environment it gets only what a program needs to run and to find the desktop.
 */

import { spawn } from 'node:child_process';
import type { BackgroundNotice } from '../../src-shared/background/notice';
import { t } from '../../src-shared/texts/translate';
import type { Environment } from '../environment';
import { usageError } from './terminal';

/** The keys of a notice that an argument may name. */
const places = ['title', 'text'] as const;
const placesIn = new RegExp(places.map((place) => `\\{${place}\\}`).join('|'), 'g');
const longestMs = 30_000;

const passed = new Set(
  (
    'PATH HOME USER LOGNAME LANG LANGUAGE TZ TMPDIR XDG_RUNTIME_DIR DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS ' +
    'SYSTEMROOT WINDIR USERPROFILE APPDATA LOCALAPPDATA TEMP TMP PATHEXT COMSPEC'
  ).split(' '),
);

export const environmentOfNotifier = (env: Environment): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value !== undefined && (passed.has(name.toUpperCase()) || /^LC_[A-Z]+$/.test(name)) ? [[name, value]] : [],
    ),
  );

/**
 * The words of a command: separated by spaces, or quoted.
 * @throws AppError `usage.invalid` for an open quote, or for no command at all
 */
export function wordsOf(command: string): [program: string, ...args: string[]] {
  const invalid = () =>
    usageError(
      t('The command to notify with can’t be read.'),
      t('Give a program and its arguments; close each quote.'),
    );
  const words: string[] = [];
  const word = /\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s"']+))/gy;
  let end = 0;
  for (let found = word.exec(command); found !== null; found = word.exec(command)) {
    words.push(found[1]?.replace(/\\(.)/g, '$1') ?? found[2] ?? found[3] ?? '');
    end = word.lastIndex;
  }
  const [program, ...args] = words;
  if (command.slice(end).trim() !== '' || program === undefined || program === '') throw invalid();
  return [program, ...args];
}

/** An argument with the notice's words in it, each as it is: a clinic may be called `{text}` or `A$$ets`. */
const filledBy = (notice: BackgroundNotice) => (arg: string) =>
  arg.replace(placesIn, (written) => {
    const place = places.find((one) => written === `{${one}}`);
    return place === undefined ? written : notice[place];
  });

/** Runs the command for one notice. @returns why it failed, in words; null when it did not */
export function runNotifier(
  [program, ...args]: [string, ...string[]],
  notice: BackgroundNotice,
  env: Environment,
  signal: AbortSignal,
): Promise<string | null> {
  const filled = args.map(filledBy(notice));
  return new Promise((resolve) => {
    const child = spawn(program, filled, {
      env: environmentOfNotifier(env),
      stdio: ['pipe', 'ignore', 'ignore'],
      signal: AbortSignal.any([signal, AbortSignal.timeout(longestMs)]),
      windowsHide: true,
    });
    child.once('error', (thrown: NodeJS.ErrnoException) => resolve(thrown.code ?? thrown.name));
    child.once('close', (code) => resolve(code === 0 ? null : t('exit code {code}', { code: String(code) })));
    // A program that does not read its input has closed it.
    child.stdin.on('error', () => undefined);
    child.stdin.end(`${JSON.stringify({ version: 1, ...notice })}\n`);
  });
}
