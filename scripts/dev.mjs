// @ts-check
// npm run dev [-- options for the app]
// Opens the console for whoever works on it: built so that debuggers find the sources, with a port for the main process
// and one for the window, and built and started again when a source changes. The console comes back where it was.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { buildIsFresh, ensureBuild } from './setup/build.mjs';
import { whenNpmIsGone } from './setup/parent.mjs';
import { ROOT } from './setup/paths.mjs';
import { prepareWindow } from './setup/prepare.mjs';
import { exitStatus } from './setup/run.mjs';
import { oneLine, runMain, say } from './setup/say.mjs';

const SOURCES = ['src-main', 'src-renderer', 'src-shared'];
/** Editors write a file in several steps, and several files at once. */
const SETTLED_MS = 200;
const MAIN_PORT = 9229;
const WINDOW_PORT = 9222;

await runMain(async () => {
  const { node, runtime } = await prepareWindow({ build: false });
  await ensureBuild(node, { debuggable: true });
  const { ELECTRON_RUN_AS_NODE: _, ...inherited } = process.env;
  const start = () =>
    spawn(
      runtime.executablePath,
      [
        ...runtime.args,
        `--inspect=${MAIN_PORT}`,
        `--remote-debugging-port=${WINDOW_PORT}`,
        ROOT,
        ...process.argv.slice(2),
      ],
      { stdio: 'inherit', env: { ...inherited, ...runtime.env } },
    );
  say(
    `Main process: port ${MAIN_PORT}. Window: port ${WINDOW_PORT}, or Ctrl+Shift+I in it. ` +
      'A saved source starts it again.',
  );

  return new Promise((resolve) => {
    let program = start();
    /** True while the program ends to make room for its next version. */
    let restarting = false;
    const onClose = (/** @type {number | null} */ code, /** @type {NodeJS.Signals | null} */ signal) => {
      if (!restarting) return resolve(exitStatus(code, signal));
      restarting = false;
      program = start().on('close', onClose);
    };
    program.on('close', onClose);

    /** @type {NodeJS.Timeout | undefined} */
    let settled;
    let building = Promise.resolve();
    const rebuild = async () => {
      // Several events tell of one change.
      if (buildIsFresh({ debuggable: true })) return;
      try {
        await ensureBuild(node, { debuggable: true });
      } catch (error) {
        // What runs goes on running until the mistake is fixed.
        return say(oneLine(error));
      }
      restarting = true;
      program.kill();
    };
    for (const folder of SOURCES)
      fs.watch(path.join(ROOT, folder), { recursive: true }, () => {
        clearTimeout(settled);
        settled = setTimeout(() => {
          building = building.then(rebuild);
        }, SETTLED_MS);
      });
    // The window's end, or Ctrl-C, is the end: nothing else waits.
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => program.kill());
    whenNpmIsGone(() => program.kill());
  }).then((status) => process.exit(/** @type {number} */ (status)));
});
