/** The keys of the window, as its menu and its lists have them. */
import { type Text, text } from '../../src-shared/texts/translate';

/** As the menu writes it, `⌘1` or `Ctrl+1`, and as a screen reader is told. */
export type Shortcut = { shown: string; spoken: string };

/** The keys that the menu has for a command. */
export const shortcutOf = (platform: string, key: string): Shortcut =>
  platform === 'darwin'
    ? { shown: `⌘${key}`, spoken: `Meta+${key}` }
    : { shown: `Ctrl+${key}`, spoken: `Control+${key}` };

export const helpKey: Shortcut = { shown: 'F1', spoken: 'F1' };

export const shortcuts = (platform: string): { label: Text; shown: string }[] => [
  { label: text('Command palette'), shown: shortcutOf(platform, 'K').shown },
  { label: text('Find'), shown: shortcutOf(platform, 'F').shown },
  { label: text('Set up a clinic'), shown: shortcutOf(platform, 'N').shown },
  { label: text('Clinics'), shown: shortcutOf(platform, '1').shown },
  { label: text('Activity'), shown: shortcutOf(platform, '2').shown },
  { label: text('Settings'), shown: shortcutOf(platform, ',').shown },
  { label: text('Lock'), shown: shortcutOf(platform, 'L').shown },
  { label: text('Documentation'), shown: helpKey.shown },
  { label: text('Open the clinic of a row'), shown: '↵' },
  { label: text('Select the clinic of a row'), shown: '␣' },
  { label: text('Menu of a row'), shown: '⇧ F10' },
];
