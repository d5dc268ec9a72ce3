/** The audit trail, page by page, newest first. */
import { create, type StoreApi, type UseBoundStore } from 'zustand';
import type { AuditEntry, AuditVerification } from '../../../src-shared/audit/audit-entry';
import type { AppErrorData } from '../../../src-shared/errors';
import type { Bridge } from '../../../src-shared/ipc/contract';

export type OutcomeFilter = AuditEntry['outcome'] | null;
export type Entries =
  | { phase: 'loading' }
  | { phase: 'failed'; error: AppErrorData }
  | { phase: 'loaded'; entries: AuditEntry[]; more: boolean; loadingMore: boolean; moreError: AppErrorData | null };
export type Verification =
  | { phase: 'idle' }
  | { phase: 'verifying' }
  | { phase: 'failed'; error: AppErrorData }
  | { phase: 'verified'; result: AuditVerification };

type ActivityState = {
  entries: Entries;
  search: string;
  outcome: OutcomeFilter;
  verification: Verification;
  load: () => Promise<void>;
  loadMore: () => Promise<void>;
  setSearch: (search: string) => void;
  setOutcome: (outcome: OutcomeFilter) => void;
  verify: () => Promise<void>;
};

export type ActivityStore = UseBoundStore<StoreApi<ActivityState>>;

const pageSize = 100;

export function createActivityStore(bridge: Pick<Bridge, 'audit'>): ActivityStore {
  // Answers to an older question are dropped: a slow first page must not replace what was searched for since.
  let question = 0;
  return create<ActivityState>((set, get) => {
    const ask = (before: number | null) => {
      const { search, outcome } = get();
      return bridge.audit.list({ organizationId: null, before, limit: pageSize, search: search.trim(), outcome });
    };
    return {
      entries: { phase: 'loading' },
      search: '',
      outcome: null,
      verification: { phase: 'idle' },
      load: async () => {
        question += 1;
        const asked = question;
        const answer = await ask(null);
        if (asked !== question) return;
        set({
          entries: answer.ok
            ? { phase: 'loaded', ...answer.value, loadingMore: false, moreError: null }
            : { phase: 'failed', error: answer.error },
        });
      },
      loadMore: async () => {
        const { entries } = get();
        const last = entries.phase === 'loaded' ? entries.entries.at(-1) : undefined;
        if (entries.phase !== 'loaded' || !entries.more || entries.loadingMore || last === undefined) return;
        const asked = question;
        set({ entries: { ...entries, loadingMore: true, moreError: null } });
        const answer = await ask(last.sequence);
        if (asked !== question) return;
        set({
          entries: answer.ok
            ? {
                phase: 'loaded',
                entries: [...entries.entries, ...answer.value.entries],
                more: answer.value.more,
                loadingMore: false,
                moreError: null,
              }
            : { ...entries, loadingMore: false, moreError: answer.error },
        });
      },
      setSearch: (search) => {
        set({ search });
        void get().load();
      },
      setOutcome: (outcome) => {
        set({ outcome });
        void get().load();
      },
      verify: async () => {
        if (get().verification.phase === 'verifying') return;
        set({ verification: { phase: 'verifying' } });
        const answer = await bridge.audit.verify({});
        set({
          verification: answer.ok
            ? { phase: 'verified', result: answer.value }
            : { phase: 'failed', error: answer.error },
        });
      },
    };
  });
}
