/** The list of clinics and what is being asked of it. */
import { create, type StoreApi, type UseBoundStore } from 'zustand';
import type { AppErrorData } from '../../../src-shared/errors';
import type { Bridge } from '../../../src-shared/ipc/contract';
import type { CheckAllProgress } from '../../../src-shared/organizations/organization';
import type { ProofSpans } from '../../../src-shared/organizations/proof-spans';
import { type CheckAll, cancelAsked, isChecking, progressHeard, startAnswered } from './check-all';
import { type ClinicIndex, createClinicIndex, type IndexOptions } from './clinic-index';
import { type ClinicFilter, type ClinicQuery, type ListView, nextSort, type SortColumn } from './clinic-query';
import { createClinicReader, type ReaderTold, type Reading } from './read-clinics';
import type { Turn } from './turns';

type ClinicsData = { phase: 'loading' } | { phase: 'failed'; error: AppErrorData } | { phase: 'loaded' };

type ClinicsState = {
  data: ClinicsData;
  /** The clinics. The same object throughout: `version` says when something in it changed. */
  index: ClinicIndex;
  version: number;
  /** How much of the list was read; null when all of it was. */
  reading: Reading | null;
  /** Set when a later reading failed: rows are missing or older than they should be. */
  staleError: AppErrorData | null;
  query: ClinicQuery;
  checkAll: CheckAll;
  load: () => Promise<void>;
  /** Reads again if another program wrote to the database. */
  refresh: () => Promise<void>;
  /** Reads one clinic again. */
  changed: (organizationId: string) => void;
  /** Marks proofs as stale that are too old by now. */
  age: () => void;
  /** How long a proof counts. */
  proofsCount: (spans: ProofSpans) => void;
  /** Another profile was opened. */
  forget: () => void;
  search: (search: string) => void;
  filter: (filter: ClinicFilter) => void;
  sortBy: (column: SortColumn) => void;
  /** The remembered query. */
  showAs: (view: ListView) => void;
  /** While the pointer or the focus is in the rows, no row moves. */
  hold: (still: boolean) => void;
  /** Sorts the rows again. */
  release: () => void;
  /** @param ids of these clinics; of all without */
  startCheckAll: (ids?: readonly string[]) => Promise<void>;
  cancelCheckAll: () => Promise<void>;
  checkAllProgress: (progress: CheckAllProgress) => void;
  dismissCheckAll: () => void;
};

export type ClinicsStore = UseBoundStore<StoreApi<ClinicsState>>;

const firstQuery: ClinicQuery = { search: '', filter: 'all', sort: { column: 'status', descending: false } };

/** How often proofs are checked for their age, in milliseconds. */
const ageEveryMs = 30_000;

export function createClinicsStore(
  bridge: Pick<Bridge, 'organizations'>,
  { turn = async () => undefined, ...options }: Omit<IndexOptions, 'answered'> & { turn?: Turn } = {},
): ClinicsStore {
  let aging: ReturnType<typeof setTimeout> | null = null;
  return create<ClinicsState>((set, get) => {
    const drawAgain = () => set(({ version }) => ({ version: version + 1 }));
    const index = createClinicIndex(firstQuery, { ...options, answered: drawAgain });
    const told: ReaderTold = {
      read(reading) {
        set(({ version }) => ({ data: { phase: 'loaded' }, reading, staleError: null, version: version + 1 }));
        aging ??= setTimeout(get().age, ageEveryMs);
      },
      changed: drawAgain,
      failed(error) {
        if (get().data.phase === 'loaded')
          set(({ version }) => ({ staleError: error, reading: null, version: version + 1 }));
        else set({ data: { phase: 'failed', error } });
      },
    };
    const reader = createClinicReader(bridge, index, told, turn);
    const ask = (change: Partial<ClinicQuery>) => {
      const query = { ...get().query, ...change };
      index.ask(query);
      set(({ version }) => ({ query, version: version + 1 }));
    };
    return {
      data: { phase: 'loading' },
      index,
      version: 0,
      reading: null,
      staleError: null,
      query: firstQuery,
      checkAll: { phase: 'idle' },
      load: reader.load,
      refresh: reader.refresh,
      changed: reader.changed,
      age() {
        if (aging !== null) clearTimeout(aging);
        const { changed, isDone } = index.age();
        if (changed) drawAgain();
        aging = setTimeout(get().age, isDone ? ageEveryMs : 0);
      },
      proofsCount(spans) {
        index.proofsCount(spans);
        get().age();
      },
      forget() {
        reader.forget();
        index.clear();
        ask({ search: '' });
        set({ data: { phase: 'loading' }, reading: null, staleError: null, checkAll: { phase: 'idle' } });
      },
      search: (search) => ask({ search }),
      filter: (filter) => ask({ filter }),
      sortBy: (column) => ask({ sort: nextSort(get().query.sort, column) }),
      showAs: (view) => ask(view),
      hold(still) {
        index.hold(still);
        drawAgain();
      },
      release() {
        index.release();
        drawAgain();
      },
      startCheckAll: async (ids) => {
        if (isChecking(get().checkAll)) return;
        set({ checkAll: { phase: 'starting' } });
        const answer = await bridge.organizations.checkAll(ids === undefined ? {} : { ids: [...ids] });
        if (answer.ok) set(({ checkAll }) => ({ checkAll: startAnswered(checkAll, answer.value) }));
        else set({ checkAll: { phase: 'refused', error: answer.error } });
      },
      cancelCheckAll: async () => {
        set(({ checkAll }) => ({ checkAll: cancelAsked(checkAll) }));
        const answer = await bridge.organizations.cancelCheckAll({});
        if (!answer.ok) set({ checkAll: { phase: 'refused', error: answer.error } });
      },
      checkAllProgress: (progress) => set(({ checkAll }) => ({ checkAll: progressHeard(checkAll, progress) })),
      dismissCheckAll() {
        set({ checkAll: { phase: 'idle' } });
        void bridge.organizations.dismissCheckAll({});
      },
    };
  });
}
