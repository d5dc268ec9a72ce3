/** The console in the tray, for a person who wants its checks to go on without a window. */

import path from 'node:path';
import { Menu, nativeImage, Tray } from 'electron';
import { t } from '../../src-shared/texts/translate';

export type TrayDeps = {
  distDir: string;
  showWindow: () => void;
  /** Opens the window at a route. */
  show: (route: string) => void;
  lock: () => void;
  quit: () => void;
};

/** The one tray icon; made and removed as the setting says. */
export function createTray({ distDir, showWindow, show, lock, quit }: TrayDeps) {
  let tray: Tray | null = null;

  function make(): Tray {
    const icon = nativeImage.createFromPath(path.join(distDir, 'renderer/icon.png')).resize({ width: 22, height: 22 });
    const made = new Tray(icon);
    made.setToolTip('Voxanne Console');
    made.setContextMenu(
      Menu.buildFromTemplate([
        { label: t('Open Voxanne Console'), click: showWindow },
        { label: t('Settings'), click: () => show('/settings') },
        { label: t('Lock'), click: lock },
        { type: 'separator' },
        { label: t('Quit'), click: quit },
      ]),
    );
    made.on('click', showWindow);
    return made;
  }

  return {
    keep(isWanted: boolean): void {
      if (isWanted) tray ??= make();
      else {
        tray?.destroy();
        tray = null;
      }
    },
  };
}
