/**
 * `Check all now`: proves every connected clinic again, many at a time, without sending anything. Clinics that share an
 * account are checked one after another, to respect its rate limit.
 */
import type { CheckAllProgress } from '../../src-shared/organizations/organization';
import type { ProviderId } from '../../src-shared/primitives';
import { failureOf } from '../credentials/connection-view';
import type { CredentialService } from '../credentials/credential-service';
import type { Publish } from '../events';
import type { Storage } from '../storage/repositories';
import { runConcurrentlyByKey } from './run-concurrently-by-key';

const concurrency = 24;
/** Progress is published at most this often, in milliseconds: ten thousand events would be slower than the checks. */
const publishEvery = 100;

type Job = { organizationId: string; provider: ProviderId; account: string };

/** The account that the provider's rate limit counts. A connection without one gets a key of its own. */
const accountOf = (provider: ProviderId, accountKey: string, organizationId: string) =>
  `${provider} ${accountKey === '' ? organizationId : accountKey}`;

export function createCheckAll({
  storage,
  credentials,
  publish,
}: {
  storage: Storage;
  credentials: CredentialService;
  publish: Publish;
}) {
  let current: { progress: CheckAllProgress; abort: AbortController } | null = null;

  async function jobs(): Promise<Job[]> {
    const overviews = await storage.organizations.overviews();
    return overviews.flatMap(({ organization, credentials: stored }) =>
      stored
        .filter((credential) => credential.status !== 'revoked')
        .map(({ provider, accountKey }) => ({
          organizationId: organization.id,
          provider,
          account: accountOf(provider, accountKey, organization.id),
        })),
    );
  }

  async function run(queue: Job[], progress: CheckAllProgress, abort: AbortController): Promise<void> {
    let published = 0;
    const tell = (force: boolean) => {
      const now = Date.now();
      if (!force && now - published < publishEvery) return;
      published = now;
      publish('organizations.checkAllProgress', { ...progress });
    };
    const check = async (job: Job) => {
      try {
        const connection = await credentials.check(job.organizationId, job.provider, abort.signal);
        if (failureOf(connection)) progress.failed += 1;
        progress.done += 1;
      } catch {
        // The failure is shown on the clinic's row; only the number is kept here.
        if (abort.signal.aborted) return;
        progress.failed += 1;
        progress.done += 1;
      }
      tell(false);
    };
    await runConcurrentlyByKey(queue, ({ account }) => account, concurrency, check, abort.signal);
    progress.state = abort.signal.aborted ? 'cancelled' : 'finished';
    current = null;
    tell(true);
    publish('organizations.changed', { organizationId: null });
  }

  return {
    /**
     * Starts a check, or returns the progress of a running one.
     * @throws AppError `vault.*`, `storage.*` when the connections can't be listed; nothing runs then
     */
    async start(): Promise<CheckAllProgress> {
      if (current) return { ...current.progress };
      const abort = new AbortController();
      const progress: CheckAllProgress = { state: 'running', total: 0, done: 0, failed: 0 };
      const started = { progress, abort };
      current = started;
      try {
        const queue = await jobs();
        progress.total = queue.length;
        void run(queue, progress, abort);
        return { ...progress };
      } catch (thrown) {
        if (current === started) current = null;
        throw thrown;
      }
    },
    isRunning: (): boolean => current !== null,
    cancel(): void {
      current?.abort.abort();
    },
  };
}
