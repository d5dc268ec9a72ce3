// @ts-check
// npm run -s cli -- COMMAND …
// The command line from a checkout: plain Node, no Electron, no display.
// stdout belongs to the command alone.
//
// Node reads some options from anywhere on its command line, behind the program
// too: `--env-file` would be loaded into this process, NODE_OPTIONS and all.
// After a `--` it leaves them to the program, so every start here has one.
import Module from 'node:module';
import path from 'node:path';
import { buildIsFresh } from './setup/build.mjs';
import { dependenciesAreFresh } from './setup/dependencies.mjs';
import { toolsNode } from './setup/node24.mjs';
import { whenNpmIsGone } from './setup/parent.mjs';
import { ROOT } from './setup/paths.mjs';
import { runMain } from './setup/say.mjs';
import { standingIn } from './setup/standing.mjs';

const COMMAND = path.join(ROOT, 'dist', 'main', 'cli.cjs');

const cwd = standingIn('cli');

const ready = dependenciesAreFresh() && buildIsFresh() ? toolsNode() : undefined;
if (ready === process.execPath) {
  // Already on the right Node: become the command, with no second process
  // between it and the terminal, its signals and its exit status.
  process.argv[1] = COMMAND;
  process.chdir(cwd);
  whenNpmIsGone(() => process.kill(process.pid, 'SIGTERM'));
  Module.runMain();
} else {
  await runMain(async () => {
    const { foreground } = await import('./setup/run.mjs');
    const node = ready ?? (await (await import('./setup/prepare.mjs')).prepareCommandLine());
    return foreground(node, ['--', COMMAND, ...process.argv.slice(2)], { cwd });
  });
}
