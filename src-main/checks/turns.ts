/** The connections of one account, asked one after another, and the queue of accounts that may be asked. */
import type { AppErrorData } from '../../src-shared/errors';
import type { ProviderId } from '../../src-shared/primitives';

export type CheckJob = { organizationId: string; provider: ProviderId; account: string };

export type Turn = {
  jobs: CheckJob[];
  next: number;
  /** Attempts at the current connection. */
  tries: number;
  /** Attempts in a row without an answer, and the last of their errors. */
  misses: number;
  missed: AppErrorData | null;
};

/** A queue with a front for those who come again. Taking one costs the same however long it is. */
export function createTurnQueue() {
  const again: Turn[] = [];
  let queue: Turn[] = [];
  let taken = 0;
  return {
    get size() {
      return again.length + queue.length - taken;
    },
    push: (turn: Turn) => void queue.push(turn),
    pushAgain: (turn: Turn) => void again.push(turn),
    take(): Turn | undefined {
      const first = again.pop();
      if (first !== undefined) return first;
      const turn = queue[taken];
      if (turn !== undefined) taken += 1;
      if (taken > 1000 && taken * 2 > queue.length) {
        queue = queue.slice(taken);
        taken = 0;
      }
      return turn;
    },
  };
}

export type JobList = ReturnType<typeof createJobList>;

/** The connections of a run by provider and account, in their order. A long list is added in slices. */
export function createJobList(jobs: readonly CheckJob[] = []) {
  const byProvider = new Map<ProviderId, Map<string, Turn>>();
  const perClinic = new Map<string, number>();
  let size = 0;

  function add(more: readonly CheckJob[]): void {
    for (const job of more) {
      const byAccount = byProvider.get(job.provider) ?? new Map<string, Turn>();
      byProvider.set(job.provider, byAccount);
      const turn = byAccount.get(job.account);
      if (turn === undefined) byAccount.set(job.account, { jobs: [job], next: 0, tries: 0, misses: 0, missed: null });
      else turn.jobs.push(job);
      perClinic.set(job.organizationId, (perClinic.get(job.organizationId) ?? 0) + 1);
      size += 1;
    }
  }
  add(jobs);

  return {
    add,
    get size() {
      return size;
    },
    providers: () => [...byProvider.keys()],
    turnsOf: (provider: ProviderId): Iterable<Turn> => byProvider.get(provider)?.values() ?? [],
    /** How many connections each clinic has. */
    perClinic: (): ReadonlyMap<string, number> => perClinic,
  };
}
