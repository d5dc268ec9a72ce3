/**
 * Faults of the main process that nobody handled: each is recorded; one that leaves the program in an unknown state
 * ends it, in words.
 */

import { app, clipboard, dialog } from 'electron';
import { t } from '../../src-shared/texts/translate';
import type { CrashReports } from '../logging/crash-reports';
import type { Logger } from '../logging/logger';

export type FaultDeps = { logger: Pick<Logger, 'fault'>; crashes: CrashReports; version: string };

export function watchFaults({ logger, crashes, version }: FaultDeps): void {
  let told = false;
  const record = (where: string, thrown: unknown) => {
    logger.fault(where, thrown);
    crashes.record('main', thrown);
  };
  process.on('unhandledRejection', (reason) => record('unhandled rejection', reason));
  process.on('uncaughtException', (thrown) => {
    record('uncaught exception', thrown);
    if (told) return;
    told = true;
    void tell(version, thrown);
  });
}

async function tell(version: string, thrown: Error): Promise<void> {
  await app.whenReady();
  const { response } = await dialog.showMessageBox({
    type: 'error',
    message: t('The console stopped working'),
    detail: t(
      'This is a fault in the program, not in what you did. Nothing that was stored is lost. A report lies in the folder “crashes” of the profile, and the support bundle carries it.',
    ),
    buttons: [t('Start again'), t('Copy report and quit'), t('Quit')],
    cancelId: 2,
  });
  if (response === 0) app.relaunch();
  // An upgrade may have taken the program's files away: it quits all the same.
  if (response === 1) await copyReport(version, thrown).catch(() => undefined);
  app.quit();
}

async function copyReport(version: string, thrown: Error): Promise<void> {
  const { redactForSupport } = await import('../logging/redact-for-support');
  const { describeThrown } = await import('../logging/redact');
  clipboard.writeText(
    `Voxanne Console ${version}, Electron ${process.versions.electron}, ${process.platform} ` +
      `${process.arch}\n${redactForSupport(describeThrown(thrown))}`,
  );
}
