// @ts-check
// npm run dist [-- --test-variant] [-- options for electron-builder]
// Makes the installers, in release/. A test variant is the unpacked app with
// inspection left on, so that tests can drive the packaged app; it is never for people.
import path from 'node:path';
import { planDist } from './setup/dist-plan.mjs';
import { inModules, ROOT } from './setup/paths.mjs';
import { prepareWindow } from './setup/prepare.mjs';
import { foreground } from './setup/run.mjs';
import { runMain, SetupError } from './setup/say.mjs';

/**
 * The folder of a runtime: on macOS the executable is deep inside an .app.
 * @param {string} executable
 */
function distFolder(executable) {
  const bundle = executable.indexOf('.app/Contents/');
  return bundle === -1 ? path.dirname(executable) : path.dirname(executable.slice(0, bundle + '.app'.length));
}

await runMain(async () => {
  const { node, runtime } = await prepareWindow({});
  const { refusal, args } = planDist(process.argv.slice(2), runtime, distFolder(runtime.executablePath));
  if (refusal) throw new SetupError(refusal);
  return foreground(node, [inModules('electron-builder', 'cli.js'), ...args], { cwd: ROOT });
});
