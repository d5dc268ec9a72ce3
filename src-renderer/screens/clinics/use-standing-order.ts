import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { OrganizationSummary } from '../../../src-shared/organizations/organization';
import { type ClinicQuery, type IndexedClinic, inStandingOrder, isSameOrder } from '../../console/clinics/clinic-list';

type StandingOrder = {
  rows: readonly OrganizationSummary[];
  /** True when the rows stand in another order than they would have now. */
  held: boolean;
  /** Puts them into the order that they have now. */
  release: () => void;
};

/**
 * While somebody points at the list or has the focus in it, no row leaves its place. Another question is answered in
 * its own order at once.
 */
export function useStandingOrder(
  answers: readonly OrganizationSummary[],
  all: readonly IndexedClinic[],
  query: ClinicQuery,
  inUse: boolean,
): StandingOrder {
  const [released, setReleased] = useState(0);
  const standing = useRef<{ rows: readonly OrganizationSummary[]; query: ClinicQuery; released: number } | null>(null);
  const rows = useMemo(() => {
    const before = standing.current;
    if (!inUse || before === null || before.query !== query || before.released !== released) return answers;
    return before.rows === answers ? answers : inStandingOrder(before.rows, answers, all);
  }, [answers, all, query, inUse, released]);
  useLayoutEffect(() => {
    standing.current = { rows, query, released };
  });
  const held = useMemo(() => rows !== answers && !isSameOrder(rows, answers), [rows, answers]);
  const release = useCallback(() => setReleased((times) => times + 1), []);
  return { rows, held, release };
}
