/** The part of the vault that recovery and rescue use, inside a turn of it. */
import type { VaultState } from '../../src-shared/vault/vault-state';
import type { KdfCost } from '../crypto/passphrase';
import type { Platform } from '../platform';
import type { ExpectedReturn } from '../storage/audit-comparison';
import type { Connection } from '../storage/connection';
import type { KeyStore } from './keychain/key-store';
import type { OpenProfile } from './open-profile';
import type { VaultMachine } from './vault-machine';

export type VaultCore = {
  readonly platform: Platform;
  readonly keyStore: KeyStore;
  readonly kdf: KdfCost;
  machine(): VaultMachine;
  setState(next: VaultMachine): Promise<VaultState>;
  open(): Promise<VaultState>;
  /** Call it while holding the profile's lock, and hand the result to `setState` at once. */
  attach(connection: Connection): OpenProfile;
  /** The console put something back: the next opening expects another trail, or no anchor. */
  putBack(expected: ExpectedReturn): void;
};
