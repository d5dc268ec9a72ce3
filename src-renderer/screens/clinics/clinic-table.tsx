import { Button } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconSearchOff } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { OrganizationSummary } from '../../../src-shared/organizations/organization';
import { providerDescriptors } from '../../../src-shared/providers';
import { EmptyState } from '../../components/empty-state';
import { useWidth } from '../../components/use-width';
import { filterClinics, rowAfterKey, type SortColumn, sortClinics } from '../../console/clinics/clinic-list';
import { useClinics } from '../../console/clinics/use-clinics';
import { useAppStatus } from '../../console/use-console';
import { navigate } from '../../router/router';
import { ClinicRow } from './clinic-row';
import classes from './clinic-table.module.css';

/** Heights of a row, in rem: in columns, and with its parts under each other where the columns don't fit. */
const rowRem = { wide: 4.5, narrow: 12 };
/** What the columns need at their narrowest, with their gaps and the padding of a row. */
const narrowBelowRem = 57;
const providers = Object.values(providerDescriptors);
const columns = `minmax(9rem, 2.2fr) ${providers.map(() => 'minmax(9.25rem, 2fr)').join(' ')} 9rem 5.5rem`;

/** The clinics that answer the query. Only the rows in sight exist; the keyboard moves through all of them. */
export function ClinicTable() {
  const data = useClinics((state) => state.data);
  const query = useClinics((state) => state.query);
  const { textScale } = useAppStatus().settings;
  const clinics = data.phase === 'loaded' ? data.clinics : null;
  const sorted = useMemo(() => sortClinics(clinics ?? [], query.sort), [clinics, query.sort]);
  const rows = useMemo(() => filterClinics(sorted, query.search, query.filter), [sorted, query.search, query.filter]);

  const scroll = useRef<HTMLDivElement>(null);
  const rem = (16 * textScale) / 100;
  const narrow = useWidth(scroll) < narrowBelowRem * rem;
  const rowHeight = (narrow ? rowRem.narrow : rowRem.wide) * rem;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 4,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured again when the text size changes the height
  useEffect(() => virtual.measure(), [virtual, rowHeight]);

  const [active, setActive] = useState(0);
  const [moveFocus, setMoveFocus] = useState(false);
  const current = Math.min(active, Math.max(rows.length - 1, 0));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question starts at the top
  useEffect(() => {
    setActive(0);
    if (scroll.current !== null) scroll.current.scrollTop = 0;
  }, [query]);
  // The row may have been out of sight when the key was pressed: it is focused once it exists.
  useEffect(() => {
    if (!moveFocus) return;
    const row = scroll.current?.querySelector<HTMLElement>(`[data-clinic-row="${current}"]`);
    if (row) {
      row.focus({ preventScroll: true });
      setMoveFocus(false);
    }
  });

  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? rowHeight) / rowHeight) - 1);
    const next = rowAfterKey(event.key, current, rows.length, page);
    if (next === null) return;
    event.preventDefault();
    setActive(next);
    setMoveFocus(true);
    virtual.scrollToIndex(next);
  };

  const shown = virtual.getVirtualItems();
  // The stop of the Tab key: the row that had the focus, or, where that was scrolled away, the first in sight.
  const inSight = shown.find(({ start }) => start >= (virtual.scrollOffset ?? 0)) ?? shown[0];
  const stop = shown.some(({ index }) => index === current) ? current : inSight?.index;

  if (rows.length === 0) {
    return (
      <div className={classes.table}>
        <EmptyState
          icon={<IconSearchOff size="2rem" stroke={1.4} aria-hidden />}
          title={query.search === '' ? 'No clinic is in this state' : `No clinic matches “${query.search}”`}
          actions={
            <Button
              variant="default"
              onClick={() => {
                useClinics.getState().search('');
                useClinics.getState().filter('all');
              }}
            >
              Show all clinics
            </Button>
          }
        >
          {query.search !== '' && query.filter !== 'all' ? 'The filter above hides clinics too. ' : ''}
          {query.search !== '' && 'Search looks at names, phone numbers, accounts and what needs attention.'}
        </EmptyState>
      </div>
    );
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: rows out of sight don't exist, which a table element cannot say
    <div
      className={classes.table}
      role="grid"
      aria-label="Clinics"
      aria-rowcount={rows.length + 1}
      data-narrow={narrow || undefined}
      style={{ '--columns': columns } as React.CSSProperties}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the rows are what has the focus; their keys are heard here */}
      <div className={classes.scroll} ref={scroll} onKeyDown={onKeyDown} role="presentation">
        {/* biome-ignore lint/a11y: a grid's head row is no stop of its own; its buttons are */}
        <div className={classes.head} role="row" aria-rowindex={1}>
          <SortHead column="name" label="Clinic" />
          {providers.map(({ id, name }) => (
            // biome-ignore lint/a11y: see above
            <div key={id} role="columnheader">
              {name}
            </div>
          ))}
          <SortHead column="status" label="Status" />
          <SortHead column="checked" label="Last checked" />
        </div>
        <div className={classes.rows} role="presentation" style={{ height: virtual.getTotalSize() }}>
          {/* By place, not by clinic: another search changes the words in the rows, which is quicker than making new
              ones. */}
          {shown.map(({ index, start }) => {
            const clinic = rows[index];
            return (
              clinic && (
                <ClinicRow
                  key={index}
                  clinic={clinic}
                  index={index}
                  top={start}
                  tabbable={index === stop}
                  onFocus={setActive}
                  onOpen={openClinic}
                />
              )
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** A clinic that is still being set up goes on where it was left. */
const openClinic = ({ id, status, setupStep }: OrganizationSummary) =>
  navigate(status === 'not-set-up' && setupStep !== null ? `/setup/${id}` : `/clinics/${id}`);

function SortHead({ column, label }: { column: SortColumn; label: string }) {
  const sort = useClinics((state) => state.query.sort);
  const sorted = sort.column === column;
  const Sign = sort.descending ? IconArrowDown : IconArrowUp;
  return (
    // biome-ignore lint/a11y: a cell of the grid's head, see there
    <div role="columnheader" aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}>
      <button type="button" className={classes.sort} onClick={() => useClinics.getState().sortBy(column)}>
        {label}
        {sorted && <Sign size="0.875rem" aria-hidden />}
      </button>
    </div>
  );
}
