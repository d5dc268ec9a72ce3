/** What an earlier run left undone is taken up as soon as its keys are at hand: at the start, or once a person has unlocked them. */
import type { Workspace } from './compose';
import type { Storage } from './storage/repositories';

/** Looks after interrupted tests and withdrawals that wait, once for each database that opens, until the workspace closes. */
export function takeUpUnfinished({ vault, services }: Pick<Workspace, 'vault' | 'services'>): void {
  let lookedAfter: Storage | null = null;
  const begin = () => {
    if (vault.state().state !== 'ready' || vault.storage === lookedAfter) return;
    lookedAfter = vault.storage;
    const { smsTests, credentials } = services();
    void smsTests.recoverInterrupted();
    credentials.keepRevoking();
  };
  vault.onChange(begin);
  begin();
}
