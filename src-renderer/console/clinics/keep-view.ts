/**
 * What the list knows survives a reload of the page: the words of the search, what is picked, and the check of all that
 * runs or has ended. The main process keeps it in memory, until the console locks.
 */
import type { Bridge } from '../../../src-shared/ipc/contract';
import type { KeptView } from '../../../src-shared/organizations/kept-view';
import type { ClinicsStore } from './clinics-store';
import type { SelectionStore } from './selection';

/** After the last change, in milliseconds: while somebody types, nothing is sent. */
const calmMs = 300;

/** Recalls it once the first rows are there, and keeps each change from then on. Returns how to stop. */
export function keepView(
  bridge: Pick<Bridge, 'organizations'>,
  clinics: ClinicsStore,
  selection: SelectionStore,
): () => void {
  let phase: 'waits' | 'asks' | 'keeps' = 'waits';
  /** Picked before the reload; shown as picked once all rows are there. */
  let picked: readonly string[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;

  async function recall(): Promise<void> {
    phase = 'asks';
    const answer = await bridge.organizations.recallView({});
    phase = 'keeps';
    if (!answer.ok) return;
    const { search, checkAll } = answer.value;
    picked = answer.value.picked;
    const { query, checkAll: known } = clinics.getState();
    // What happened here meanwhile is newer.
    if (search !== '' && query.search === '') clinics.getState().search(search);
    if (checkAll !== null && known.phase === 'idle') clinics.getState().checkAllProgress(checkAll);
    pick();
  }

  function pick(): void {
    const { data, reading, index } = clinics.getState();
    if (picked.length === 0 || data.phase !== 'loaded' || reading !== null) return;
    const there = picked.flatMap((id) => index.get(id) ?? []);
    picked = [];
    if (selection.getState().ids.size === 0) selection.getState().all(there);
  }

  function keepSoon(): void {
    if (phase !== 'keeps' || picked.length > 0) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => {
      timer = null;
      const view: KeptView = { search: clinics.getState().query.search, picked: [...selection.getState().ids] };
      void bridge.organizations.keepView(view);
    }, calmMs);
  }

  const stops = [
    clinics.subscribe((state, before) => {
      if (phase === 'waits' && state.data.phase === 'loaded') void recall();
      pick();
      if (state.query.search !== before.query.search) keepSoon();
    }),
    selection.subscribe(keepSoon),
  ];
  if (clinics.getState().data.phase === 'loaded') void recall();
  return () => {
    if (timer !== null) clearTimeout(timer);
    for (const stop of stops) stop();
  };
}
