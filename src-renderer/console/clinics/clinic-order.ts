/** The orders that the list of clinics can have. Each is total: no two clinics are equal. */
import type { Sort } from './clinic-query';
import { type ListedClinic, plainName } from './listed-clinic';
import type { Compare } from './sorted';

const compareText = (a: string, b: string) => (a < b ? -1 : Number(a > b));

export type NameOrder = {
  readonly compare: Compare<ListedClinic>;
  /** Looks at a new name. True when all names are in another order from now on. */
  sees(name: string): boolean;
};

/**
 * The alphabetical order of names. English names of plain letters and digits are compared without a collator, whose
 * creation takes longer than sorting a short list.
 */
export function createNameOrder(locale: string): NameOrder {
  let collator: Intl.Collator | null = null;
  const make = () => new Intl.Collator(locale, { numeric: true, sensitivity: 'base' });
  if (!/^en\b/i.test(locale)) collator = make();
  return {
    compare(a, b) {
      const order = collator ? collator.compare(a.row.name, b.row.name) : compareText(a.nameKey, b.nameKey);
      return order || compareText(a.id, b.id);
    },
    sees(name) {
      if (collator !== null || plainName.test(name)) return false;
      collator = make();
      return true;
    },
  };
}

export function orderBy({ column, descending }: Sort, names: NameOrder): Compare<ListedClinic> {
  const direction = descending ? -1 : 1;
  if (column === 'status') return (a, b) => (a.rank - b.rank) * direction || names.compare(a, b);
  if (column === 'checked') return (a, b) => (a.checked - b.checked) * direction || names.compare(a, b);
  return (a, b) => names.compare(a, b) * direction;
}

/** True when a clinic may stand elsewhere in an order after a change. */
export function mayMove(before: ListedClinic, after: ListedClinic, { column }: Sort): boolean {
  if (before.row.name !== after.row.name) return true;
  if (column === 'status') return before.rank !== after.rank;
  return column === 'checked' && before.checked !== after.checked;
}

const ranks = [0, 1, 2, 3];

/** Clinics sorted by name, in another order. Names stay in order within it; none is compared again. */
export function reordered(byName: readonly ListedClinic[], { column, descending }: Sort): ListedClinic[] {
  if (column === 'name') return descending ? byName.toReversed() : [...byName];
  if (column === 'status')
    return (descending ? ranks.toReversed() : ranks).flatMap((rank) => byName.filter((each) => each.rank === rank));
  const direction = descending ? -1 : 1;
  return byName.toSorted((a, b) => (a.checked - b.checked) * direction);
}
