/**
 * The state of the vault, as one value. Whether there is a database, a key, and what a person is told all follow from
 * it, so that they can't contradict each other: a vault that is open has both, and one whose database is out of reach
 * has neither.
 */
import type { AppError } from '../../src-shared/errors';
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
  /** The database is open: what is not sealed can be read. */
  | { at: 'blocked'; state: KeyTrouble; profile: OpenProfile }
  | { at: 'open'; state: ReadyState; profile: OpenProfile; master: MasterKey };

export const closed: VaultMachine = { at: 'closed', profile: null };

export const withoutDatabase = (state: DatabaseTrouble): VaultMachine => ({ at: 'blocked', state, profile: null });
export const withoutKey = (profile: OpenProfile, state: KeyTrouble): VaultMachine => ({
  at: 'blocked',
  state,
  profile,
});
export const opened = (profile: OpenProfile, master: MasterKey, state: ReadyState): VaultMachine => ({
  at: 'open',
  state,
  profile,
  master,
});

/** Before the first opening. */
export const unopened = withoutDatabase({ state: 'database-unavailable', reason: 'It has not been opened yet.' });

/** While the files of the database are being replaced. */
export const replacing = withoutDatabase({
  state: 'database-unavailable',
  reason: 'It is being replaced at this moment.',
});

/** The same database without its key. A memory-only vault keeps its key, which is nowhere else. */
export function locked(machine: VaultMachine): VaultMachine {
  if (machine.at !== 'open' || machine.state.protection === 'memory') return machine;
  return withoutKey(
    machine.profile,
    machine.state.protection === 'passphrase' ? { state: 'passphrase-needed', wrong: false } : { state: 'locked' },
  );
}

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
