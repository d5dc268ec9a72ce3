/** The native menu, with the shortcuts that people know from elsewhere. Every item does something. */

import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import { t } from '../../src-shared/texts/translate';
import type { Publish } from '../events';
import { programVersion } from '../program-files';
import { editMenu, helpMenu, roleItem, windowMenu } from './menu-roles';

export type MenuDeps = {
  publish: Publish;
  /** Brings the window to the front, opening one where there is none. */
  showWindow: (then: () => void) => void;
  lock: () => void;
  showLogs: () => void;
  developer: boolean;
};

/** Before the app is ready, so that Electron does not make a menu of its own first, which takes as long as ours. */
export function noDefaultMenu(): void {
  Menu.setApplicationMenu(null);
}

export function installMenu({ publish, showWindow, lock, showLogs, developer }: MenuDeps): void {
  const go = (label: string, accelerator: string | null, to: string): MenuItemConstructorOptions => ({
    label,
    ...(accelerator === null ? {} : { accelerator }),
    click: () => showWindow(() => publish('app.navigate', { to })),
  });
  const mac = process.platform === 'darwin';
  const template: MenuItemConstructorOptions[] = [
    // Its `About` is the system's own panel; licences are in the one of the Help menu.
    ...(mac ? [{ role: 'appMenu' as const }] : []),
    {
      label: t('&File'),
      submenu: [
        go(t('Set up a clinic'), 'CmdOrCtrl+N', '/setup'),
        go(t('Practice with simulated accounts'), null, 'practice'),
        go(t('Restore from a recovery kit…'), null, 'restore'),
        { type: 'separator' },
        go(t('Settings'), 'CmdOrCtrl+,', '/settings'),
        { type: 'separator' },
        { label: t('Lock'), accelerator: 'CmdOrCtrl+L', click: lock },
        { type: 'separator' },
        roleItem(mac ? 'close' : 'quit'),
      ],
    },
    editMenu(),
    {
      label: t('&View'),
      submenu: [
        go(t('Clinics'), 'CmdOrCtrl+1', '/clinics'),
        go(t('Activity'), 'CmdOrCtrl+2', '/activity'),
        { ...go(t('Command palette'), 'CmdOrCtrl+K', 'palette'), registerAccelerator: false },
        // The page hears the keys itself, where the system lets it.
        { ...go(t('Find'), 'CmdOrCtrl+F', 'find'), registerAccelerator: false },
        { type: 'separator' },
        roleItem('resetZoom'),
        roleItem('zoomIn'),
        roleItem('zoomOut'),
        { type: 'separator' },
        roleItem('togglefullscreen'),
        ...(developer ? [{ role: 'reload' as const }, { role: 'toggleDevTools' as const }] : []),
      ],
    },
    windowMenu(),
    helpMenu([
      go(t('Documentation'), 'F1', '/help'),
      go(t('Support bundle…'), null, 'support-bundle'),
      { label: t('Show log folder'), click: showLogs },
      { type: 'separator' },
      go(t('About Voxanne Console'), null, 'about'),
    ]),
  ];
  app.setAboutPanelOptions({ applicationName: 'Voxanne Console', applicationVersion: programVersion() });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
