/** Where the command line reads and writes: answers to stdout, everything else to stderr, secrets from a prompt that shows nothing. */
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { AppError, type AppErrorData } from '../../src-shared/errors';

export type Terminal = ReturnType<typeof createTerminal>;

export const usageError = (message: string, fix: string) =>
  new AppError({ code: 'usage.invalid', message, cause: 'The command was not given what it needs.', fix, retryable: false });

export function createTerminal(io: { stdin: NodeJS.ReadStream; stdout: NodeJS.WriteStream; stderr: NodeJS.WriteStream }) {
  const say = (line: string) => void io.stderr.write(`${line}\n`);
  return {
    ...io,
    /** Part of the answer. */
    print: (line: string) => void io.stdout.write(`${line}\n`),
    /** One JSON document, the whole answer. */
    printJson: (value: unknown) => void io.stdout.write(`${JSON.stringify(value, null, 2)}\n`),
    say,
    sayError(error: AppErrorData): void {
      say(`Error: ${error.message}`);
      say(`  Why:  ${error.cause}`);
      say(`  Fix:  ${error.fix}`);
      if (error.helpUrl) say(`  More: ${error.helpUrl}`);
      say(`  Code: ${error.code}`);
    },
    /** Asks for a secret without showing it. @throws AppError `usage.invalid` when nobody is there to ask */
    async askSecret(label: string): Promise<string> {
      if (!io.stdin.isTTY) throw usageError(`${label} is missing, and there is no terminal to ask for it.`, 'Give it in a file or in an environment variable.');
      io.stderr.write(`${label} (nothing is shown): `);
      const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
      const reader = createInterface({ input: io.stdin, output: silent, terminal: true });
      try {
        return (await reader.question('')).trim();
      } finally {
        reader.close();
        io.stderr.write('\n');
      }
    },
  };
}
