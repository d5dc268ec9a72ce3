/** Every screen and its states, in the order in which one comes to see them. */
import { activityStates } from './activity';
import { clinicStates } from './clinic';
import { clinicsStates } from './clinics';
import { handoffStates } from './handoff';
import { settingsStates } from './settings';
import { setupStates } from './setup';
import { googleStates } from './setup-google';
import { sharedVaultStates } from './shared-vault';
import { smsTestStates } from './sms-test';
import type { State } from './start';
import { lockedStates } from './vault';
import { windowStates } from './window';

export const states: readonly State[] = [
  ...clinicsStates,
  ...clinicStates,
  ...setupStates,
  ...smsTestStates,
  ...googleStates,
  ...handoffStates,
  ...activityStates,
  ...settingsStates,
  ...sharedVaultStates,
  ...windowStates,
  ...lockedStates,
];

/** Their pictures are kept in Spanish too, and they are looked at with text at 200 %. */
const main = new Set([
  'welcome',
  'clinics',
  'clinic-ready',
  'clinic-broken',
  'clinic-revoke',
  'setup-clinic',
  'setup-twilio',
  'setup-google',
  'sms-test-practice',
  'handoff-open-items',
  'activity-entry',
  'settings',
  'members',
  'palette',
  'locked',
  'vault-damaged',
]);
export const mainStates = states.filter(({ name }) => main.has(name));
