/**
 * The desktop program behind its window: the open workspace, and the switch between the real one and practice. Loaded
 * in parallel with the window, so that the first frame does not wait for it.
 */
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { app, BrowserWindow } from 'electron';
import { compose, type Workspace, type WorkspaceOptions } from './compose';
import { createDesktopUpdates } from './desktop-updates';
import type { Environment } from './environment';
import type { Publish } from './events';
import type { Answer } from './ipc/answer';
import type { CrashReports } from './logging/crash-reports';
import { createLateLogger } from './logging/late-logger';
import { startPracticeProviders } from './practice/practice-providers';
import { currentActor, practiceProfileDir } from './profile';
import { copyWorker } from './program-files';
import { sqliteBinding } from './sqlite-binding';
import { surroundingsOf } from './support/surroundings';
import { backgroundStartDelayMs, resumeUnfinishedWork } from './unfinished-work';
import { createKeytarKeyStore } from './vault/keychain/keytar-key-store';
import { createElectronDesk } from './window/electron-desk';
import { createElectronRoutes } from './window/electron-routes';
import { createWorkspaceSwitch } from './workspace-switch';

export type Desktop = { answer: Answer; close(): Promise<void> };

/**
 * @param publish tells the windows
 * @throws AppError `endpoint.*` for a redirect that leads off this machine
 */
export async function openDesktop({
  profileDir,
  env,
  version,
  crashes,
  publish,
}: {
  profileDir: string;
  env: Environment;
  version: string;
  crashes: CrashReports;
  publish: Publish;
}): Promise<Desktop> {
  const logger = createLateLogger(profileDir);
  const desk = createElectronDesk();
  const systemRoutes = createElectronRoutes(env);
  const surroundings = surroundingsOf(env, profileDir);
  const updates = createDesktopUpdates({
    profileDir,
    env,
    version,
    publish,
    logger,
    workspace: () => workspaces.current(),
    relaunch: (file) => app.relaunch(file === undefined ? {} : { execPath: file }),
    quit: () => app.quit(),
  });
  const optionsOf = (dir: string, practice: WorkspaceOptions['practice']): WorkspaceOptions => ({
    platform: {
      profileDir: dir,
      actor: currentActor(),
      version,
      sqliteBinding: sqliteBinding(),
      copyWorker,
      now: () => new Date(),
    },
    env,
    keyStore: createKeytarKeyStore(),
    publish: updates.publish,
    logger,
    practice,
    systemRoutes,
  });

  const opening = compose(optionsOf(profileDir, null));
  // While the keychain is asked, the code that answers the page is loaded.
  const [{ createAnswer }, { createHandlers }] = await nextTurn().then(() =>
    Promise.all([import('./ipc/answer'), import('./ipc/handlers/index')]),
  );
  const first = await opening;

  /** Opens the real workspace, or the one to practise in. Its simulators end with it, also when it does not open. */
  async function open(practice: boolean): Promise<Workspace> {
    if (!practice) return compose(optionsOf(profileDir, null));
    const providers = await startPracticeProviders();
    return compose(optionsOf(practiceProfileDir(profileDir), providers)).catch(async (thrown) => {
      await providers.close();
      throw thrown;
    });
  }

  const handlersOf = (workspace: Workspace) =>
    createHandlers(workspace, desk, practiceSwitch, { surroundings, crashes, updates: updates.service });
  async function begin(workspace: Workspace): Promise<void> {
    resumeUnfinishedWork(workspace, logger);
    // Practice is a profile of its own; the program is the same.
    if (workspace.practice === null) updates.begin(workspace);
    desk.applyTheme((await workspace.settings.get()).theme);
  }

  const workspaces = createWorkspaceSwitch({
    first,
    open,
    async moved(workspace) {
      handlers = handlersOf(workspace);
      // This call is answered first; then the page reloads in the other workspace.
      setImmediate(() => {
        for (const window of BrowserWindow.getAllWindows()) window.webContents.reload();
      });
      await begin(workspace);
    },
  });
  const practiceSwitch = { start: () => workspaces.move(true), stop: () => workspaces.move(false) };
  let handlers = handlersOf(first);

  void wait(backgroundStartDelayMs, undefined, { signal: first.signal }).then(
    () =>
      logger.info(`started ${version} on Electron ${process.versions.electron}; keys: ${first.vault.state().state}`),
    () => undefined,
  );
  await begin(first);

  return {
    answer: createAnswer({ handlers: () => handlers, reportFault: (channel, thrown) => logger.fault(channel, thrown) }),
    close: () => workspaces.close(),
  };
}
