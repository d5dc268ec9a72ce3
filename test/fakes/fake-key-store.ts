/**
 * A keychain in memory that can be told to fail in every way a real one does. Copies of one `entries` map stand for one
 * keychain.
 */
import type { KeyReadResult, KeyStore, KeyStoreFailure, KeyWriteResult } from '../../src-main/vault/keychain/key-store';

export class FakeKeyStore implements KeyStore {
  readonly name = 'fake keychain';
  readonly entries: Map<string, string>;
  /** Every call fails like this while it is set. */
  failure: KeyStoreFailure | null = null;
  /** Only writes fail like this while it is set. */
  writeFailure: KeyStoreFailure | null = null;
  /** As Linux does for a locked keyring: reading says absent, writing says locked. */
  hidesWhenLocked = false;
  /** Takes a value and gives another one back, as a faulty keychain does. */
  garbles = false;
  readonly calls: string[] = [];

  constructor(entries = new Map<string, string>()) {
    this.entries = entries;
  }

  /** Without the anchors of audit trails, which are stored beside them. */
  masterKeys(): string[] {
    return masterKeysIn(this.entries);
  }

  async read(account: string): Promise<KeyReadResult> {
    this.calls.push(`read ${account}`);
    if (this.failure) return this.failure;
    const value = this.hidesWhenLocked ? undefined : this.entries.get(account);
    return value === undefined ? { state: 'absent' } : { state: 'found', value };
  }

  async write(account: string, value: string): Promise<KeyWriteResult> {
    this.calls.push(`write ${account}`);
    const failure = this.failure ?? this.writeFailure;
    if (failure) return failure;
    if (this.hidesWhenLocked) return { state: 'locked' };
    this.entries.set(account, this.garbles ? 'garbled' : value);
    return { state: 'stored' };
  }

  async probe(): Promise<{ state: 'open' } | KeyStoreFailure> {
    this.calls.push('probe');
    if (this.failure) return this.failure;
    return this.hidesWhenLocked ? { state: 'locked' } : { state: 'open' };
  }
}

export const masterKeysIn = (entries: ReadonlyMap<string, string>): string[] =>
  [...entries].filter(([account]) => account.startsWith('master-key ')).map(([, value]) => value);
