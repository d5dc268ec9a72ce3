/** The command line's process: signals, and an exit that waits until everything was written. */
import { exitCodes } from './exit-codes';
import { runProgram } from './program';
import { createTerminal } from './terminal';

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

runProgram(process.argv.slice(2), process.env, createTerminal(process), stopping.signal).then(
  (code) => {
    process.exitCode = code;
  },
  () => {
    process.stderr.write('The command ended because of a fault in the program. The log file in the profile folder may say more.\n');
    process.exitCode = exitCodes.failed;
  },
);
