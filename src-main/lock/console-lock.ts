/**
 * Whether the console is locked, and what locking and unlocking do. The lock is one latch for the program, whichever
 * workspace is open: it closes at once, before anything that has to be waited for, and opens only when a vault has been
 * opened anew.
 */
import type { ConsoleLock, LockReason } from '../../src-shared/vault/console-lock';
import type { VaultState } from '../../src-shared/vault/vault-state';

/** The part of a workspace that is locked. */
export type Lockable = {
  /** Drops the keys and stops what runs. */
  lock(): Promise<void>;
  vault: {
    state(): VaultState;
    retry(): Promise<VaultState>;
    unlockWithPassphrase(passphrase: string): Promise<VaultState>;
  };
};

export type LockDeps = {
  /** Runs `work` on the workspace that is open, never during a move to another one. */
  withWorkspace: (work: (workspace: Lockable) => Promise<void>) => Promise<void>;
  now: () => Date;
  /** Loads every window's page anew: nothing that it held goes on. */
  renewPages: () => void;
  clearClipboard: () => Promise<void>;
  /** Takes up what the lock has stopped. */
  opened: () => void;
  report: (where: string, thrown: unknown) => void;
  info: (text: string) => void;
};

export type Lock = {
  /** Null while it is open. */
  current(): ConsoleLock | null;
  /** Locks, unless it is locked; ends when the keys are dropped and what ran has stopped. */
  lock(reason: LockReason): Promise<void>;
  /** Opens the lock where `state` is one in which the vault is open. */
  openFor(state: VaultState): VaultState;
};

export function createConsoleLock({
  withWorkspace,
  now,
  renewPages,
  clearClipboard,
  opened,
  report,
  info,
}: LockDeps): Lock {
  let current: ConsoleLock | null = null;
  let locking: Promise<void> = Promise.resolve();

  return {
    current: () => current,
    lock(reason) {
      if (current !== null) return locking;
      current = { reason, since: now().toISOString() };
      info(`locked: ${reason}`);
      const part = (where: string, act: () => Promise<void> | void) =>
        (async () => act())().catch((thrown) => report(where, thrown));
      // Every part runs even if another fails, and all begin at once: the system does not delay its sleep.
      locking = Promise.all([
        part('dropping the keys', () => withWorkspace((workspace) => workspace.lock())),
        part('renewing the page', renewPages),
        part('clearing the clipboard', clearClipboard),
      ]).then(() => undefined);
      return locking;
    },
    openFor(state) {
      if (current === null || state.state !== 'ready') return state;
      current = null;
      info('unlocked');
      renewPages();
      opened();
      return state;
    },
  };
}
