/**
 * What the program may ask of the vault. Each call waits for the one before it.
 * @throws AppError `vault.closed` after `close`
 */
import type { PutAside, RescueOptions, SavedReport } from '../../src-shared/vault/rescue';
import type { VaultState } from '../../src-shared/vault/vault-state';
import type { Storage } from '../storage/repositories';

export type Vault = {
  state(): VaultState;
  /**
   * Null when the database cannot be opened. Present without a key too: reading works then, and sealing and opening
   * fail with `vault.<state>`. Another object after `useMemory`, `restoreKit` or a `retry` that opened the database:
   * ask for it each time.
   */
  readonly storage: Storage | null;
  /** The same. @throws AppError `vault.*` where there is none */
  requireStorage(): Storage;
  /**
   * Kept once all of the database was looked at for damage. Before, it is only read: what may write waits for this. A
   * database that is damaged is not open any more then.
   */
  proven(): Promise<void>;
  /**
   * Kept once the activity was compared with its anchor, or could not be. Whoever is about to open credentials calls
   * it early: it is done at once then, and not when the computer has time.
   */
  compared(): Promise<void>;
  /** Tries again whatever failed: the database, the keychain. */
  retry(): Promise<VaultState>;
  /**
   * From now on everything is in memory, under a random key, until the console closes. The real database is not
   * touched.
   */
  useMemory(): Promise<VaultState>;
  /** Protects a profile without a key with a passphrase. @throws AppError `vault.key-exists` */
  createPassphrase(passphrase: string): Promise<VaultState>;
  /** A wrong passphrase is the state `passphrase-needed` with `wrong`, not an error. */
  unlockWithPassphrase(passphrase: string): Promise<VaultState>;
  /**
   * Drops the keys. `retry` or `unlockWithPassphrase` brings them back. Does nothing in memory-only mode, which would
   * lose everything.
   * @param forChecks true: the state is the same, and the key stays held for background checks (see `opensForChecks`)
   */
  lock(options?: { forChecks: boolean }): Promise<VaultState>;
  /** Whether background checks can open a credential: the vault is ready, or was locked with leave for them. */
  opensForChecks(): boolean;
  /** Called once after each call that changed the state or the database. Returns a function that unsubscribes. */
  onChange(listener: (state: VaultState) => void): () => void;
  /**
   * Drops the keys and closes the database. Waiting for a keychain or another process is aborted. Safe to call twice.
   */
  close(): Promise<void>;
} & VaultRecovery &
  VaultRescue;

/** The recovery kit. */
export type VaultRecovery = {
  /**
   * Saves a kit and opens it again before it is called saved.
   * @throws AppError `vault.<state>` without a key, `recovery.not-written`, `recovery.not-verified`; no kit is left
   * then
   */
  exportKit(passphrase: string, toFile: string): Promise<void>;
  /** @throws AppError `recovery.*`; the profile is as it was then */
  restoreKit(fromFile: string, passphrase: string): Promise<VaultState>;
};

/** The ways out of a database that is damaged or missing. */
export type VaultRescue = {
  /** What can be done; looks at copies only. @throws AppError `rescue.*` */
  rescueOptions(): Promise<RescueOptions>;
  /**
   * Restores the state that `rescueOptions` named; the damaged files are kept aside.
   * @throws AppError `rescue.*`; everything is as it was then
   */
  restoreSound(id: string): Promise<VaultState>;
  /**
   * Makes a new database where the old one is missing. Whatever is left of it is put aside and kept.
   * @throws AppError `rescue.*`
   */
  startAnew(): Promise<VaultState>;
  /**
   * Writes what can be read of the database, without anything sealed, to `toFile` and a second file beside it.
   * @throws AppError `rescue.*`
   */
  saveReadable(toFile: string): Promise<SavedReport>;
  /** What restores and rescues put aside, newest first. */
  putAside(): PutAside[];
  /** Deletes one of them for good. @throws AppError `rescue.aside-unknown`, `rescue.not-deleted` */
  deletePutAside(name: string): Promise<void>;
};
