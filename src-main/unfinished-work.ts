/**
 * Resumes work of earlier runs once the keys are available: interrupted tests and pending revocations. The services
 * that talk to providers are read only when something waits: most starts find nothing.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Workspace } from './compose';
import type { Logger } from './logging/logger';
import type { Storage } from './storage/repositories';

/** How long after the start, in milliseconds: the list of clinics comes first. */
export const backgroundStartDelayMs = 1500;
/** How often pending revocations are retried. */
const retryEveryMs = 10 * 60_000;

/**
 * Runs once for each opened database, until the workspace closes. Failures are retried when the vault opens again.
 * @param delayMs how long to wait for a database that is open already; one that a person opens later is taken up at
 * once
 * @returns a function that takes up again what was stopped meanwhile, as the lock stops all that runs
 */
export function resumeUnfinishedWork(
  { vault, clinicStorage, connections, signal }: Pick<Workspace, 'vault' | 'clinicStorage' | 'connections' | 'signal'>,
  logger: Pick<Logger, 'fault'>,
  delayMs = backgroundStartDelayMs,
): () => void {
  let takenUp: Storage | null = null;
  const report = (where: string) => (thrown: unknown) => {
    if (!signal.aborted) logger.fault(where, thrown);
  };

  async function retryRevocations({ organizations }: Storage): Promise<void> {
    if ((await organizations.pendingRevocations()).length === 0) return;
    await (await connections()).credentials.retryRevocations();
  }

  async function recoverTests({ organizations }: Storage): Promise<void> {
    const [unfinished, unconfirmed] = await Promise.all([
      organizations.unfinishedRuns(),
      organizations.unconfirmedRuns(),
    ]);
    if (unfinished.length + unconfirmed.length > 0) await (await connections()).tests.recover();
  }

  async function takeUp(delay: number): Promise<void> {
    if (delay > 0) await wait(delay, undefined, { signal });
    await vault.proven();
    // Read after the delay: the vault may have been locked, or may have another database, by then.
    const storage = clinicStorage();
    if (vault.state().state !== 'ready' || storage === null || storage === takenUp) return;
    takenUp = storage;
    try {
      await Promise.all([retryRevocations(storage).catch(report('pending revocations')), recoverTests(storage)]);
    } catch (thrown) {
      if (takenUp === storage) takenUp = null;
      throw thrown;
    }
  }

  const inBackground = (delay: number) => void takeUp(delay).catch(report('unfinished work'));
  vault.onChange(() => inBackground(0));
  inBackground(delayMs);

  const timer = setInterval(() => {
    const storage = clinicStorage();
    if (vault.state().state === 'ready' && storage !== null)
      void retryRevocations(storage).catch(report('pending revocations'));
  }, retryEveryMs);
  timer.unref();
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
  return () => {
    takenUp = null;
    inBackground(0);
  };
}
