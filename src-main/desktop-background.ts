/** Background checks of the desktop program: of the real workspace, as long as it runs. */
import { setTimeout as wait } from 'node:timers/promises';
import type { BackgroundNotice } from '../src-shared/background/notice';
import type { Settings } from '../src-shared/settings/settings';
import type { BackgroundChecks } from './background/background-checks';
import type { Workspace } from './compose';
import type { Publish } from './events';
import type { Logger } from './logging/logger';

/** How long after the start, in milliseconds: nothing of it delays the first screen. */
const startDelayMs = 10_000;

export type DesktopBackground = {
  /** Tells the windows, and the background checks what a person changed. */
  publish: Publish;
  begin(workspace: Workspace): void;
  settingsChanged(): void;
  /** The computer woke, or its network is back. */
  wake(): void;
  /** True while checks wait for a network. */
  isMissing(): boolean;
};

export function createDesktopBackground({
  publish,
  show,
  logger,
}: {
  publish: Publish;
  /** Shows notices outside of the window. */
  show: (notices: readonly BackgroundNotice[]) => void;
  logger: Pick<Logger, 'fault'>;
}): DesktopBackground {
  let checks: BackgroundChecks | null = null;

  async function open(workspace: Workspace): Promise<void> {
    const { vault, signal } = workspace;
    await wait(startDelayMs, undefined, { signal, ref: false });
    const [{ createBackgroundChecks }, { systemClock }] = await Promise.all([
      import('./background/background-checks'),
      import('./background/clock'),
    ]);
    await vault.proven();
    if (signal.aborted) return;
    const opened = createBackgroundChecks({
      storage: () => (vault.opensForChecks() ? workspace.clinicStorage() : null),
      checkAll: async () => (await workspace.connections()).checkAll,
      settings: (): Promise<Settings> => workspace.settings.get(),
      show,
      noticesChanged: () => publish('notices.changed', {}),
      clock: systemClock,
      report: (where, thrown) => logger.fault(where, thrown),
    });
    checks = opened;
    signal.addEventListener('abort', () => {
      opened.close();
      if (checks === opened) checks = null;
    });
    vault.onChange(() => opened.replan());
    opened.start(0);
  }

  return {
    publish(event, payload) {
      publish(event, payload);
      if (event === 'organizations.changed')
        checks?.changed((payload as { organizationId: string | null }).organizationId);
    },
    begin: (workspace) =>
      void open(workspace).catch((thrown: unknown) => {
        if (!workspace.signal.aborted) logger.fault('background checks', thrown);
      }),
    settingsChanged: () => checks?.replan(),
    wake: () => checks?.wake(),
    isMissing: () => checks?.isMissing() ?? false,
  };
}
