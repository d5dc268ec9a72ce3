/** Resumes work of earlier runs once the keys are available: interrupted tests and pending revocations. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Workspace } from './compose';
import type { Logger } from './logging/logger';
import type { Storage } from './storage/repositories';

/** How long after the start, in milliseconds: the list of clinics comes first. */
export const backgroundStartDelayMs = 1500;

/**
 * Runs once for each opened database, until the workspace closes. Failures are retried when the vault opens again.
 * @param delayMs for a database that is open already; one that a person opens later is taken up at once
 */
export function resumeUnfinishedWork(
  { vault, connections, signal }: Pick<Workspace, 'vault' | 'connections' | 'signal'>,
  logger: Pick<Logger, 'fault'>,
  delayMs = backgroundStartDelayMs,
): void {
  let takenUp: Storage | null = null;

  async function takeUp(delay: number): Promise<void> {
    if (delay > 0) await wait(delay, undefined, { signal });
    // Read after the delay: the vault may have been locked, or may have another database, by then.
    const { storage } = vault;
    if (vault.state().state !== 'ready' || storage === takenUp) return;
    takenUp = storage;
    try {
      const { tests, credentials } = await connections();
      credentials.keepRevoking((thrown) => logger.fault('pending revocations', thrown));
      await tests.recover();
    } catch (thrown) {
      if (takenUp === storage) takenUp = null;
      throw thrown;
    }
  }

  const inBackground = (delay: number) =>
    void takeUp(delay).catch((thrown) => {
      if (!signal.aborted) logger.fault('unfinished work', thrown);
    });
  vault.onChange(() => inBackground(0));
  inBackground(delayMs);
}
