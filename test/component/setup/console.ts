/** A console with clinics in it, for the parts that read its stores. */
import { useClinics } from '../../../src-renderer/console/clinics/use-clinics';
import { useConsole } from '../../../src-renderer/console/use-console';
import type { ClinicRow } from '../../../src-shared/organizations/clinic-row';
import { defaultSettings } from '../../../src-shared/settings/settings';
import { slice } from '../../unit/renderer/clinics/clinics-fixture';
import { fake } from './bridge';

export async function openConsole(organizations: ClinicRow[]): Promise<void> {
  fake.succeed('app.status', {
    version: '0.1.0',
    platform: 'linux',
    vault: { state: 'ready', protection: 'keychain', createdNow: false },
    practice: false,
    practiceNetwork: null,
    redirected: [],
    settings: defaultSettings,
    keychainName: 'login keyring',
    computer: 'front-desk',
    lock: null,
    locksWith: { screenLock: true, userSwitch: true },
    unlockPrompt: null,
    actor: 'maria',
  });
  fake.succeed('organizations.list', slice(organizations));
  useClinics.getState().forget();
  useClinics.getState().showAs({ filter: 'all', sort: { column: 'name', descending: false } });
  await useConsole.getState().load();
  await useClinics.getState().load();
}
