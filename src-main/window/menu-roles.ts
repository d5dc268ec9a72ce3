/** Electron's own menu items. It names them in English alone, so that every other language names them here. */
import type { MenuItemConstructorOptions } from 'electron';
import { currentLanguage, type Text, t, text } from '../../src-shared/texts/translate';

const labels = {
  undo: text('Undo'),
  redo: text('Redo'),
  cut: text('Cut'),
  copy: text('Copy'),
  paste: text('Paste'),
  delete: text('Delete'),
  selectAll: text('Select all'),
  resetZoom: text('Actual size'),
  zoomIn: text('Zoom in'),
  zoomOut: text('Zoom out'),
  togglefullscreen: text('Full screen'),
  minimize: text('Minimize'),
  zoom: text('Zoom'),
  close: text('Close'),
  quit: text('Quit'),
} as const satisfies Record<string, Text>;
type Role = keyof typeof labels;

export const roleItem = (role: Role): MenuItemConstructorOptions =>
  currentLanguage() === 'en' ? { role } : { role, label: t(labels[role]) };

const separator: MenuItemConstructorOptions = { type: 'separator' };

export const editMenu = (): MenuItemConstructorOptions =>
  currentLanguage() === 'en'
    ? { role: 'editMenu' }
    : {
        label: t('&Edit'),
        submenu: [
          ...(['undo', 'redo'] as const).map(roleItem),
          separator,
          ...(['cut', 'copy', 'paste', 'delete'] as const).map(roleItem),
          separator,
          roleItem('selectAll'),
        ],
      };

export const windowMenu = (): MenuItemConstructorOptions =>
  currentLanguage() === 'en'
    ? { role: 'windowMenu' }
    : { role: 'window', label: t('&Window'), submenu: (['minimize', 'zoom', 'close'] as const).map(roleItem) };

export const helpMenu = (submenu: MenuItemConstructorOptions[]): MenuItemConstructorOptions =>
  currentLanguage() === 'en' ? { role: 'help', submenu } : { role: 'help', label: t('&Help'), submenu };
