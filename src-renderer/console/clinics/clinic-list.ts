/**
 * Searching, filtering and sorting the list of clinics: pure, and quick enough for ten thousand rows between two
 * frames.
 */
import type { OrganizationStatus, OrganizationSummary } from '../../../src-shared/organizations/organization';

export type ClinicFilter = 'all' | OrganizationStatus;
export type SortColumn = 'name' | 'status' | 'checked';
export type Sort = { column: SortColumn; descending: boolean };
export type ClinicQuery = { search: string; filter: ClinicFilter; sort: Sort };

/** A clinic with what searching and sorting need, worked out once when the list arrives. */
export type IndexedClinic = {
  clinic: OrganizationSummary;
  text: string;
  digits: string;
  rank: number;
  checked: number;
};

export type ClinicCounts = Record<ClinicFilter, number>;

/** What needs a person comes first. */
const urgency: Record<OrganizationStatus, number> = { 'needs-attention': 0, unproven: 1, 'not-set-up': 2, ready: 3 };

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

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
    .map((clinic) => {
      const resources = clinic.connections.map(({ resource }) => resource ?? '');
      return {
        clinic,
        text: fold([clinic.name, ...resources, clinic.attention ?? ''].join('\n')),
        digits: resources.map((resource) => resource.replace(/\D/g, '')).join(' '),
        rank: urgency[clinic.status],
        checked: clinic.checkedAt === null ? 0 : Date.parse(clinic.checkedAt),
      };
    })
    .sort((a, b) => byName(a.clinic.name, b.clinic.name));
}

/** In another order; `indexed` is sorted by name. Apart from the search, so that typing sorts nothing. */
export function sortClinics(indexed: readonly IndexedClinic[], { column, descending }: Sort): readonly IndexedClinic[] {
  const direction = descending ? -1 : 1;
  if (column === 'status') return indexed.toSorted((a, b) => (a.rank - b.rank) * direction);
  if (column === 'checked') return indexed.toSorted((a, b) => (a.checked - b.checked) * direction);
  return descending ? indexed.toReversed() : indexed;
}

/** Those that answer the search and the filter, in the order they came in. */
export function filterClinics(
  sorted: readonly IndexedClinic[],
  search: string,
  filter: ClinicFilter,
): OrganizationSummary[] {
  const matches = matcher(search);
  const found: OrganizationSummary[] = [];
  for (const each of sorted)
    if ((filter === 'all' || each.clinic.status === filter) && matches(each)) found.push(each.clinic);
  return found;
}

/** The clinics that answer a query, in its order. */
export const selectClinics = (
  indexed: readonly IndexedClinic[],
  { search, filter, sort }: ClinicQuery,
): OrganizationSummary[] => filterClinics(sortClinics(indexed, sort), search, filter);

/** Every word has to be found; what looks like a phone number is compared by its digits, however it was written. */
function matcher(search: string): (each: IndexedClinic) => boolean {
  const asked = fold(search.trim());
  if (asked === '') return () => true;
  const digits = asked.replace(/\D/g, '');
  const words = asked.split(/\s+/);
  const inWords = ({ text }: IndexedClinic) => words.every((word) => text.includes(word));
  if (digits.length < 3 || !/^[+()\d\s./-]+$/.test(asked)) return inWords;
  return (each) => each.digits.includes(digits) || inWords(each);
}

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
