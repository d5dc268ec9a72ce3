/** The updates of one profile, joined with electron-updater and the system's installer. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Network } from '../providers/http/network';
import { installAppImage, installDeb } from './hand-over';
import type { ProgramUpdates } from './program-updates';
import { updateError } from './update-error';
import { createUpdateService, type UpdateService, type UpdateServiceDeps } from './update-service';
import { createUpdatesFile } from './updates-file';

export type OpenUpdatesOptions = Pick<
  UpdateServiceDeps,
  'program' | 'running' | 'record' | 'publish' | 'restart' | 'now'
> & {
  program: ProgramUpdates;
  profileDir: string;
  network: () => Promise<Network>;
  /** The file that an AppImage was started from. */
  appImage: string | undefined;
  /** Ends the program after electron-updater has started an installer. */
  quit: () => void;
};

export function openUpdates({
  program,
  profileDir,
  network,
  appImage,
  quit,
  ...deps
}: OpenUpdatesOptions): UpdateService {
  return createUpdateService({
    ...deps,
    program,
    file: createUpdatesFile(profileDir),
    async openFeed(feed) {
      const [{ createFeedUpdater }, reached] = await Promise.all([import('./feed-updater'), network()]);
      return createFeedUpdater({ ...program, feed, folder: path.join(profileDir, 'updates'), network: reached, quit });
    },
    clear: () => rmSync(path.join(profileDir, 'updates', 'download'), { recursive: true, force: true }),
    async handOver(file, updater) {
      if (!program.isPackaged) throw updateError('not-installable');
      switch (program.installedBy) {
        case 'deb':
          return installDeb(file);
        case 'app-image':
          if (appImage === undefined) throw updateError('not-installable');
          return installAppImage(file, appImage);
        case 'nsis':
        case 'mac':
          return updater.installNatively();
        case null:
          throw updateError('not-installable');
      }
    },
    // The installers of Windows and macOS start the new version themselves.
    restart: program.installedBy === 'nsis' || program.installedBy === 'mac' ? () => undefined : deps.restart,
  });
}
