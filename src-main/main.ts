/** The desktop program's life: one instance a profile, the workspace, the window, and a clean end. */
import path from 'node:path';
import { app, BrowserWindow, dialog, session, shell } from 'electron';
import { AppError } from '../src-shared/errors';
import { compose, type Workspace, type WorkspaceOptions } from './compose';
import { createHandlers } from './ipc/handlers/index';
import { createPublish } from './ipc/publish';
import { registerCalls } from './ipc/register';
import { createLogger, logFolder } from './logging/logger';
import type { Platform } from './platform';
import { startPracticeProviders } from './practice/practice-providers';
import { currentActor, practiceProfileDir, profileDirOf } from './profile';
import { sqliteBinding } from './sqlite-binding';
import { createKeytarKeyStore } from './vault/keytar-key-store';
import { declareAppScheme, serveApp } from './window/app-protocol';
import { createElectronDesk } from './window/electron-desk';
import { denyPermissions, guardAllContents } from './window/guards';
import { createMainWindow } from './window/main-window';
import { installMenu } from './window/menu';

const profileDir = profileDirOf(process.env);
const distDir = path.join(__dirname, '..');

app.setName('Voxanne Console');
app.setPath('userData', profileDir);
declareAppScheme();
guardAllContents();

async function start(): Promise<void> {
  const logger = createLogger(profileDir);
  const publish = createPublish();
  const desk = createElectronDesk();
  const platformOf = (dir: string): Platform => ({
    profileDir: dir,
    actor: currentActor(),
    version: app.getVersion(),
    sqliteBinding: sqliteBinding(),
    now: () => new Date(),
  });
  const optionsOf = (dir: string, practice: WorkspaceOptions['practice']): WorkspaceOptions => ({
    platform: platformOf(dir),
    env: process.env,
    keyStore: createKeytarKeyStore(),
    publish,
    logger,
    practice,
  });

  let workspace: Workspace = await compose(optionsOf(profileDir, null));
  const openWindow = () => createMainWindow({ profileDir, distDir, title: 'Voxanne Console' });

  async function move(practice: boolean): Promise<void> {
    if ((workspace.practice !== null) === practice) return;
    const next = await compose(practice ? optionsOf(practiceProfileDir(profileDir), await startPracticeProviders()) : optionsOf(profileDir, null));
    const previous = workspace;
    workspace = next;
    handlers = createHandlers(workspace, desk, practiceSwitch);
    desk.applyTheme((await workspace.settings.get()).theme);
    // The answer to this very call goes first; then the page starts afresh in the other workspace.
    setImmediate(() => {
      for (const window of BrowserWindow.getAllWindows()) window.webContents.reload();
    });
    await previous.close();
  }
  const practiceSwitch = { start: () => move(true), stop: () => move(false) };
  let handlers = createHandlers(workspace, desk, practiceSwitch);

  registerCalls({ handlers: () => handlers, reportFault: (channel, thrown) => logger.fault(channel, thrown) });
  denyPermissions(session.defaultSession);
  serveApp(session.defaultSession, path.join(distDir, 'renderer'));
  desk.applyTheme((await workspace.settings.get()).theme);
  installMenu({ publish, showLogs: () => void shell.openPath(logFolder(profileDir)), developer: !app.isPackaged });
  openWindow();
  logger.info(`started ${app.getVersion()} on Electron ${process.versions.electron}; keys: ${workspace.vault.state().state}`);
  if (workspace.vault.state().state === 'ready') void workspace.services().smsTests.recoverInterrupted();

  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows();
    if (window?.isMinimized()) window.restore();
    window?.show();
    window?.focus();
  });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('will-quit', (event) => {
    event.preventDefault();
    // Everything is closed by then, and a second `quit` during this event would be swallowed: leave without asking again.
    void workspace.close().finally(() => setImmediate(() => app.exit(0)));
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
}

/** A start that cannot go on says why, in a box and on standard error, and ends with the same codes as the command line. */
function refuseToStart(thrown: unknown): void {
  const data = thrown instanceof AppError ? thrown.data : null;
  const text = data ? `${data.message}\n\n${data.cause}\n\n${data.fix}` : 'The console could not start. The log file in the profile folder says more.';
  process.stderr.write(`${text}\n`);
  createLogger(profileDir).fault('start', thrown);
  // A refused environment is the matter of whoever set it, at a terminal; anything else concerns the person at the window.
  if (!data) dialog.showErrorBox('Voxanne Console cannot start', text);
  app.exit(data ? 2 : 3);
}

if (app.requestSingleInstanceLock()) {
  app.whenReady().then(start).catch(refuseToStart);
} else {
  // The running instance was told and comes to the front.
  app.quit();
}
