/** Filtering and sorting the list of clinics: pure, and quick enough for ten thousand rows between two frames. */
import type { OrganizationStatus, OrganizationSummary } from '../../../src-shared/organizations/organization';
import { nearestFirst, placing, type SearchText, searchTextOf } from './clinic-search';

export type ClinicFilter = 'all' | OrganizationStatus;
export type SortColumn = 'name' | 'status' | 'checked';
export type Sort = { column: SortColumn; descending: boolean };
/** What is remembered of a query. */
export type ListView = { filter: ClinicFilter; sort: Sort };
export type ClinicQuery = ListView & { search: string };

/** A clinic with what searching and sorting need, worked out once when the list arrives. */
export type IndexedClinic = {
  clinic: OrganizationSummary;
  searched: SearchText;
  rank: number;
  checked: number;
};

export type ClinicCounts = Record<ClinicFilter, number>;

/** What needs a person comes first. */
const urgency: Record<OrganizationStatus, number> = { 'needs-attention': 0, unproven: 1, 'not-set-up': 2, ready: 3 };

const plain = /^[A-Za-z ]*$/;
const compareText = (a: string, b: string) => (a < b ? -1 : Number(a > b));

/**
 * The order in which a person files names. English files plain letters by their letters alone, without a collator:
 * making one takes longer than all the rest of a short list.
 */
function orderOf(names: readonly string[], locale: string): (a: string, b: string) => number {
  if (/^en\b/i.test(locale) && names.every((name) => plain.test(name)))
    return (a, b) => compareText(a.toLowerCase(), b.toLowerCase());
  return new Intl.Collator(locale, { numeric: true, sensitivity: 'base' }).compare;
}

/** Sorted by name, so that every later sort by something else keeps names in order within it. */
export function indexClinics(clinics: readonly OrganizationSummary[], locale = navigator.language): IndexedClinic[] {
  const byName = orderOf(
    clinics.map(({ name }) => name),
    locale,
  );
  return clinics
    .map((clinic) => ({
      clinic,
      searched: searchTextOf(clinic),
      rank: urgency[clinic.status],
      checked: clinic.checkedAt === null ? 0 : Date.parse(clinic.checkedAt),
    }))
    .sort((a, b) => byName(a.clinic.name, b.clinic.name));
}

/** In another order; `indexed` is sorted by name. Apart from the search, so that typing sorts nothing. */
export function sortClinics(indexed: readonly IndexedClinic[], { column, descending }: Sort): readonly IndexedClinic[] {
  const direction = descending ? -1 : 1;
  if (column === 'status') return indexed.toSorted((a, b) => (a.rank - b.rank) * direction);
  if (column === 'checked') return indexed.toSorted((a, b) => (a.checked - b.checked) * direction);
  return descending ? indexed.toReversed() : indexed;
}

/** Those that answer the search and the filter: what is nearest to the search first, else in the order they came in. */
export function filterClinics(
  sorted: readonly IndexedClinic[],
  search: string,
  filter: ClinicFilter,
): OrganizationSummary[] {
  const shown = filter === 'all' ? sorted : sorted.filter(({ clinic }) => clinic.status === filter);
  const found = search.trim() === '' ? shown : nearestFirst(shown, placedBy(search));
  return found.map(({ clinic }) => clinic);
}

/** The clinics that answer a query, in its order. */
export const selectClinics = (
  indexed: readonly IndexedClinic[],
  { search, filter, sort }: ClinicQuery,
): OrganizationSummary[] => filterClinics(sortClinics(indexed, sort), search, filter);

function placedBy(search: string): (each: IndexedClinic) => number | null {
  const place = placing(search);
  return ({ searched }) => place(searched);
}

/**
 * The rows as they stand, with what is new in each: what somebody points at must not move away. A clinic that is gone
 * leaves, one that answers the query only now is put at the end, and one that answers it no longer stays.
 */
export function inStandingOrder(
  standing: readonly OrganizationSummary[],
  answers: readonly OrganizationSummary[],
  all: readonly IndexedClinic[],
): OrganizationSummary[] {
  const now = new Map(all.map(({ clinic }) => [clinic.id, clinic]));
  const rows = standing.flatMap(({ id }) => now.get(id) ?? []);
  const stood = new Set(rows.map(({ id }) => id));
  return [...rows, ...answers.filter(({ id }) => !stood.has(id))];
}

/** True when the same clinics stand in the same order. */
export const isSameOrder = (a: readonly OrganizationSummary[], b: readonly OrganizationSummary[]): boolean =>
  a.length === b.length && a.every(({ id }, at) => id === b[at]?.id);

export function countClinics(indexed: readonly IndexedClinic[]): ClinicCounts {
  const counts: ClinicCounts = { all: indexed.length, 'needs-attention': 0, unproven: 0, ready: 0, 'not-set-up': 0 };
  for (const { clinic } of indexed) counts[clinic.status] += 1;
  return counts;
}

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
