/** What a command does when its output can't be written: it works on, and its exit code tells. */

type Stream = {
  write(text: string, done: () => void): unknown;
  on(event: 'error', heard: (error: { code?: string }) => void): unknown;
};

/**
 * Watches the two streams. A closed pipe (`| head`) does not stop a command, which may be sending a text: it continues,
 * and the exit code tells the result. Output that could not be written for another reason (a full disk) is a failure.
 * @param failed the exit code of a command whose answer was lost
 * @param say what to write of it to standard error, by the system's code
 */
export function watchOutput<Code extends number>(
  { stdout, stderr }: { stdout: Stream; stderr: Stream },
  failed: Code,
  say: (code: string) => string,
) {
  const written = (stream: Stream) => new Promise<void>((resolve) => void stream.write('', () => resolve()));
  let problem: string | null = null;
  stdout.on('error', ({ code = 'no' }) => {
    if (code !== 'EPIPE') problem = code;
  });
  stderr.on('error', () => undefined);
  return {
    /** The exit code of a command that ended with `code`, after all output was written or lost. */
    async end(code: Code): Promise<Code> {
      await written(stdout);
      if (problem !== null) stderr.write(`${say(problem)}\n`, () => undefined);
      await written(stderr);
      return problem !== null && code === 0 ? failed : code;
    },
  };
}
