/** Shows the list of clinics as it was left: in its order, and with its filter. */
import type { Settings } from '../../../src-shared/settings/settings';
import type { ConsoleStore } from '../console-store';
import type { ListView } from './clinic-query';
import type { ClinicsStore } from './clinics-store';

const viewOf = ({ clinicFilter, clinicSort, clinicSortDescending }: Settings): ListView => ({
  filter: clinicFilter,
  sort: { column: clinicSort, descending: clinicSortDescending },
});

const isSameView = (a: ListView, b: ListView) =>
  a.filter === b.filter && a.sort.column === b.sort.column && a.sort.descending === b.sort.descending;

/**
 * From the settings once they are known, and again for another profile; from then on each change is remembered. What
 * can't be kept is shown all the same. Returns how to stop.
 */
export function rememberList(clinics: ClinicsStore, console: ConsoleStore): () => void {
  let openedIn: { practice: boolean } | null = null;
  const settings = () => {
    const { boot } = console.getState();
    return boot.phase === 'ready' ? boot.status : null;
  };
  const open = () => {
    const status = settings();
    if (status === null || openedIn?.practice === status.practice) return;
    openedIn = { practice: status.practice };
    const view = viewOf(status.settings);
    if (!isSameView(view, clinics.getState().query)) clinics.getState().showAs(view);
  };
  const stopConsole = console.subscribe(open);
  const stopClinics = clinics.subscribe(({ query }, before) => {
    const status = settings();
    if (status === null || openedIn === null || isSameView(query, before.query)) return;
    if (isSameView(query, viewOf(status.settings))) return;
    void console.getState().updateSettings({
      clinicFilter: query.filter,
      clinicSort: query.sort.column,
      clinicSortDescending: query.sort.descending,
    });
  });
  open();
  return () => {
    stopConsole();
    stopClinics();
  };
}
