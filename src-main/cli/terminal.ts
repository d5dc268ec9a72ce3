/** Input and output of the command line: results on stdout, everything else on stderr, secrets from a hidden prompt. */

import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { AppError, type AppErrorData, refusal } from '../../src-shared/errors';
import { t } from '../../src-shared/texts/translate';
import { escaped, plain } from './plain';

export type Terminal = ReturnType<typeof createTerminal>;

export const usageError = (message: string, fix: string) =>
  refusal('usage.invalid', message, t('The command was not given what it needs.'), fix);

export const stopped = () =>
  new AppError({
    code: 'command.stopped',
    message: t('The command was stopped.'),
    cause: t('Ctrl-C was pressed, or the input ended, before its work was done. Nothing was stored.'),
    fix: t('Start it again when you want to.'),
    retryable: true,
  });

/** `Check: 1. …`, and the others below it. */
export function checkLines(checks: readonly string[] = []): string[] {
  const label = t('Check:');
  return checks.map((check, index) => `${index === 0 ? label : ' '.repeat(label.length)} ${index + 1}. ${check}`);
}

/**
 * @param key under which a file or the environment would carry it
 * @param found what is known of why it is missing
 */
export const nobodyToAsk = (label: string, key?: string, found = '') =>
  usageError(
    `${t('{label} is missing, and there is no terminal to ask for it.', { label })}${found}`,
    key === undefined
      ? t('Give it in a file or in an environment variable.')
      : t('Give it as {key} in a file or in an environment variable.', { key }),
  );

/** @param signal ends a question that waits for its answer */
export function createTerminal(
  io: { stdin: NodeJS.ReadStream; stdout: NodeJS.WriteStream; stderr: NodeJS.WriteStream },
  signal: AbortSignal = new AbortController().signal,
) {
  const say = (line: string) => void io.stderr.write(`${plain(line)}\n`);
  return {
    ...io,
    /** Prints a line of the result. */
    print: (line: string) => void io.stdout.write(`${plain(line)}\n`),
    /** Prints a report that is plain but for colours of its own. */
    printPainted: (report: string) => void io.stdout.write(`${report}\n`),
    /** One JSON document, the whole answer. */
    printJson: (value: unknown) => void io.stdout.write(`${escaped(JSON.stringify(value, null, 2))}\n`),
    /** A note: what was read, found or done. Not with `--quiet`. */
    say,
    /** What the person has to act on or to know before an answer. Always. */
    tell: say,
    /** How far the work is. Only where a person watches: a line of it is worth nothing in a file. */
    progress: (line: string) => {
      if (io.stderr.isTTY) say(line);
    },
    sayError(error: AppErrorData): void {
      say(t('Error: {message}', { message: error.message }));
      say(`  ${t('Why:  {cause}', { cause: error.cause })}`);
      say(`  ${t('Fix:  {fix}', { fix: error.fix })}`);
      for (const line of checkLines(error.checks)) say(`  ${line}`);
      if (error.helpUrl) say(`  ${t('More: {url}', { url: error.helpUrl })}`);
      say(`  ${t('Code: {code}', { code: error.code })}`);
    },
    /**
     * Asks for a secret without showing it.
     * @param over ends the question when its answer is not needed any more
     * @throws AppError `usage.invalid` when nobody is there to ask, `command.stopped` after Ctrl-C, Ctrl-D or a signal
     */
    async askSecret(label: string, over?: AbortSignal): Promise<string> {
      if (!io.stdin.isTTY) throw nobodyToAsk(label);
      io.stderr.write(t('{label} (nothing is shown): ', { label: plain(label) }));
      return askHidden(io.stdin, over === undefined ? signal : AbortSignal.any([signal, over])).finally(() =>
        io.stderr.write('\n'),
      );
    },
  };
}

/** For `--quiet`: errors, questions and what has to be acted on remain. */
export const quietTerminal = (terminal: Terminal): Terminal => ({
  ...terminal,
  say: () => undefined,
  progress: () => undefined,
});

/** One line from the terminal, not echoed. In raw mode Ctrl-C raises no signal, so the reader reports it. */
function askHidden(stdin: NodeJS.ReadStream, signal: AbortSignal): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: stdin, output: silent, terminal: true });
  const stop = () => reader.close();
  return new Promise<string>((resolve, reject) => {
    reader.once('line', (line) => resolve(line.trim()));
    reader.once('SIGINT', stop);
    signal.addEventListener('abort', stop, { once: true });
    // Also the end of the input (Ctrl-D). Has no effect after a line.
    reader.once('close', () => reject(stopped()));
    if (signal.aborted) stop();
  }).finally(() => {
    signal.removeEventListener('abort', stop);
    reader.close();
  });
}
