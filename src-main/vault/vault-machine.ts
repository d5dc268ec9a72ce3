/**
 * The state of the vault, as one value. Whether there is a database, whether there is a key, and what a person is told
 * all follow from it, so that they can't contradict each other. A vault that is open has both; one whose database is
 * out of reach has neither.
 */

import type { AppError } from '../../src-shared/errors';
import { t } from '../../src-shared/texts/translate';
import type { BlockedVaultState } from '../../src-shared/vault/vault-errors';
import type { VaultState } from '../../src-shared/vault/vault-state';
import type { MasterKey } from '../crypto/master-key';
import type { DatabaseTrouble } from '../storage/open-database';
import type { OpenProfile } from './open-profile';
import { vaultClosed, vaultError } from './vault-errors';

export type ReadyState = Extract<VaultState, { state: 'ready' }>;
/** The database is open, its key is out of reach. */
export type KeyTrouble = Exclude<BlockedVaultState, DatabaseTrouble>;

export type VaultMachine =
  /** Closed permanently. */
  | { at: 'closed'; profile: null }
  /** The database is out of reach. */
  | { at: 'blocked'; state: DatabaseTrouble; profile: null }
  /**
   * The database is open: what is not sealed can be read. `kept`: the key of a locked console whose background checks
   * go on; it opens what they need, and nothing that a person asks for.
   */
  | { at: 'blocked'; state: KeyTrouble; profile: OpenProfile; kept: MasterKey | null }
  | { at: 'open'; state: ReadyState; profile: OpenProfile; master: MasterKey };

export const closed: VaultMachine = { at: 'closed', profile: null };

export const withoutDatabase = (state: DatabaseTrouble): VaultMachine => ({ at: 'blocked', state, profile: null });
export const withoutKey = (profile: OpenProfile, state: KeyTrouble, kept: MasterKey | null = null): VaultMachine => ({
  at: 'blocked',
  state,
  profile,
  kept,
});
export const opened = (profile: OpenProfile, master: MasterKey, state: ReadyState): VaultMachine => ({
  at: 'open',
  state,
  profile,
  master,
});

/** Before the first opening. */
export const unopened = withoutDatabase({
  state: 'database-unavailable',
  get reason() {
    return t('It has not been opened yet.');
  },
});

/** While the files of the database are being replaced. */
export const replacing = withoutDatabase({
  state: 'database-unavailable',
  get reason() {
    return t('It is being replaced at this moment.');
  },
});

/**
 * The same database without its key. A memory-only vault keeps its key, which is nowhere else.
 * @param forChecks keeps the key for background checks
 */
export function locked(machine: VaultMachine, { forChecks }: { forChecks: boolean }): VaultMachine {
  if (machine.at !== 'open') return machine;
  const { profile, state, master } = machine;
  if (state.protection === 'memory') return machine;
  return withoutKey(
    profile,
    state.protection === 'passphrase' ? { state: 'passphrase-needed', wrong: false } : { state: 'locked' },
    forChecks ? master : null,
  );
}

/** What the keyring holds in this state. */
export const heldKey = (machine: VaultMachine): MasterKey | null =>
  machine.at === 'open' ? machine.master : machine.profile === null ? null : machine.kept;

/** What a person is told. A vault that has closed holds no key. */
export const stateOf = (machine: VaultMachine): VaultState =>
  machine.at === 'closed' ? { state: 'locked' } : machine.state;

export const isInMemory = (machine: VaultMachine) => machine.at === 'open' && machine.state.protection === 'memory';

/** Whether listeners have to be told: another state, or another database. */
export const isChange = (before: VaultMachine, after: VaultMachine) =>
  before.profile !== after.profile || JSON.stringify(stateOf(before)) !== JSON.stringify(stateOf(after));

/** Why nothing can be sealed or opened. */
export const refusalOf = (machine: VaultMachine): AppError =>
  machine.at === 'blocked' ? vaultError(machine.state) : vaultClosed();
