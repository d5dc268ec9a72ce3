/**
 * `Check all now`: proves every connected clinic again, many at a time, without sending anything.
 * Clinics that share an account wait for each other, so that one account never gets all of the requests.
 */
import type { CheckAllProgress } from '../../src-shared/organizations/organization';
import type { ProviderId } from '../../src-shared/primitives';
import type { CredentialService } from '../credentials/credential-service';
import type { Publish } from '../events';
import type { Storage } from '../storage/repositories';

export type CheckAll = ReturnType<typeof createCheckAll>;

const concurrency = 24;
/** The window is told at most this often, in milliseconds: ten thousand events would be slower than the checks. */
const publishEvery = 100;

type Job = { organizationId: string; provider: ProviderId; account: string };

const accountOf = (metadata: Record<string, unknown>, fallback: string) => (typeof metadata.accountSid === 'string' ? metadata.accountSid : fallback);

export function createCheckAll({ storage, credentials, publish }: { storage: Storage; credentials: CredentialService; publish: Publish }) {
  let current: { progress: CheckAllProgress; abort: AbortController } | null = null;

  async function jobs(): Promise<Job[]> {
    const overviews = await storage.organizations.overviews();
    return overviews.flatMap(({ organization, credentials: stored }) =>
      stored
        .filter((credential) => credential.status !== 'revoked')
        .map((credential) => ({ organizationId: organization.id, provider: credential.provider, account: accountOf(credential.metadata, organization.id) })),
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
    const busyAccounts = new Map<string, Promise<void>>();
    const check = async (job: Job) => {
      const before = busyAccounts.get(job.account) ?? Promise.resolve();
      const mine = before.then(async () => {
        if (abort.signal.aborted) return;
        try {
          const connection = await credentials.check(job.organizationId, job.provider, abort.signal);
          if (connection.problem) progress.failed += 1;
          progress.done += 1;
        } catch {
          // What went wrong is on the clinic's row; here it only counts.
          if (abort.signal.aborted) return;
          progress.failed += 1;
          progress.done += 1;
        }
        tell(false);
      });
      busyAccounts.set(job.account, mine);
      await mine;
    };
    let next = 0;
    const worker = async () => {
      for (let job = queue[next++]; job && !abort.signal.aborted; job = queue[next++]) await check(job);
    };
    await Promise.all(Array.from({ length: Math.min(concurrency, queue.length) }, worker));
    progress.state = abort.signal.aborted ? 'cancelled' : 'finished';
    current = null;
    tell(true);
    publish('organizations.changed', { organizationId: null });
  }

  return {
    /** Starts, or tells of the one that runs already. */
    async start(): Promise<CheckAllProgress> {
      if (current) return { ...current.progress };
      const abort = new AbortController();
      const progress: CheckAllProgress = { state: 'running', total: 0, done: 0, failed: 0, error: null };
      current = { progress, abort };
      const queue = await jobs();
      progress.total = queue.length;
      void run(queue, progress, abort);
      return { ...progress };
    },
    cancel(): void {
      current?.abort.abort();
    },
  };
}
