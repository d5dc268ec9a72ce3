/**
 * The desktop program's life: one instance a profile, the window first, everything else beside it, and a clean end.
 * Everything imported here delays the first frame, so only the window is; `desktop.ts` loads the rest.
 */

import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { app, BrowserWindow, clipboard, dialog, session, shell } from 'electron';
import type { Settings } from '../src-shared/settings/settings';
import { isRehearsalVersion } from '../src-shared/support/rehearsal';
import { currentLanguage, t } from '../src-shared/texts/translate';
import { chromiumFolder } from './chromium-folder';
import { leaveMemoryOutOfDumps, switchOffCoreDumps } from './core-dumps';
import type { Desktop } from './desktop';
import { ignoreRedirects, takeEnvironment } from './environment';
import type { Publish } from './events';
import { commandOf, runHeadless } from './headless';
import { restartArguments, restartForCommand } from './headless-restart';
import { registerCalls } from './ipc/register';
import { createLateCrashReports } from './logging/late-crash-reports';
import { createLateLogger } from './logging/late-logger';
import { isWindowOpenIn, ProfileFolderRefused, profileDirOf, requireLockableFolder } from './profile';
import { isDrivable, programVersion } from './program-files';
import { readInPieces } from './read-in-pieces';
import { refusedIn, refusedSwitches, weakeningSwitches } from './switches';
import { declareAppScheme, serveApp } from './window/app-protocol';
import { createCopiedText } from './window/copied-text';
import { watchFaults } from './window/faults';
import { createFrontWindow } from './window/front-window';
import { denyPermissions, guardAllContents } from './window/guards';
import { lockWithSystem, renewPages, watchUse } from './window/lock-triggers';
import { createMainWindow } from './window/main-window';
import { installMenu, noDefaultMenu } from './window/menu';
import { watchHelperProcesses } from './window/page-crashes';
import { quitOnSignals, quitWithSession } from './window/session-end';
import { createStay, withoutWindowSwitch } from './window/stay';
import { speak, whenLanguageChanges } from './window/window-language';
import { readLanguage } from './window/window-state';

const command = commandOf(process.argv);
// First of all, with the environment as it is.
const restart = command && restartArguments(process.argv, process.platform, process.pid);
if (restart) process.exit(restartForCommand(restart));

const isRelease = app.isPackaged && !isDrivable();
const taken = takeEnvironment();
const { env, ignored } = isRelease ? ignoreRedirects(taken) : { env: taken, ignored: [] };
let profileDir: string;
const distDir = path.join(__dirname, '..');

/** Requests may be redirected only to this machine; with any other redirect the console shows no window. */
async function refuseBadEndpoints(): Promise<void> {
  if (!Object.keys(env).some((name) => /^VOXANNE_\w+_URL$/.test(name))) return;
  const { readEndpoints } = await import('./providers/endpoints');
  readEndpoints(env);
}

/** What `desktop.ts` needs, read while the page starts. */
const pieces = [
  () => import('../src-shared/errors'),
  () => import('better-sqlite3'),
  () => import('../src-shared/organizations/organization'),
  () => import('node:crypto'),
  () => import('./storage/queries'),
  () => import('./storage/create-storage'),
  () => import('../src-shared/providers'),
  () => import('./vault/open-vault'),
  () => import('./compose'),
];

/** Once the first screen is there: to start a program holds everything up. */
async function switchOffCoreDumpsLater(): Promise<void> {
  await setTimeout(2_000);
  await switchOffCoreDumps();
}

async function start(): Promise<void> {
  void switchOffCoreDumpsLater();
  await refuseBadEndpoints();
  denyPermissions(session.defaultSession);
  await speak(readLanguage(profileDir));
  serveApp(session.defaultSession, path.join(distDir, 'renderer'), currentLanguage);
  const logger = createLateLogger(profileDir);
  const version = programVersion();
  const copied = createCopiedText(() => clipboard);
  const crashes = createLateCrashReports(profileDir, version);
  watchFaults({ logger, crashes, version });
  quitOnSignals();
  watchHelperProcesses({ logger, crashes });
  const openWindow = () =>
    createMainWindow({
      profileDir,
      distDir,
      title: isRehearsalVersion(version)
        ? t('Voxanne Console (rehearsal {version})', { version })
        : t('Voxanne Console'),
      logger,
      crashes,
      version,
      copied,
    });
  const showWindow = createFrontWindow(() => BrowserWindow.getAllWindows(), openWindow);
  const isBackgroundStart = process.argv.includes(withoutWindowSwitch);
  if (!isBackgroundStart) openWindow();
  // Events before the windows exist are queued in order.
  const publish: Publish = (event, payload) =>
    void import('./ipc/publish').then(({ createPublish }) => createPublish()(event, payload));
  const openAt = (to: string) => showWindow(() => publish('app.navigate', { to }));
  const stay = createStay({
    env,
    logger,
    distDir,
    showWindow: () => showWindow(),
    show: openAt,
    lock: () => void desktop.then(({ lock }) => lock('person')),
    quit: () => app.quit(),
  });
  const settingsApplied = (settings: Settings, isChange: boolean) => {
    stay.apply(settings, isChange);
    // Started for the tray, which the person does not want any more.
    if (!settings.keepInTray && BrowserWindow.getAllWindows().length === 0) openWindow();
  };
  const desktop: Promise<Desktop> = readInPieces(pieces)
    .then(() => import('./desktop'))
    .then(({ openDesktop }) =>
      openDesktop({ profileDir, env, ignored, version, crashes, copied, publish, openAt, settingsApplied }),
    );
  registerCalls(desktop.then(({ answer }) => answer));
  const menu = {
    publish,
    showWindow,
    lock: () => void desktop.then(({ lock }) => lock('person')),
    showLogs: () => void shell.openPath(path.join(profileDir, 'logs')),
    developer: !app.isPackaged,
  };
  installMenu(menu);
  whenLanguageChanges(() => {
    installMenu(menu);
    renewPages();
  });

  app.on('second-instance', () => showWindow());
  app.on('activate', () => showWindow());
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin' && !stay.isWanted()) app.quit();
  });
  app.on('will-quit', (event) => {
    event.preventDefault();
    void leave(desktop);
  });
  const { lock, used } = await desktop;
  quitWithSession();
  lockWithSystem((reason) => void lock(reason));
  watchUse(used);
}

/**
 * Closes what is open, then ends: a second `quit` during `will-quit` would be swallowed, so this leaves without asking
 * again.
 */
async function leave(desktop: Promise<Desktop>): Promise<void> {
  try {
    await (await desktop).close();
  } finally {
    setImmediate(() => app.exit(0));
  }
}

/** A start that cannot go on says why, and ends with the same codes as the command line. */
async function refuseToStart(thrown: unknown): Promise<void> {
  const [{ AppError }, { createLogger }, { profileFolderError }, { exitCodeOf, exitCodes }] = await Promise.all([
    import('../src-shared/errors'),
    import('./logging/logger'),
    import('./profile-errors'),
    import('./cli/exit-codes'),
  ]);
  const error = profileFolderError(thrown);
  const data = error instanceof AppError ? error.data : null;
  const text = data
    ? `${data.message}\n\n${data.cause}\n\n${data.fix}`
    : t('The console could not start. The log file in the profile folder says more.');
  process.stderr.write(`${text}\n`);
  const isFolderRefused = thrown instanceof ProfileFolderRefused;
  if (!isFolderRefused) createLogger(profileDir).fault('start', thrown);
  // Bad environment variables are reported at the terminal, everything else in a window.
  if (isFolderRefused ? !env.VOXANNE_PROFILE_DIR : !data) dialog.showErrorBox(t('Voxanne Console cannot start'), text);
  app.exit(data ? exitCodeOf(data) : exitCodes.storage);
}

/**
 * Makes Electron's lock in the profile folder; false when another window is open on it.
 * @throws ProfileFolderRefused
 */
function lockProfile(): boolean {
  profileDir = profileDirOf(env);
  requireLockableFolder(profileDir);
  app.setPath('userData', profileDir);
  if (app.requestSingleInstanceLock()) return true;
  if (!isWindowOpenIn(profileDir)) throw new ProfileFolderRefused({ why: 'no-lock', folder: profileDir });
  return false;
}

/** Shows the reason. Nothing is kept in the profile folder, which can't be used. */
async function refuseFolder(thrown: unknown): Promise<void> {
  app.setPath('userData', chromiumFolder(env));
  await app.whenReady();
  await speak('system');
  await refuseToStart(thrown);
}

/** At once: Chromium follows most of them only once the program is ready. */
function refuseSwitches(refused: readonly string[]): void {
  const text = refusedSwitches(refused);
  process.stderr.write(`${text}\n`);
  // On Linux it would be written to standard error a second time.
  if (process.platform !== 'linux') dialog.showErrorBox(t('Voxanne Console cannot start'), text);
  process.exit(2);
}

function openProgram(): void {
  leaveMemoryOutOfDumps();
  declareAppScheme();
  guardAllContents();
  noDefaultMenu();
  try {
    // Otherwise the running instance comes to the front.
    if (lockProfile()) app.whenReady().then(start).catch(refuseToStart);
    else app.quit();
  } catch (thrown) {
    void refuseFolder(thrown);
  }
}

app.setName('Voxanne Console');
// The taskbar and notifications of Windows know the program by this.
app.setAppUserModelId('com.voxanne.console');
const switches = isRelease ? weakeningSwitches(process.argv, { command: command !== null }) : [];
const refused = isRelease ? refusedIn(switches, taken) : [];
if (command) void runHeadless(command, env, switches, ignored);
else if (refused.length > 0) refuseSwitches(refused);
else openProgram();
