import { type FocusEvent, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';

const focusedRow = (list: HTMLElement | null): HTMLElement | null =>
  list?.querySelector<HTMLElement>('[data-clinic-row]:focus') ?? null;

/**
 * The one row that the Tab key stops at, and where the focus is. It belongs to a clinic and not to a place: when rows
 * are sorted, the focus stays with its clinic; when that clinic is removed, it stays at its place.
 * @param version changes with the rows, whose array may stay the same one; scrolling alone looks for no row
 */
export function useRovingRow(
  list: RefObject<HTMLElement | null>,
  rows: readonly { readonly id: string }[],
  version: number,
) {
  const [active, setActive] = useState<{ id: string | null; index: number }>({ id: null, index: 0 });
  const [focusInside, setFocusInside] = useState(false);
  const wanted = useRef(false);
  const place = () => rows.findIndex(({ id }) => id === active.id);
  // biome-ignore lint/correctness/useExhaustiveDependencies: see `version`
  const known = useMemo(() => {
    if (active.id === null) return -1;
    return active.id === rows[active.index]?.id ? active.index : place();
  }, [rows, version, active]);
  // Rows that came since the last version may have moved it.
  const found = known === -1 || rows[known]?.id === active.id ? known : place();
  const current = found === -1 ? Math.max(0, Math.min(active.index, rows.length - 1)) : found;

  // Where its clinic is gone, the focus belongs to the one that took the place.
  const there = rows[current]?.id ?? null;
  useEffect(() => {
    if (focusInside) setActive({ id: there, index: current });
  }, [focusInside, there, current]);

  // After each drawing: the row may have been out of sight when the key was pressed, or may have gone with the focus.
  useEffect(() => {
    const at = focusedRow(list.current);
    const lost = focusInside && document.activeElement === document.body;
    const elsewhere = at !== null && Number(at.dataset.clinicRow) !== current;
    if (!wanted.current && !lost && !elsewhere) return;
    const row = list.current?.querySelector<HTMLElement>(`[data-clinic-row="${current}"]`);
    if (row) {
      wanted.current = false;
      row.focus({ preventScroll: true });
    }
  });

  const onFocus = useCallback((clinic: { id: string }, index: number) => {
    setFocusInside(true);
    setActive({ id: clinic.id, index });
  }, []);
  const onBlur = useCallback((event: FocusEvent<HTMLElement>) => {
    const next = event.relatedTarget;
    const stays = next instanceof HTMLElement && next.dataset.clinicRow !== undefined;
    // A window that loses the focus keeps it for when it comes back.
    if (!stays && focusedRow(event.currentTarget) === null) setFocusInside(false);
  }, []);
  const moveTo = useCallback(
    (index: number) => {
      wanted.current = true;
      setActive({ id: rows[index]?.id ?? null, index });
    },
    [rows],
  );
  const toStart = useCallback(() => setActive({ id: null, index: 0 }), []);
  return { current, focusInside, onFocus, onBlur, moveTo, toStart };
}
