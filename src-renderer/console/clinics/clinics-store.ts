/** The list of clinics and what is being asked of it. */
import { create, type StoreApi, type UseBoundStore } from 'zustand';
import type { AppErrorData } from '../../../src-shared/errors';
import type { Bridge } from '../../../src-shared/ipc/contract';
import type { CheckAllProgress } from '../../../src-shared/organizations/organization';
import { type CheckAll, cancelAsked, isChecking, progressHeard, startAnswered } from './check-all';
import {
  type ClinicFilter,
  type ClinicQuery,
  type IndexedClinic,
  indexClinics,
  type ListView,
  nextSort,
  type SortColumn,
} from './clinic-list';

type ClinicsData =
  | { phase: 'loading' }
  | { phase: 'failed'; error: AppErrorData }
  | { phase: 'loaded'; clinics: IndexedClinic[] };

type ClinicsState = {
  data: ClinicsData;
  /** Set when a later reading failed: the rows shown are older than they should be. */
  staleError: AppErrorData | null;
  query: ClinicQuery;
  checkAll: CheckAll;
  load: () => Promise<void>;
  /** Reads again, unless that was done a moment ago or is under way. */
  refresh: () => void;
  /** Something changed: reads again soon, once for many changes. */
  changed: () => void;
  /** Another profile was opened. */
  forget: () => void;
  search: (search: string) => void;
  filter: (filter: ClinicFilter) => void;
  sortBy: (column: SortColumn) => void;
  /** As it was left. */
  showAs: (view: ListView) => void;
  startCheckAll: () => Promise<void>;
  cancelCheckAll: () => Promise<void>;
  checkAllProgress: (progress: CheckAllProgress) => void;
  dismissCheckAll: () => void;
};

export type ClinicsStore = UseBoundStore<StoreApi<ClinicsState>>;

const firstQuery: ClinicQuery = { search: '', filter: 'all', sort: { column: 'status', descending: false } };

/** Waits between readings, in milliseconds. While everything is being checked, rows change many times a second. */
const waits = { calm: 100, checking: 2000 };

/** How long a reading is as good as new, in milliseconds: what it says ages by the hour. */
const freshFor = 2000;

export function createClinicsStore(bridge: Pick<Bridge, 'organizations'>): ClinicsStore {
  let newestLoad = 0;
  let readAt = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;
  return create<ClinicsState>((set, get) => ({
    data: { phase: 'loading' },
    staleError: null,
    query: firstQuery,
    checkAll: { phase: 'idle' },
    load: async () => {
      newestLoad += 1;
      const load = newestLoad;
      readAt = Date.now();
      const answer = await bridge.organizations.list({});
      if (load !== newestLoad) return;
      if (answer.ok)
        set({ data: { phase: 'loaded', clinics: indexClinics(answer.value.organizations) }, staleError: null });
      else if (get().data.phase === 'loaded') set({ staleError: answer.error });
      else set({ data: { phase: 'failed', error: answer.error } });
    },
    refresh: () => {
      if (get().data.phase === 'failed' || Date.now() - readAt > freshFor) void get().load();
    },
    changed: () => {
      if (timer !== null) return;
      timer = setTimeout(
        () => {
          timer = null;
          void get().load();
        },
        isChecking(get().checkAll) ? waits.checking : waits.calm,
      );
    },
    forget: () => {
      newestLoad += 1;
      readAt = 0;
      set(({ query }) => ({
        data: { phase: 'loading' },
        staleError: null,
        query: { ...query, search: '' },
        checkAll: { phase: 'idle' },
      }));
    },
    search: (search) => set(({ query }) => ({ query: { ...query, search } })),
    filter: (filter) => set(({ query }) => ({ query: { ...query, filter } })),
    sortBy: (column) => set(({ query }) => ({ query: { ...query, sort: nextSort(query.sort, column) } })),
    showAs: (view) => set(({ query }) => ({ query: { ...query, ...view } })),
    startCheckAll: async () => {
      if (isChecking(get().checkAll)) return;
      set({ checkAll: { phase: 'starting' } });
      const answer = await bridge.organizations.checkAll({});
      if (answer.ok) {
        set(({ checkAll }) => ({ checkAll: startAnswered(checkAll, answer.value) }));
        get().changed();
      } else set({ checkAll: { phase: 'refused', error: answer.error } });
    },
    cancelCheckAll: async () => {
      set(({ checkAll }) => ({ checkAll: cancelAsked(checkAll) }));
      const answer = await bridge.organizations.cancelCheckAll({});
      if (!answer.ok) set({ checkAll: { phase: 'refused', error: answer.error } });
    },
    checkAllProgress: (progress) => {
      set(({ checkAll }) => ({ checkAll: progressHeard(checkAll, progress) }));
      if (progress.state !== 'running') void get().load();
    },
    dismissCheckAll: () => set({ checkAll: { phase: 'idle' } }),
  }));
}
