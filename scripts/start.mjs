// @ts-check
// npm start [-- --tour] [-- options for the app]
// Opens the console. Without a display it runs the guided tour instead, unless it is a command (`-- --cli …`).
import path from 'node:path';
import { ROOT } from './setup/paths.mjs';
import { prepareWindow } from './setup/prepare.mjs';
import { runInPrivateSession } from './setup/private-session.mjs';
import { foreground } from './setup/run.mjs';
import { runMain, say } from './setup/say.mjs';
import { standingIn } from './setup/standing.mjs';
import { hasDisplay, startArguments } from './setup/start-arguments.mjs';

/**
 * The guided tour: real windows and real use, on a private desktop where the system allows.
 * @param {string} node
 */
async function tour(node) {
  const folder = path.resolve(process.env.VOXANNE_TOUR_DIR ?? path.join(ROOT, 'tour'));
  // The tour is TypeScript, which Node starts directly but remarks upon.
  const args = [
    '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
    '--disable-warning=ExperimentalWarning',
    path.join(ROOT, 'test', 'e2e', 'tour', 'tour.ts'),
  ];
  const status = await runInPrivateSession(node, args, { env: { VOXANNE_TOUR_DIR: folder } });
  say(
    status === 0
      ? `The tour is done. Its screenshots are in ${folder}`
      : `The tour failed (status ${status}). What it saw until then is in ${folder}`,
  );
  return status;
}

await runMain(async () => {
  const { wantsTour, isCommand, rest } = startArguments(process.argv.slice(2));
  const display = isCommand || hasDisplay();
  if (!display && !wantsTour)
    say('There is no display here, so the guided tour runs on a virtual one and leaves screenshots.');
  const onTour = wantsTour || !display;
  const { node, runtime } = await prepareWindow({ session: onTour });
  if (onTour) return tour(node);
  // The one makes Electron plain Node, the others are read before any code of the console runs.
  const { ELECTRON_RUN_AS_NODE: _, NODE_DEBUG: __, NODE_TLS_REJECT_UNAUTHORIZED: ___, ...env } = process.env;
  return foreground(runtime.executablePath, [...runtime.args, ROOT, ...rest], {
    env: { ...env, ...runtime.env },
    ...(isCommand ? { cwd: standingIn('start') } : {}),
  });
});
