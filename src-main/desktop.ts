/**
 * The desktop program behind its window: the workspace that is open, and the move between the real one and practice.
 * Loaded beside the window and not before it, so that the first frame waits for none of this.
 */
import { BrowserWindow } from 'electron';
import { compose, type Workspace, type WorkspaceOptions } from './compose';
import { type Answer, createAnswer } from './ipc/answer';
import { createHandlers } from './ipc/handlers/index';
import { createPublish } from './ipc/publish';
import { createLogger } from './logging/logger';
import { startPracticeProviders } from './practice/practice-providers';
import { currentActor, practiceProfileDir } from './profile';
import { copyWorker } from './program-files';
import { sqliteBinding } from './sqlite-binding';
import { createKeytarKeyStore } from './vault/keytar-key-store';
import { createElectronDesk } from './window/electron-desk';

export type Desktop = { answer: Answer; close(): Promise<void> };

/** @throws AppError `endpoint.*` for a redirect that leads off this machine */
export async function openDesktop({ profileDir, version }: { profileDir: string; version: string }): Promise<Desktop> {
  const logger = createLogger(profileDir);
  const publish = createPublish();
  const desk = createElectronDesk();
  const optionsOf = (dir: string, practice: WorkspaceOptions['practice']): WorkspaceOptions => ({
    platform: { profileDir: dir, actor: currentActor(), version, sqliteBinding: sqliteBinding(), copyWorker, now: () => new Date() },
    env: process.env,
    keyStore: createKeytarKeyStore(),
    publish,
    logger,
    practice,
  });

  let workspace: Workspace = await compose(optionsOf(profileDir, null));
  const applyTheme = async () => desk.applyTheme((await workspace.settings.get()).theme);

  async function move(practice: boolean): Promise<void> {
    if ((workspace.practice !== null) === practice) return;
    const next = await compose(practice ? optionsOf(practiceProfileDir(profileDir), await startPracticeProviders()) : optionsOf(profileDir, null));
    const previous = workspace;
    workspace = next;
    handlers = createHandlers(workspace, desk, practiceSwitch);
    await applyTheme();
    // The answer to this very call goes first; then the page starts afresh in the other workspace.
    setImmediate(() => {
      for (const window of BrowserWindow.getAllWindows()) window.webContents.reload();
    });
    await previous.close();
  }
  const practiceSwitch = { start: () => move(true), stop: () => move(false) };
  let handlers = createHandlers(workspace, desk, practiceSwitch);

  await applyTheme();
  const { state } = workspace.vault.state();
  logger.info(`started ${version} on Electron ${process.versions.electron}; keys: ${state}`);
  if (state === 'ready') {
    void workspace.services().smsTests.recoverInterrupted();
    workspace.services().credentials.keepRevoking();
  }

  return {
    answer: createAnswer({ handlers: () => handlers, reportFault: (channel, thrown) => logger.fault(channel, thrown) }),
    close: () => workspace.close(),
  };
}
