/**
 * Where a master key is kept outside the database. The operating system's keychain is one such place; tests have
 * another.
 */

/** Why a key store gave no answer worth having. Each is its own screen, so they are never mixed. */
export type KeyStoreFailure =
  | { state: 'locked' }
  | { state: 'denied' }
  | { state: 'unavailable' }
  /**
   * `settled` ends when the late answer came after all, so that a person who took long to type a password need not
   * start over.
   */
  | { state: 'timed-out'; settled: Promise<void> };

export type KeyReadResult =
  | { state: 'found'; value: string }
  /** Nothing under this name. On Linux also: the person closed the question to unlock. */
  | { state: 'absent' }
  | KeyStoreFailure;

export type KeyWriteResult = { state: 'stored' } | KeyStoreFailure;

/**
 * Never rejects: what went wrong is a state. Values are text of at most a few dozen characters (Windows caps an item at
 * 2,560 bytes).
 */
export interface KeyStore {
  /** Display name: `Keychain`, `login keyring`. */
  readonly name: string;
  read(account: string): Promise<KeyReadResult>;
  write(account: string, value: string): Promise<KeyWriteResult>;
  /**
   * Whether the store is unlocked. Asked only when a key that must be there was reported absent: from a store that is
   * unlocked, `absent` means that the key is gone; from a locked one it means nothing.
   */
  probe(): Promise<{ state: 'open' } | KeyStoreFailure>;
}
