/** Clinics that were picked in the list, for something to be done with all of them. */
import { create, type StoreApi, type UseBoundStore } from 'zustand';

type SelectionState = {
  ids: ReadonlySet<string>;
  /** Where a range begins: the clinic that was picked last by itself. */
  from: string | null;
  toggle: (id: string) => void;
  /** Picks all rows between the beginning of the range and this one. */
  extendTo: (id: string, rows: readonly { readonly id: string }[]) => void;
  /** Picks these as well; what is picked and not shown stays picked. */
  all: (rows: readonly { readonly id: string }[]) => void;
  /** These are picked no longer. */
  without: (rows: readonly { readonly id: string }[]) => void;
  /** Clinics that are gone are picked no longer. */
  keep: (isThere: (id: string) => boolean) => void;
  clear: () => void;
};

const none: ReadonlySet<string> = new Set();

export type SelectionStore = UseBoundStore<StoreApi<SelectionState>>;

export const useSelection: SelectionStore = create<SelectionState>((set, get) => ({
  ids: none,
  from: null,
  toggle: (id) =>
    set(({ ids }) => {
      const picked = new Set(ids);
      if (!picked.delete(id)) picked.add(id);
      return { ids: picked, from: id };
    }),
  extendTo(id, rows) {
    const [begin, end] = [get().from ?? id, id].map((each) => rows.findIndex((row) => row.id === each));
    if (begin === undefined || end === undefined || begin === -1 || end === -1) return get().toggle(id);
    const between = rows.slice(Math.min(begin, end), Math.max(begin, end) + 1);
    set(({ ids, from }) => ({ ids: new Set([...ids, ...between.map((row) => row.id)]), from: from ?? id }));
  },
  all: (rows) => set(({ ids }) => ({ ids: new Set([...ids, ...rows.map(({ id }) => id)]), from: null })),
  without: (rows) =>
    set(({ ids }) => {
      const gone = new Set(rows.map(({ id }) => id));
      return { ids: new Set([...ids].filter((id) => !gone.has(id))), from: null };
    }),
  keep(isThere) {
    const { ids } = get();
    const kept = [...ids].filter(isThere);
    if (kept.length < ids.size) set({ ids: new Set(kept) });
  },
  clear: () => {
    if (get().ids.size > 0) set({ ids: none, from: null });
  },
}));
