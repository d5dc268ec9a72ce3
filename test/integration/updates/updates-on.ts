/** The updates of a console that was installed by a `.deb`, asking a feed of a test. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createDirectNetwork } from '../../../src-main/providers/http/network';
import type { AuditNote } from '../../../src-main/storage/repositories';
import { createFeedUpdater } from '../../../src-main/updates/feed-updater';
import type { ProgramUpdates } from '../../../src-main/updates/program-updates';
import { createUpdateService } from '../../../src-main/updates/update-service';
import { createUpdatesFile } from '../../../src-main/updates/updates-file';
import type { Hold, Updates } from '../../../src-shared/updates/updates';

export const newProfile = () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'voxanne-updates-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
};

export function updatesOn(profileDir: string, over: Partial<ProgramUpdates> & { publicKeys: readonly string[] }) {
  const program: ProgramUpdates = {
    version: '1.0.0-rehearsal.1',
    feed: null,
    installedBy: 'deb',
    isPackaged: true,
    allowsLoopback: true,
    ...over,
  };
  const recorded: AuditNote[] = [];
  const published: Updates[] = [];
  const handedOver: string[] = [];
  const running: Hold[] = [];
  let restarts = 0;
  /** What the system's installer says; it installs when it says nothing. */
  const installer: { refuses: Error | null; asks: () => Promise<void> } = {
    refuses: null,
    asks: async () => undefined,
  };
  const service = createUpdateService({
    program,
    file: createUpdatesFile(profileDir),
    openFeed: (feed) =>
      createFeedUpdater({
        feed,
        version: program.version,
        publicKeys: program.publicKeys,
        installedBy: program.installedBy,
        folder: path.join(profileDir, 'updates'),
        network: createDirectNetwork(),
        quit: () => undefined,
        policy: { attempts: 3, pauseMs: 5, silenceMs: 60_000 },
      }),
    running: () => [...running],
    handOver: async (file) => {
      handedOver.push(file);
      await installer.asks();
      if (installer.refuses !== null) throw installer.refuses;
    },
    clear: () => rmSync(path.join(profileDir, 'updates', 'download'), { recursive: true, force: true }),
    restart: () => {
      restarts += 1;
    },
    record: async (note) => void recorded.push(note),
    publish: (updates) => void published.push(updates),
    now: () => new Date(),
  });
  return {
    service,
    recorded,
    published,
    handedOver,
    running,
    installer,
    restarts: () => restarts,
    state: () => service.snapshot().update,
  };
}
