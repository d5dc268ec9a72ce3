/** Checks of all connected clinics, or of those that are due. One run at a time; sends nothing. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CheckAllProgress } from '../../src-shared/organizations/organization';
import type { ProviderId } from '../../src-shared/primitives';
import type { CredentialService } from '../credentials/credential-service';
import type { Publish } from '../events';
import { sleep } from '../providers/http/retry';
import { inSlices } from '../slices';
import type { ListedConnection, OrganizationOverview, OrganizationRepository, Storage } from '../storage/repositories';
import { startBulkChecks } from './bulk-checks';
import type { CheckEnd } from './check-end';
import { type CheckJob, createJobList, type JobList } from './turns';

/** Progress is published at most this often, in milliseconds: ten thousand events would be slower than the checks. */
const publishEvery = 100;
/** How long a silent provider is waited for, in milliseconds: a person's computer may sleep or change its network. */
const patienceMs = 600_000;
const longestPauseMs = 15_000;

/** The account that the provider's rate limit counts. A connection without one gets a key of its own. */
export const accountOf = (provider: ProviderId, accountKey: string, organizationId: string) =>
  `${provider} ${accountKey === '' ? organizationId : accountKey}`;

/** How many clinics are read in one go. */
const clinicsAtOnce = 500;
const pickedAtOnce = 50;
const jobsAtOnce = 5_000;

export const jobOf = ({ organizationId, provider, accountKey }: Omit<ListedConnection, 'name'>): CheckJob => ({
  organizationId,
  provider,
  account: accountOf(provider, accountKey, organizationId),
});

/** The connections of all clinics, a slice at a time. */
export const listedConnections = (organizations: Pick<OrganizationRepository, 'connectionsAfter'>) =>
  inSlices((after) => organizations.connectionsAfter(after, clinicsAtOnce));

export const jobsOf = (overviews: readonly OrganizationOverview[]): CheckJob[] =>
  overviews.flatMap(({ organization, credentials }) =>
    credentials
      .filter(({ status }) => status !== 'revoked')
      .map(({ provider, accountKey }) => jobOf({ organizationId: organization.id, provider, accountKey })),
  );

/** Pauses of 1, 2, 4, … 15 seconds, for as long as is waited in all. */
const pausesUpTo = (waitMs: number) => {
  let waited = 0;
  return async (round: number, signal: AbortSignal): Promise<boolean> => {
    if (waited >= waitMs) return false;
    const ms = Math.min(longestPauseMs, 1000 * 2 ** Math.min(round, 10), waitMs - waited);
    waited += ms;
    await sleep(ms, signal);
    return true;
  };
};

/** Counts the clinics of a run as their connections end. */
function countClinics(perClinic: ReadonlyMap<string, number>) {
  /** Connections that are not decided yet, of clinics where one is. */
  const open = new Map<string, number>();
  const failed = new Set<string>();
  const notChecked = new Set<string>();
  const counts = { total: perClinic.size, done: 0, failed: 0, notChecked: 0 };
  return {
    counts,
    ended({ organizationId }: CheckJob, { kind }: CheckEnd): void {
      if (kind === 'failed') counts.failed = failed.add(organizationId).size;
      if (kind === 'unproved') counts.notChecked = notChecked.add(organizationId).size;
      const left = (open.get(organizationId) ?? perClinic.get(organizationId) ?? 1) - 1;
      open.set(organizationId, left);
      if (left === 0) counts.done += 1;
    },
  };
}

export type RunOptions = {
  /** Progress is not shown, and a person's own check of all comes before it. */
  isQuiet?: boolean;
  signal?: AbortSignal;
  ended?: (job: CheckJob, end: CheckEnd) => void;
  /** Told of progress as often as it is published. */
  progressed?: (progress: CheckAllProgress) => void;
  pause?: (round: number, signal: AbortSignal) => Promise<boolean>;
  /** How long a provider of which nothing answers is waited for, in milliseconds. */
  waitMs?: number;
};

export function createCheckAll({
  storage,
  credentials,
  publish,
}: {
  storage: Storage;
  credentials: Pick<CredentialService, 'attempt'>;
  publish: Publish;
}) {
  let current: {
    progress: CheckAllProgress;
    abort: AbortController;
    /** Resolves when its connections are listed. */
    ready: Promise<void>;
    isListed: boolean;
    done: Promise<CheckAllProgress>;
    isQuiet: boolean;
  } | null = null;

  /** How the last run ended, until that was read. */
  let ended: CheckAllProgress | null = null;

  async function run(jobs: Promise<JobList>, progress: CheckAllProgress, abort: AbortController, with_: RunOptions) {
    const queue = await jobs;
    progress.total = queue.size;
    const clinics = countClinics(queue.perClinic());
    progress.clinics = clinics.counts;
    const tell = () => {
      clearTimeout(soon);
      soon = undefined;
      progress.silent = checks.silent();
      progress.isPaused = checks.isPaused();
      const told = { ...progress, clinics: { ...progress.clinics } };
      if (with_.isQuiet !== true) publish('organizations.checkAllProgress', told);
      with_.progressed?.(told);
    };
    let soon: NodeJS.Timeout | undefined;
    const checks = startBulkChecks({
      jobs: queue,
      attempt: ({ organizationId, provider }, signal, answered, slot) =>
        credentials.attempt(organizationId, provider, signal, answered, slot),
      signal: abort.signal,
      ended: (job, end) => {
        progress.done += 1;
        clinics.ended(job, end);
        if (end.kind === 'failed') progress.failed += 1;
        if (end.kind === 'unproved') progress.notChecked += 1;
        with_.ended?.(job, end);
        soon ??= setTimeout(tell, publishEvery);
      },
      silenceChanged: tell,
      pause: with_.pause ?? pausesUpTo(with_.waitMs ?? patienceMs),
      waitFor: sleep,
    });
    await checks.done;
    return () => {
      progress.state = abort.signal.aborted ? 'cancelled' : 'finished';
      tell();
      const end = { ...progress, clinics: { ...progress.clinics } };
      if (with_.isQuiet !== true) ended = end;
      return end;
    };
  }

  /** Starts a run, or joins the running one. */
  function begin(jobs: () => Promise<JobList>, with_: RunOptions) {
    if (current !== null) return current;
    if (with_.isQuiet !== true) ended = null;
    const abort = new AbortController();
    const stop = () => abort.abort();
    with_.signal?.addEventListener('abort', stop, { once: true });
    if (with_.signal?.aborted) abort.abort();
    const progress: CheckAllProgress = {
      state: 'running',
      total: 0,
      done: 0,
      clinics: { total: 0, done: 0, failed: 0, notChecked: 0 },
      failed: 0,
      notChecked: 0,
      silent: [],
      isPaused: false,
    };
    const listed = jobs();
    const done = run(listed, progress, abort, with_)
      .finally(() => {
        current = null;
        // It lives as long as the console does, and would keep all that the run knew.
        with_.signal?.removeEventListener('abort', stop);
      })
      .then((end) => end());
    const ready = listed.then(() => {
      begun.isListed = true;
    });
    const begun = { progress, abort, ready, isListed: false, done, isQuiet: with_.isQuiet === true };
    // A list that can't be read is told by either of them, to whoever waits for it.
    ready.catch(() => undefined);
    done.catch(() => undefined);
    current = begun;
    return begun;
  }

  async function all(): Promise<JobList> {
    const jobs = createJobList();
    for await (const slice of listedConnections(storage.organizations)) jobs.add(slice.map(jobOf));
    return jobs;
  }

  async function inPieces<Item>(
    items: readonly Item[],
    atOnce: number,
    jobsOfSome: (some: readonly Item[]) => readonly CheckJob[] | Promise<readonly CheckJob[]>,
  ): Promise<JobList> {
    const jobs = createJobList();
    for (let at = 0; at < items.length; at += atOnce) {
      if (at > 0) await nextTurn();
      jobs.add(await jobsOfSome(items.slice(at, at + atOnce)));
    }
    return jobs;
  }
  const of = (ids: readonly string[]) =>
    inPieces(ids, pickedAtOnce, async (some) => jobsOf(await storage.organizations.overviewsOf(some)));
  const these = (jobs: readonly CheckJob[]) => inPieces(jobs, jobsAtOnce, (some) => some);

  return {
    /**
     * Starts a check of these clinics, or of all, or returns the progress of a running one.
     * @throws AppError `vault.*`, `storage.*` when the connections can't be listed; nothing runs then
     */
    async start(ids?: readonly string[]): Promise<CheckAllProgress> {
      if (current?.isQuiet) {
        current.abort.abort();
        await current.done.catch(() => undefined);
      }
      const { progress, ready } = begin(ids === undefined ? all : () => of(ids), {});
      await ready;
      return { ...progress, clinics: { ...progress.clinics } };
    },
    /**
     * Checks these, or all, and resolves when all are decided.
     * @throws AppError `vault.*`, `storage.*` when the connections can't be listed
     */
    run: (jobs: CheckJob[] | null, options: RunOptions): Promise<CheckAllProgress> =>
      begin(jobs === null ? all : () => these(jobs), options).done,
    /**
     * For a page that is loaded anew: a person's own run, once its connections are listed, or its end; null when that
     * was read.
     */
    told: (): CheckAllProgress | null =>
      current !== null && !current.isQuiet && current.isListed
        ? { ...current.progress, clinics: { ...current.progress.clinics } }
        : ended,
    /** The end was read. */
    dismiss(): void {
      ended = null;
    },
    /** A person's own. */
    isRunning: (): boolean => current !== null && !current.isQuiet,
    /** Ends a person's own run; one of the background goes on. */
    cancel(): void {
      if (current?.isQuiet === false) current.abort.abort();
    },
    /** Ends whatever runs: the connections are closed. */
    close(): void {
      current?.abort.abort();
    },
  };
}
