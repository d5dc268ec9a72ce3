/** Whether the program goes on without a window: by the settings, in the tray. Read only where a person wants it. */
import type { Settings } from '../../src-shared/settings/settings';
import type { Environment } from '../environment';
import type { Logger } from '../logging/logger';
import type { createTray, TrayDeps } from './tray';

/** Given to a start with the person's session: it opens no window. */
export const withoutWindowSwitch = '--in-background';

export type Stay = {
  /** True while the program goes on without a window. */
  isWanted(): boolean;
  /** @param isChange a person changed a setting; false at a start */
  apply(settings: Settings, isChange: boolean): void;
};

export function createStay(deps: TrayDeps & { env: Environment; logger: Pick<Logger, 'fault'> }): Stay {
  let tray: ReturnType<typeof createTray> | null = null;
  let wanted = false;
  /** One change after the other: the last one is what stays. */
  let following = Promise.resolve();

  async function follow({ keepInTray, startAtLogin }: Settings, isChange: boolean): Promise<void> {
    if (tray === null && keepInTray) tray = (await import('./tray')).createTray(deps);
    tray?.keep(wanted);
    if (!isChange) return;
    const login = await import('./login-start');
    login.startAtLogin(keepInTray && startAtLogin, withoutWindowSwitch, deps.env);
  }

  return {
    isWanted: () => wanted,
    apply(settings, isChange) {
      wanted = settings.keepInTray;
      following = following
        .then(() => follow(settings, isChange))
        .catch((thrown: unknown) => deps.logger.fault('tray', thrown));
    },
  };
}
