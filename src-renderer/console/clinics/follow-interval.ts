/** How long a proof counts is a setting: the list follows it at once. */
import { proofSpansOf } from '../../../src-shared/readiness/proof-span';
import type { ConsoleStore } from '../console-store';
import type { ClinicsStore } from './clinics-store';

/** Returns how to stop. */
export const followInterval = (clinics: ClinicsStore, console: ConsoleStore): (() => void) =>
  console.subscribe(({ boot }, { boot: before }) => {
    if (boot.phase !== 'ready' || before.phase !== 'ready') return;
    const { settings } = boot.status;
    const { settings: old } = before.status;
    if (settings.checkIntervalHours !== old.checkIntervalHours || settings.deliveryDays !== old.deliveryDays)
      clinics.getState().proofsCount(proofSpansOf(settings));
  });
