/** How long a proof counts is a setting: the list follows it at once. */
import type { ConsoleStore } from '../console-store';
import type { ClinicsStore } from './clinics-store';

/** Returns how to stop. */
export const followInterval = (clinics: ClinicsStore, console: ConsoleStore): (() => void) =>
  console.subscribe(({ boot }, { boot: before }) => {
    if (boot.phase !== 'ready' || before.phase !== 'ready') return;
    const { checkIntervalHours } = boot.status.settings;
    if (checkIntervalHours !== before.status.settings.checkIntervalHours)
      clinics.getState().proofsCount(checkIntervalHours);
  });
