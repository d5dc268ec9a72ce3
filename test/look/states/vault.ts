/** The console while it is locked or its vault does not open, and before its first answer. */
import { ok } from '../../../src-shared/result';
import type { VaultState } from '../../../src-shared/vault/vault-state';
import type { Answers } from '../page';
import * as world from '../world';
import { failed, over, type State, statusWith } from './start';

const rescue: Partial<Answers> = {
  'rescue.options': ok({
    restorable: {
      id: 'b',
      source: 'backup',
      asOf: world.ago(86_400_000),
      clinics: 14,
      missingClinics: [],
      missingEntries: 3,
    },
    unusableBackups: 0,
    readable: { clinics: 14, connections: 38, tests: 20, auditEntries: 900 },
    unreadable: [],
    inSharedVault: false,
  }),
};

const vaultStates: [string, VaultState, Partial<Answers>?][] = [
  ['locked', { state: 'locked' }],
  ['denied', { state: 'denied' }],
  ['no-keyring', { state: 'unavailable', hasCredentials: true }],
  ['first-without-keyring', { state: 'unavailable', hasCredentials: false }],
  ['key-missing', { state: 'key-missing' }],
  ['wrong-key', { state: 'wrong-key' }],
  ['timed-out', { state: 'timed-out' }],
  ['passphrase', { state: 'passphrase-needed', wrong: false }],
  ['passphrase-wrong', { state: 'passphrase-needed', wrong: true }],
  ['missing', { state: 'database-missing', file: '/home/rosa/console.db', found: 'missing' }, rescue],
  ['newer', { state: 'database-newer', found: 99, supported: 12 }],
  ['damaged', { state: 'database-damaged', file: '/home/rosa/console.db' }, rescue],
  ['unavailable', { state: 'database-unavailable', reason: 'The disk is full.' }],
];

export const lockedStates: readonly State[] = [
  {
    name: 'locked',
    answers: over({ 'app.status': statusWith({ lock: { reason: 'person', since: world.ago(600_000) } }) }),
  },
  {
    name: 'locked-idle',
    answers: over({
      'app.status': statusWith({
        lock: { reason: 'idle', since: world.ago(600_000) },
        vault: { state: 'passphrase-needed', wrong: true },
      }),
    }),
  },
  {
    name: 'start-failed',
    answers: over({ 'app.status': failed({ message: 'The console could not be started.' }) }),
    go: (page) => page.getByRole('alert').waitFor(),
  },
  ...vaultStates.map(([name, vault, answers]) => ({
    name: `vault-${name}`,
    answers: over({ 'app.status': statusWith({ vault }), ...answers }),
  })),
];
