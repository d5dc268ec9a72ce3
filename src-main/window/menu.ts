/** The native menu, with the shortcuts that people know from elsewhere. Every item does something. */
import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { Publish } from '../events';
import { programVersion } from '../program-files';

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
      label: '&File',
      submenu: [
        go('Set up a clinic', 'CmdOrCtrl+N', '/setup'),
        go('Practice with simulated accounts', null, 'practice'),
        go('Restore from a recovery kit…', null, 'restore'),
        { type: 'separator' },
        go('Settings', 'CmdOrCtrl+,', '/settings'),
        { type: 'separator' },
        { label: 'Lock', accelerator: 'CmdOrCtrl+L', click: lock },
        { type: 'separator' },
        mac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        go('Clinics', 'CmdOrCtrl+1', '/clinics'),
        go('Activity', 'CmdOrCtrl+2', '/activity'),
        { ...go('Command palette', 'CmdOrCtrl+K', 'palette'), registerAccelerator: false },
        // The page hears the keys itself, where the system lets it.
        { ...go('Find', 'CmdOrCtrl+F', 'find'), registerAccelerator: false },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...(developer ? [{ role: 'reload' as const }, { role: 'toggleDevTools' as const }] : []),
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        go('Support bundle…', null, 'support-bundle'),
        { label: 'Show log folder', click: showLogs },
        { type: 'separator' },
        go('About Voxanne Console', null, 'about'),
      ],
    },
  ];
  app.setAboutPanelOptions({ applicationName: 'Voxanne Console', applicationVersion: programVersion() });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
