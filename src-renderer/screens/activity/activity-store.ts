/** The audit trail, page by page, newest first. */
import { create, type StoreApi, type UseBoundStore } from 'zustand';
import type { AuditEntry, AuditVerification } from '../../../src-shared/audit/audit-entry';
import type { AuditFilter } from '../../../src-shared/audit/audit-filter';
import type { AppErrorData } from '../../../src-shared/errors';
import type { Bridge } from '../../../src-shared/ipc/contract';
import { type ActivityQuery, everything, filterOf } from './activity-query';

export type Entries =
  | { phase: 'loading' }
  | { phase: 'failed'; error: AppErrorData }
  | {
      phase: 'loaded';
      entries: AuditEntry[];
      more: boolean;
      loadingMore: boolean;
      moreError: AppErrorData | null;
      /** The part of the trail that the search index holds; 1 where a search is as quick as it gets. */
      indexed: number;
    };
export type Verification =
  | { phase: 'idle' }
  | { phase: 'verifying' }
  | { phase: 'failed'; error: AppErrorData }
  | { phase: 'verified'; result: AuditVerification };
type ExportFormat = 'csv' | 'json';
export type Export =
  | { phase: 'idle' }
  | { phase: 'saving' }
  | { phase: 'failed'; error: AppErrorData; format: ExportFormat }
  | { phase: 'saved'; file: string; entries: number };

type ActivityState = {
  entries: Entries;
  query: ActivityQuery;
  /** The entry that is open beside the list. */
  opened: AuditEntry | null;
  verification: Verification;
  exported: Export;
  load: () => Promise<void>;
  loadMore: () => Promise<void>;
  narrow: (change: Partial<ActivityQuery>) => void;
  open: (entry: AuditEntry | null) => void;
  verify: () => Promise<void>;
  save: (format: ExportFormat) => Promise<void>;
  dismissExport: () => void;
};

export type ActivityStore = UseBoundStore<StoreApi<ActivityState>>;

const pageSize = 100;

export function createActivityStore(bridge: Pick<Bridge, 'audit'>, now: () => Date = () => new Date()): ActivityStore {
  // Answers to an older query are ignored: a slow first page must not replace newer results.
  let question = 0;
  let asked: AuditFilter = filterOf(everything, now());
  return create<ActivityState>((set, get) => {
    const ask = (before: number | null) => bridge.audit.list({ ...asked, before, limit: pageSize });
    return {
      entries: { phase: 'loading' },
      query: everything,
      opened: null,
      verification: { phase: 'idle' },
      exported: { phase: 'idle' },
      load: async () => {
        question += 1;
        const current = question;
        asked = filterOf(get().query, now());
        const answer = await ask(null);
        if (current !== question) return;
        set({
          entries: answer.ok
            ? {
                ...answer.value,
                indexed: answer.value.indexed ?? 1,
                phase: 'loaded',
                loadingMore: false,
                moreError: null,
              }
            : { phase: 'failed', error: answer.error },
        });
      },
      loadMore: async () => {
        const { entries } = get();
        const last = entries.phase === 'loaded' ? entries.entries.at(-1) : undefined;
        if (entries.phase !== 'loaded' || !entries.more || entries.loadingMore || last === undefined) return;
        const current = question;
        set({ entries: { ...entries, loadingMore: true, moreError: null } });
        const answer = await ask(last.sequence);
        if (current !== question) return;
        set({
          entries: answer.ok
            ? {
                ...entries,
                entries: [...entries.entries, ...answer.value.entries],
                more: answer.value.more,
                loadingMore: false,
                moreError: null,
              }
            : { ...entries, loadingMore: false, moreError: answer.error },
        });
      },
      narrow: (change) => {
        set({ query: { ...get().query, ...change } });
        void get().load();
      },
      open: (opened) => set({ opened }),
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
      save: async (format) => {
        if (get().exported.phase === 'saving') return;
        set({ exported: { phase: 'saving' } });
        // What is on the screen, also where days have passed since it was asked for.
        const answer = await bridge.audit.export({ ...asked, format });
        if (!answer.ok) set({ exported: { phase: 'failed', error: answer.error, format } });
        else if (answer.value.savedTo === null) set({ exported: { phase: 'idle' } });
        else set({ exported: { phase: 'saved', file: answer.value.savedTo, entries: answer.value.entries } });
      },
      dismissExport: () => set({ exported: { phase: 'idle' } }),
    };
  });
}
