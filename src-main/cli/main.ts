/**
 * The command line from a checkout, on plain Node. A packaged console takes the same after `--cli`: see `headless.ts`.
 */
import module from 'node:module';
import path from 'node:path';
import { takeEnvironment } from '../environment';

const env = takeEnvironment();

// Compiled code is kept beside the code itself, from where a build removes it. Node 22 and newer; without it a command
// reads 0.1 s longer.
module.enableCompileCache?.(path.join(__dirname, '.compile-cache'));

void import('./run')
  .then(({ runCommandLine }) => runCommandLine(process.argv.slice(2), env))
  .then((code) => {
    process.exitCode = code;
  });
