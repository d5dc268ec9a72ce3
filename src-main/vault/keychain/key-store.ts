/** Stores the master key outside the database: the operating system's keychain, or a fake in tests. */

/** Why a key store gave no key. Each has a screen of its own. */
export type KeyStoreFailure =
  | { state: 'locked' }
  | { state: 'denied' }
  | { state: 'unavailable' }
  /** `settled` resolves when the answer arrives late, after a person took long to type a password, for example. */
  | { state: 'timed-out'; settled: Promise<void> };

export type KeyReadResult =
  | { state: 'found'; value: string }
  /** No entry of this name. On Linux also: the person dismissed the unlock dialog. */
  | { state: 'absent' }
  | KeyStoreFailure;

export type KeyWriteResult = { state: 'stored' } | KeyStoreFailure;

/**
 * Never rejects: failures are states. Values are text of at most a few dozen characters (Windows caps an item at 2,560
 * bytes).
 */
export interface KeyStore {
  /** Display name: `Keychain`, `login keyring`. */
  readonly name: string;
  read(account: string): Promise<KeyReadResult>;
  write(account: string, value: string): Promise<KeyWriteResult>;
  /**
   * Whether the store is unlocked. Asked only when a key that must be there was reported absent. From a store that is
   * unlocked, `absent` means that the key is gone; from a locked one it means nothing.
   */
  probe(): Promise<{ state: 'open' } | KeyStoreFailure>;
}
