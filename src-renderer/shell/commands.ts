/** What the command palette can do. */
import { folded } from '../../src-shared/folded';
import { t } from '../../src-shared/texts/translate';
import { isChecking } from '../console/clinics/check-all';
import { useClinics } from '../console/clinics/use-clinics';
import type { AppStatus } from '../console/console-store';
import { openDialog } from '../console/dialogs/dialogs-store';
import { leavePractice, startPractice } from '../console/practice';
import { helpKey, type Shortcut, shortcutOf } from '../console/shortcuts';
import { toast } from '../console/toast';
import { useConsole } from '../console/use-console';
import { whyVaultRefuses } from '../console/vault/needs-vault';
import { navigate } from '../router/router';
import { sectionHas, sectionName, settingsSections } from '../screens/settings/settings-sections';
import { lockConsole } from './lock-shortcut';

export type Command = {
  label: string;
  run: () => void;
  /** Why it can’t be done now. */
  refused?: string | null;
  icon: CommandIcon;
  shortcut?: Shortcut;
  /** Words by which it is found as well. */
  has?: readonly string[];
  /** Only where it was looked for: the list without a search stays short. */
  isFoundOnly?: true;
};
export type CommandIcon = 'go' | 'add' | 'check' | 'stop' | 'practice' | 'lock' | 'help' | 'theme';

export function paletteCommands({ practice, settings, platform, isShared }: AppStatus): Command[] {
  const keys = (name: string) => ({ shortcut: shortcutOf(platform, name) });
  const clinics = useClinics.getState();
  const checking = isChecking(clinics.checkAll);
  const refused = whyVaultRefuses();
  const setTheme = (theme: AppStatus['settings']['theme']) => () =>
    void useConsole.getState().updateSettings({ theme });
  return [
    { label: t('Go to Clinics'), icon: 'go', ...keys('1'), run: () => navigate('/clinics') },
    { label: t('Go to Activity'), icon: 'go', ...keys('2'), run: () => navigate('/activity') },
    { label: t('Go to Settings'), icon: 'go', ...keys(','), run: () => navigate('/settings') },
    ...(isShared
      ? [
          { label: t('Go to Members'), icon: 'go' as const, run: () => navigate('/members') },
          { label: t('Go to Receptionists'), icon: 'go' as const, run: () => navigate('/receptionists') },
        ]
      : []),
    ...(practice
      ? [{ label: t('Go to Error gallery'), icon: 'go' as const, run: () => navigate('/error-gallery') }]
      : []),
    { label: t('Set up a clinic'), icon: 'add', ...keys('N'), refused, run: () => navigate('/setup') },
    checking
      ? { label: t('Cancel the check of all clinics'), icon: 'stop' as const, run: () => void clinics.cancelCheckAll() }
      : {
          label: t('Check all now'),
          icon: 'check' as const,
          refused,
          run: () => {
            navigate('/clinics');
            void clinics.startCheckAll();
          },
        },
    practice
      ? { label: t('Leave practice'), icon: 'practice' as const, run: () => void leavePractice() }
      : { label: t('Practice with simulated accounts'), icon: 'practice' as const, run: () => void practise() },
    practice
      ? { label: t('Reset practice…'), icon: 'practice' as const, run: () => navigate('/settings/practice') }
      : { label: t('Restore from a recovery kit…'), icon: 'practice' as const, run: () => openDialog('restore') },
    { label: t('Lock the console'), icon: 'lock', ...keys('L'), run: lockConsole },
    { label: t('Documentation'), icon: 'help', shortcut: helpKey, run: () => navigate('/help') },
    { label: t('Support bundle…'), icon: 'help', run: () => openDialog('support-bundle') },
    { label: t('About Voxanne Console'), icon: 'help', run: () => openDialog('about') },
    ...(settings.theme === 'light'
      ? []
      : [{ label: t('Use the light theme'), icon: 'theme' as const, run: setTheme('light') }]),
    ...(settings.theme === 'dark'
      ? []
      : [{ label: t('Use the dark theme'), icon: 'theme' as const, run: setTheme('dark') }]),
    ...(settings.theme === 'system'
      ? []
      : [{ label: t('Use the system’s theme'), icon: 'theme' as const, run: setTheme('system') }]),
    ...settingsSections(practice).map((section) => ({
      label: t('Settings: {section}', { section: sectionName(section) }),
      icon: 'go' as const,
      has: sectionHas(section),
      isFoundOnly: true as const,
      run: () => navigate({ screen: 'settings', section }),
    })),
  ];
}

/** Those that a search finds, as `folded` has it; without one, those that are always listed. */
export const foundCommands = (commands: readonly Command[], asked: string): Command[] =>
  commands.filter(({ label, has = [], isFoundOnly }) =>
    asked === '' ? isFoundOnly !== true : [label, ...has].some((words) => folded(words).includes(asked)),
  );

/** Asked for by the palette and by the menu; where practice is on already, it is shown. */
export async function practise(): Promise<void> {
  const { boot } = useConsole.getState();
  if (boot.phase === 'ready' && boot.status.practice) return navigate('/clinics');
  const error = await startPractice();
  if (error !== null) toast({ tone: 'bad', title: error.message, message: error.fix });
}
