/** What an earlier run left undone is taken up once its keys are at hand: soon after the start, or after a person has unlocked them. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Workspace } from './compose';
import type { Logger } from './logging/logger';
import type { Storage } from './storage/repositories';

/** The list of clinics comes first: what it does not need is read this much later, in milliseconds. */
export const atLeisure = 1500;

/** Looks after interrupted tests and withdrawals that wait, once for each database that opens, until the workspace closes. */
export function takeUpUnfinished(
  { vault, connections, signal }: Pick<Workspace, 'vault' | 'connections' | 'signal'>,
  logger: Pick<Logger, 'fault'>,
): void {
  let lookedAfter: Storage | null = null;
  const begin = async () => {
    if (vault.state().state !== 'ready' || vault.storage === lookedAfter) return;
    lookedAfter = vault.storage;
    await wait(atLeisure, undefined, { signal });
    const { smsTests, credentials } = await connections();
    credentials.keepRevoking();
    await smsTests.recoverInterrupted();
  };
  const inBackground = () => void begin().catch((thrown) => signal.aborted || logger.fault('unfinished work', thrown));
  vault.onChange(inBackground);
  inBackground();
}
