/** What the command palette can do. */

import { isChecking } from '../console/clinics/check-all';
import { useClinics } from '../console/clinics/use-clinics';
import type { AppStatus } from '../console/console-store';
import { openDialog } from '../console/dialogs/dialogs-store';
import { leavePractice, startPractice } from '../console/practice';
import { toast } from '../console/toast';
import { useConsole } from '../console/use-console';
import { navigate } from '../router/router';
import { lockConsole } from './lock-shortcut';

export type Command = { label: string; run: () => void };

export function paletteCommands({ practice, settings }: AppStatus): Command[] {
  const clinics = useClinics.getState();
  const checking = isChecking(clinics.checkAll);
  const setTheme = (theme: AppStatus['settings']['theme']) => () =>
    void useConsole.getState().updateSettings({ theme });
  return [
    { label: 'Go to Clinics', run: () => navigate('/clinics') },
    { label: 'Go to Activity', run: () => navigate('/activity') },
    { label: 'Go to Settings', run: () => navigate('/settings') },
    ...(practice ? [{ label: 'Go to Error gallery', run: () => navigate('/error-gallery') }] : []),
    { label: 'Set up a clinic', run: () => navigate('/setup') },
    checking
      ? { label: 'Cancel the check of all clinics', run: () => void clinics.cancelCheckAll() }
      : {
          label: 'Check all now',
          run: () => {
            navigate('/clinics');
            void clinics.startCheckAll();
          },
        },
    practice
      ? { label: 'Leave practice', run: () => void leavePractice() }
      : { label: 'Practice with simulated accounts', run: () => void practise() },
    { label: 'Lock the console', run: lockConsole },
    { label: 'Support bundle…', run: () => openDialog('support-bundle') },
    { label: 'About Voxanne Console', run: () => openDialog('about') },
    ...(settings.theme === 'light' ? [] : [{ label: 'Use the light theme', run: setTheme('light') }]),
    ...(settings.theme === 'dark' ? [] : [{ label: 'Use the dark theme', run: setTheme('dark') }]),
    ...(settings.theme === 'system' ? [] : [{ label: 'Use the system’s theme', run: setTheme('system') }]),
  ];
}

async function practise() {
  const error = await startPractice();
  if (error !== null) toast({ tone: 'bad', title: error.message, message: error.fix });
}
