/**
 * The desktop program behind its window: the open workspace, and the switch between the real one and practice. Loaded
 * in parallel with the window, so that the first frame does not wait for it.
 */
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { app, BrowserWindow } from 'electron';
import { defaultSettings, personalSettings, type Settings } from '../src-shared/settings/settings';
import type { LockReason } from '../src-shared/vault/console-lock';
import { compose, type Workspace, type WorkspaceOptions } from './compose';
import { createDesktopBackground } from './desktop-background';
import { createDesktopUpdates } from './desktop-updates';
import type { Environment } from './environment';
import type { Publish } from './events';
import type { Answer } from './ipc/answer';
import { createConsoleLock } from './lock/console-lock';
import { createIdleWatch } from './lock/idle-watch';
import { watchScreenLater } from './lock/late-screen-watch';
import { watchLockRequests } from './lock/lock-requests';
import { quietWhileLocked } from './lock/quiet-while-locked';
import type { CrashReports } from './logging/crash-reports';
import { createLateLogger } from './logging/late-logger';
import { startPracticeProviders } from './practice/practice-providers';
import { resetPractice } from './practice/reset-practice';
import { createSimulatorMemory } from './practice/simulator-memory';
import { currentActor, practiceProfileDir } from './profile';
import { storageWorker } from './program-files';
import { sqliteBinding } from './sqlite-binding';
import { surroundingsOf } from './support/surroundings';
import { backgroundStartDelayMs, resumeUnfinishedWork } from './unfinished-work';
import { createKeytarKeyStore } from './vault/keychain/keytar-key-store';
import type { CopiedText } from './window/copied-text';
import { createElectronDesk } from './window/electron-desk';
import { createElectronRoutes } from './window/electron-routes';
import { renewPages } from './window/lock-triggers';
import { createNotifications } from './window/notifications';
import { watchWaking } from './window/wake';
import { createWorkspaceSwitch } from './workspace-switch';

export type Desktop = {
  answer: Answer;
  lock(reason: LockReason): Promise<void>;
  /** Somebody uses the window. */
  used(): void;
  close(): Promise<void>;
};

/**
 * @param publish tells the windows
 * @throws AppError `endpoint.*` for a redirect that leads off this machine
 */
export async function openDesktop({
  profileDir,
  env,
  ignored,
  version,
  crashes,
  copied,
  publish: tell,
  openAt,
  settingsApplied,
}: {
  profileDir: string;
  env: Environment;
  /** Variables without effect, for `doctor`. */
  ignored: readonly string[];
  version: string;
  crashes: CrashReports;
  copied: CopiedText;
  publish: Publish;
  /** Brings the window to the front, at this route. */
  openAt: (route: string) => void;
  /** What the shell follows of the settings: at the start, and after each change. */
  settingsApplied: (settings: Settings, isChange: boolean) => void;
}): Promise<Desktop> {
  const logger = createLateLogger(profileDir);
  const desk = createElectronDesk(copied);
  const lock = createConsoleLock({
    withWorkspace: (work) => workspaces.withCurrent(work),
    now: () => new Date(),
    renewPages,
    clearClipboard: copied.clear,
    opened: () => takeUp(),
    report: (where, thrown) => logger.fault(where, thrown),
    info: (text) => logger.info(text),
  });
  const publish = quietWhileLocked(tell, () => lock.current() !== null);
  const notifications = createNotifications({
    open: openAt,
    isLocked: () => lock.current() !== null,
    changed: () => publish('notices.changed', {}),
  });
  const screen = watchScreenLater({
    env,
    lock: (reason) => void lock.lock(reason),
    changed: () => publish('app.statusChanged', {}),
    report: (thrown) => logger.fault('the lock of the screen', thrown),
    delayMs: backgroundStartDelayMs,
  });
  const systemRoutes = createElectronRoutes(env);
  const surroundings = surroundingsOf(env, profileDir, ignored);
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
  const background = createDesktopBackground({ publish: updates.publish, show: notifications.show, logger });
  const optionsOf = (dir: string, practice: WorkspaceOptions['practice']): WorkspaceOptions => ({
    platform: {
      profileDir: dir,
      actor: currentActor(),
      version,
      sqliteBinding: sqliteBinding(),
      storageWorker,
      now: () => new Date(),
    },
    env,
    keyStore: createKeytarKeyStore(),
    publish: practice === null ? background.publish : updates.publish,
    logger,
    practice,
    systemRoutes,
    followsOthers: true,
    readsUnproven: true,
  });

  const opening = compose(optionsOf(profileDir, null));
  // While the keychain is asked, the code that answers the page is loaded.
  const [{ createAnswer }, { createHandlers }] = await nextTurn().then(() =>
    Promise.all([import('./ipc/answer'), import('./ipc/handlers/index')]),
  );
  const first = await opening;

  const personalOfCurrent = async () => personalSettings(await workspaces.current().settings.get());
  /** Read before a workspace is closed for another; null when it is still open then. */
  let carried: Partial<Settings> | null = null;

  /** Opens the real workspace, or the one to practise in. Its simulators end with it, also when it does not open. */
  async function open(practice: boolean): Promise<Workspace> {
    const personal = carried ?? (await personalOfCurrent());
    const workspace = await (practice ? openPractice() : compose(optionsOf(profileDir, null)));
    // Whoever changes sides starts at the list, wherever each side was left.
    await workspace.settings.update({ ...personal, lastScreen: defaultSettings.lastScreen });
    return workspace;
  }
  async function openPractice(): Promise<Workspace> {
    const folder = practiceProfileDir(profileDir);
    const providers = await startPracticeProviders((id) => createSimulatorMemory(folder, id, logger));
    return compose(optionsOf(folder, providers)).catch(async (thrown) => {
      await providers.close();
      throw thrown;
    });
  }

  const handlersOf = (workspace: Workspace) =>
    createHandlers(workspace, desk, practiceSwitch, {
      surroundings,
      crashes,
      updates: updates.service,
      lock,
      heard: screen.hears,
      notificationsRefused: notifications.isRefused,
      settingsChanged: (settings) => {
        if (workspace.practice !== null) return;
        settingsApplied(settings, true);
        background.settingsChanged();
      },
    });
  let takeUp: () => void = () => undefined;
  async function begin(workspace: Workspace): Promise<void> {
    takeUp = resumeUnfinishedWork(workspace, logger);
    // Practice is a profile of its own; the program is the same.
    const settings = await workspace.settings.get();
    if (workspace.practice === null) {
      updates.begin(workspace);
      background.begin(workspace);
      settingsApplied(settings, false);
    }
    desk.applyAppearance(settings);
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
  const practiceSwitch = {
    start: () => workspaces.move(true),
    stop: () => workspaces.move(false),
    async reset() {
      carried = await personalOfCurrent();
      try {
        return await workspaces.renewPractice(async () => void resetPractice(profileDir));
      } finally {
        carried = null;
      }
    },
  };
  let handlers = handlersOf(first);

  void wait(backgroundStartDelayMs, undefined, { signal: first.signal }).then(
    () =>
      logger.info(`started ${version} on Electron ${process.versions.electron}; keys: ${first.vault.state().state}`),
    () => undefined,
  );
  await begin(first);

  const idle = createIdleWatch({
    minutes: async () => (await workspaces.current().settings.get()).autoLockMinutes,
    isLocked: () => lock.current() !== null,
    lock: () => void lock.lock('idle'),
    clock: () => performance.now(),
  });
  const stopWatching = watchWaking({ woke: background.wake, isMissing: background.isMissing });
  const requests = watchLockRequests(
    profileDir,
    () => lock.lock('command'),
    (thrown) => logger.fault('requests to lock', thrown),
  );

  return {
    answer: createAnswer({
      handlers: () => handlers,
      proven: () => workspaces.current().vault.proven(),
      isLocked: () => lock.current() !== null,
      reportFault: (channel, thrown) => logger.fault(channel, thrown),
    }),
    lock: lock.lock,
    used: idle.touch,
    async close() {
      idle.stop();
      screen.stop();
      stopWatching();
      requests.stop();
      await Promise.allSettled([copied.clear(), workspaces.close()]);
    },
  };
}
