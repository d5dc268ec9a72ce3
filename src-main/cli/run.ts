/** One command, as a process sees it: interruptions, a reader that goes away, and an end that waits until everything was written. */
import { type ExitCode, exitCodes } from './exit-codes';
import { runProgram } from './program';
import { createTerminal } from './terminal';

const written = (stream: NodeJS.WriteStream) => new Promise<void>((resolve) => stream.write('', () => resolve()));

/** @param args what follows the program's name. @returns the exit code, once all output has left */
export async function runCommandLine(args: readonly string[]): Promise<ExitCode> {
  const stopping = new AbortController();
  let interrupts = 0;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      interrupts += 1;
      // Whoever asks twice does not want to wait for the clean end.
      if (interrupts > 1) process.exit(signal === 'SIGINT' ? 130 : 143);
      stopping.abort();
    });
  }
  // A reader that went away (`| head`) is no failure of ours.
  process.stdout.on('error', () => process.exit(exitCodes.success));
  try {
    return await runProgram(args, process.env, createTerminal(process), stopping.signal);
  } catch {
    process.stderr.write(
      'The command ended because of a fault in the program. The log file in the profile folder may say more.\n',
    );
    return exitCodes.failed;
  } finally {
    await Promise.all([written(process.stdout), written(process.stderr)]);
  }
}
