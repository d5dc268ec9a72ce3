/** What can be asked of the list of clinics. Pure. */
import type { OrganizationStatus } from '../../../src-shared/organizations/organization';

export type ClinicFilter = 'all' | OrganizationStatus;
export type SortColumn = 'name' | 'status' | 'checked';
export type Sort = { column: SortColumn; descending: boolean };
/** What is remembered of a query. */
export type ListView = { filter: ClinicFilter; sort: Sort };
export type ClinicQuery = ListView & { search: string };

export type ClinicCounts = Record<ClinicFilter, number>;

/** A click on a column's head: sorts by it, then the other way round. Times start with the newest. */
export function nextSort(sort: Sort, column: SortColumn): Sort {
  return sort.column === column
    ? { column, descending: !sort.descending }
    : { column, descending: column === 'checked' };
}

/** The row that a key moves to; null when the key is none of the list's. */
export function rowAfterKey(key: string, row: number, rows: number, page: number): number | null {
  const last = rows - 1;
  if (last < 0) return null;
  if (key === 'ArrowDown') return Math.min(row + 1, last);
  if (key === 'ArrowUp') return Math.max(row - 1, 0);
  if (key === 'PageDown') return Math.min(row + page, last);
  if (key === 'PageUp') return Math.max(row - page, 0);
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  return null;
}
