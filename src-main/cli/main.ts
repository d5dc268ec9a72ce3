/** The command line from a checkout, on plain Node. A packaged console takes the same after `--cli`: see `headless.ts`. */
import { runCommandLine } from './run';

void runCommandLine(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
