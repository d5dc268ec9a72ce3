/** Updates of the desktop program: one service for as long as it runs, whichever workspace is open. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Workspace } from './compose';
import type { Environment } from './environment';
import type { Publish } from './events';
import type { Logger } from './logging/logger';
import { packageResources } from './program-files';
import { backgroundStartDelayMs } from './unfinished-work';
import type { UpdateService } from './updates/update-service';

const lookEveryMs = 3_600_000;

export type DesktopUpdates = {
  /** Read when it is first asked for, never before the first screen. */
  service(): Promise<UpdateService>;
  /** Tells the windows, and lets an installation look again at what it waits for. */
  publish: Publish;
  /** Tells what became of an update once there is a trail to record it in, and asks the feed once a day. */
  begin(workspace: Workspace): void;
};

export function createDesktopUpdates({
  profileDir,
  env,
  version,
  publish,
  workspace,
  logger,
  relaunch,
  quit,
}: {
  profileDir: string;
  env: Environment;
  version: string;
  publish: Publish;
  /** The one that is open now. */
  workspace: () => Workspace;
  logger: Logger;
  /** Starts the program again once this one has ended. @param file what is started; the program itself when left out */
  relaunch: (file?: string) => void;
  quit: () => void;
}): DesktopUpdates {
  let opened: Promise<UpdateService> | null = null;
  let service: UpdateService | null = null;

  async function open(): Promise<UpdateService> {
    const [{ openUpdates }, { programUpdates }] = await Promise.all([
      import('./updates/open-updates'),
      import('./updates/program-updates'),
    ]);
    const program = programUpdates({ version, resources: packageResources }, env);
    service = openUpdates({
      program,
      profileDir,
      network: () => workspace().network(),
      appImage: env.APPIMAGE,
      running: () => workspace().running(),
      record: async (note) =>
        workspace()
          .clinicStorage()
          ?.audit.append({ ...note, organizationId: null }),
      publish: (updates) => publish('updates.changed', updates),
      restart() {
        relaunch(program.installedBy === 'app-image' ? env.APPIMAGE : undefined);
        quit();
      },
      quit,
      now: () => new Date(),
    });
    return service;
  }
  const get = () => {
    opened ??= open();
    return opened;
  };

  return {
    service: get,
    publish(event, payload) {
      publish(event, payload);
      // The event may say that a test has ended. Its sender still counts it as running: look in the next turn.
      if (service !== null) setImmediate(() => service?.lookAgain());
    },
    begin({ vault, signal }) {
      async function look(): Promise<void> {
        if (vault.state().state !== 'ready') return;
        const updates = await get();
        await updates.takeUp();
        await updates.checkWhenDue();
      }
      const inBackground = () =>
        void look().catch((thrown) => {
          if (!signal.aborted) logger.fault('updates', thrown);
        });
      const stopTimer = setInterval(inBackground, lookEveryMs).unref();
      signal.addEventListener('abort', () => clearInterval(stopTimer), { once: true });
      vault.onChange(inBackground);
      void wait(backgroundStartDelayMs, undefined, { signal, ref: false }).then(inBackground, () => undefined);
    },
  };
}
