import { Button } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconSearchOff } from '@tabler/icons-react';
import { type KeyboardEvent, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { allProviders } from '../../../src-shared/providers';
import type { ClinicSummary } from '../../../src-shared/readiness/summarize';
import { t } from '../../../src-shared/texts/translate';
import { EmptyState } from '../../components/empty-state';
import { later } from '../../components/later';
import { useLinesInSight } from '../../components/use-lines-in-sight';
import { useWidth } from '../../components/use-width';
import { rowAfterKey, type SortColumn } from '../../console/clinics/clinic-query';
import type { ListedClinic } from '../../console/clinics/listed-clinic';
import { useSelection } from '../../console/clinics/selection';
import { useClinics } from '../../console/clinics/use-clinics';
import { navigate } from '../../router/router';
import { ClinicRow } from './clinic-row';
import classes from './clinic-table.module.css';
import type { MenuPlace } from './row-menu';
import { useRovingRow } from './use-roving-row';

const RowMenu = later(() => import('./row-menu').then(({ RowMenu }) => RowMenu));
const SelectionBar = later(() => import('./selection-bar').then(({ SelectionBar }) => SelectionBar));
const RemoveClinicsDialog = later(() =>
  import('./remove-clinics-dialog').then(({ RemoveClinicsDialog }) => RemoveClinicsDialog),
);

const headRem = 2.25;
const rowRem = 3;
/** Two lines of cells under each other. */
const narrowRowRem = 6.5;
/** How the columns share the width, widest first: from how many rem on, and how wide each is. */
const layouts = [
  { id: 'wide', fromRem: 74, clinic: 'minmax(13rem, 1fr)', provider: '11.75rem', rest: '10rem 6.75rem 1.75rem' },
  // The button of a row's menu has no column of its own here: it lies over the last one.
  { id: 'middle', fromRem: 52, clinic: 'minmax(8.5rem, 1fr)', provider: '6.5rem', rest: '9.25rem 5rem' },
  // When it was checked is on the clinic's page: the room is the name's.
  { id: 'tight', fromRem: 41, clinic: 'minmax(6.5rem, 1fr)', provider: '5.75rem', rest: '8rem 1.75rem' },
] as const;
const layoutFor = (rem: number) => layouts.find(({ fromRem }) => rem >= fromRem) ?? null;
const providers = allProviders.length;

/** The clinics that match the query. Only visible rows are rendered; the keyboard moves through all of them. */
export function ClinicTable() {
  useClinics((state) => state.version);
  const reading = useClinics((state) => state.reading);
  const rows = useClinics.getState().index.rows();
  if (rows.length === 0 && reading === null) return <NothingFound />;
  return <Rows rows={rows} />;
}

function Rows({ rows }: { rows: readonly ListedClinic[] }) {
  const { index: clinics, hold, release } = useClinics.getState();
  const held = clinics.isHeld();
  const query = useClinics((state) => state.query);
  const scroll = useRef<HTMLDivElement>(null);
  const { width, rem } = useWidth(scroll);
  const layout = layoutFor(width / rem);
  const rowHeight = (layout === null ? narrowRowRem : rowRem) * rem;
  const version = useClinics((state) => state.version);
  const { current, focusInside, onFocus, onBlur, moveTo, toStart } = useRovingRow(scroll, rows, version);

  const { ids: picked, toggle, extendTo, all, keep, clear } = useSelection();
  const removals = clinics.removals();
  // biome-ignore lint/correctness/useExhaustiveDependencies: clinics have gone where this number is another one
  useEffect(() => keep((id) => clinics.get(id) !== undefined), [keep, clinics, removals]);
  // Those that a search or a filter hides stay picked.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version with each change of the rows
  const shownPicked = useMemo(
    () => (picked.size === 0 ? 0 : rows.reduce((count, { id }) => count + Number(picked.has(id)), 0)),
    [rows, version, picked],
  );
  const [menu, setMenu] = useState<{ clinic: ClinicSummary; at: MenuPlace } | null>(null);
  const [removing, setRemoving] = useState<readonly string[] | null>(null);
  const isBusy = menu !== null || removing !== null;
  const onPick = useCallback(
    ({ id }: ClinicSummary, range: boolean) => (range ? extendTo(id, useClinics.getState().index.rows()) : toggle(id)),
    [extendTo, toggle],
  );
  const onMenu = useCallback((clinic: ClinicSummary, at: MenuPlace) => setMenu({ clinic, at }), []);

  const [pointerInside, setPointerInside] = useState(false);
  useEffect(() => hold(pointerInside || focusInside || isBusy), [hold, pointerInside, focusInside, isBusy]);
  useEffect(() => () => hold(false), [hold]);

  const lines = useLinesInSight(scroll, {
    count: rows.length,
    topOf: (row) => row * rowHeight,
    overscan: 4,
    // The head covers the top of what is scrolled, so that as much less of it is seen.
    covered: { start: 0, end: headRem * rem },
  });

  const asked = useRef(query);
  // Another question starts at the top. The first one is there: to say so would have the page laid out for it.
  useEffect(() => {
    if (asked.current === query) return;
    asked.current = query;
    toStart();
    if (scroll.current !== null) scroll.current.scrollTop = 0;
  }, [query, toStart]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'a' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      return all(rows);
    }
    if (event.key === 'Escape') return clear();
    const at = rows[current];
    if (event.key === 'Delete' && at !== undefined) return setRemoving(picked.size > 0 ? [...picked] : [at.id]);
    const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? rowHeight) / rowHeight) - 1);
    const next = rowAfterKey(event.key, current, rows.length, page);
    if (next === null) return;
    event.preventDefault();
    const row = rows[next];
    if (event.shiftKey && at !== undefined && row !== undefined) {
      if (picked.size === 0) toggle(at.id);
      extendTo(row.id, rows);
    }
    moveTo(next);
    lines.scrollTo(next);
  };

  // The focused row stays rendered while it is scrolled away; otherwise the focus would be lost.
  const isAway = focusInside && current < rows.length && !lines.shown.includes(current);
  const shown = isAway ? [...lines.shown, current].sort((a, b) => a - b) : lines.shown;
  // The stop of the Tab key: the row that had the focus, or, where that was scrolled away, the first in sight.
  const stop = shown.includes(current) ? current : lines.firstWhole;
  const columns = layout && `1.25rem ${layout.clinic} repeat(${providers}, ${layout.provider}) ${layout.rest}`;
  const sortProps = { held, release, brief: layout?.id === 'middle' || layout?.id === 'tight' };

  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a table element cannot say that rows out of sight don't exist */}
      <div
        className={classes.table}
        role="grid"
        aria-label={t('Clinics')}
        aria-multiselectable
        aria-rowcount={rows.length + 1}
        data-layout={layout?.id ?? 'narrow'}
        style={
          {
            '--columns': columns ?? `repeat(${providers}, minmax(0, 1fr))`,
            '--head': `${headRem}rem`,
            '--row': `${layout === null ? narrowRowRem : rowRem}rem`,
            // Few rows end the frame; many leave it a height in which some are seen, however little room there is.
            minHeight: `min(${headRem}rem + ${lines.height + 2}px, 14rem)`,
          } as React.CSSProperties
        }
        onPointerEnter={() => setPointerInside(true)}
        onPointerLeave={() => setPointerInside(false)}
      >
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the rows have the focus; their keys are heard here */}
        <div className={classes.scroll} ref={scroll} onKeyDown={onKeyDown} onBlur={onBlur} role="presentation">
          {/* biome-ignore lint/a11y: a grid's head row is no stop of its own; its buttons are */}
          <div className={classes.head} role="row" aria-rowindex={1}>
            <PickAll rows={rows} picked={shownPicked} />
            <SortHead column="name" label={t('Clinic')} {...sortProps} />
            {allProviders.map(({ id, name, company }) => (
              // biome-ignore lint/a11y: see above
              <div key={id} role="columnheader" aria-label={name} title={name} className={classes.cut}>
                {layout?.id === 'tight' ? company : name}
              </div>
            ))}
            <SortHead column="status" label={t('Status')} {...sortProps} />
            <SortHead column="checked" label={t('Last checked')} briefly={t('Checked')} {...sortProps} />
            {/* biome-ignore lint/a11y: see above */}
            <div role="columnheader" className={classes.more}>
              <span className="vx-hidden">{t('Actions')}</span>
            </div>
          </div>
          <div className={classes.rows} role="presentation" style={{ height: lines.height }}>
            {/* By place, not by clinic: another search changes the words in the rows, which is quicker than making new
              ones. */}
            {shown.map((index) => {
              const listed = rows[index];
              return (
                listed && (
                  <ClinicRow
                    key={index}
                    clinic={clinics.summary(listed)}
                    machines={listed.row.machines ?? 0}
                    index={index}
                    top={index * rowHeight}
                    tabbable={index === stop}
                    picked={picked.has(listed.id)}
                    onPick={onPick}
                    onMenu={onMenu}
                    onFocus={onFocus}
                    onOpen={openClinic}
                  />
                )
              );
            })}
          </div>
        </div>
      </div>
      <Suspense>
        {picked.size > 0 && (
          <SelectionBar hidden={picked.size - shownPicked} onRemove={() => setRemoving([...picked])} />
        )}
        {menu !== null && (
          <RowMenu
            {...menu}
            onOpen={openClinic}
            onRemove={({ id }) => setRemoving([id])}
            onClose={() => {
              setMenu(null);
              moveTo(current);
            }}
          />
        )}
        {removing !== null && (
          <RemoveClinicsDialog
            ids={removing}
            onClose={() => {
              setRemoving(null);
              moveTo(current);
            }}
          />
        )}
      </Suspense>
    </>
  );
}

/** Picks all rows that are shown, or none of them. */
function PickAll({ rows, picked }: { rows: readonly ListedClinic[]; picked: number }) {
  const { all, without } = useSelection.getState();
  const isAll = picked > 0 && picked === rows.length;
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current !== null) input.current.indeterminate = picked > 0 && !isAll;
  }, [picked, isAll]);
  return (
    // biome-ignore lint/a11y: a cell of the grid's head, see there
    <div role="columnheader" aria-label={t('Select')} className={classes.pick} data-pick>
      <input
        ref={input}
        type="checkbox"
        checked={isAll}
        aria-label={t('Select all clinics shown')}
        onChange={() => (isAll ? without(rows) : all(rows))}
      />
    </div>
  );
}

function NothingFound() {
  const { search, filter } = useClinics((state) => state.query);
  const { search: setSearch, filter: setFilter } = useClinics.getState();
  return (
    <div className={classes.empty}>
      <EmptyState
        icon={<IconSearchOff size="2rem" stroke={1.4} aria-hidden />}
        title={search === '' ? t('No clinic is in this state') : t('No clinic matches “{search}”', { search })}
        actions={
          <Button
            variant="default"
            onClick={() => {
              setSearch('');
              setFilter('all');
            }}
          >
            {t('Show all clinics')}
          </Button>
        }
      >
        {search !== '' && filter !== 'all' ? `${t('The filter above hides clinics too.')} ` : ''}
        {search !== '' && t('Search looks at names, phone numbers, accounts and what needs attention.')}
      </EmptyState>
    </div>
  );
}

/** A clinic that is still being set up goes on where it was left. */
const openClinic = ({ id, status, setupStep }: ClinicSummary) =>
  navigate(status === 'not-set-up' && setupStep !== null ? `/setup/${id}` : `/clinics/${id}`);

type SortHeadProps = {
  column: SortColumn;
  label: string;
  /** The label where there is little room. */
  briefly?: string;
  brief: boolean;
  held: boolean;
  release: () => void;
};

/** Sorts by its column. Where the rows stand in an older order, a first click brings the one that they have now. */
function SortHead({ column, label, briefly = label, brief, held, release }: SortHeadProps) {
  const sort = useClinics((state) => state.query.sort);
  const sorted = sort.column === column;
  const waits = sorted && held;
  const Sign = sort.descending ? IconArrowDown : IconArrowUp;
  return (
    // biome-ignore lint/a11y: a cell of the grid's head, see there
    <div
      role="columnheader"
      aria-label={label}
      data-column={column}
      aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}
    >
      <button
        type="button"
        className={classes.sort}
        data-waits={waits || undefined}
        {...(brief && briefly !== label ? { 'aria-label': label } : {})}
        {...(waits ? { title: t('The order has changed. Click to sort again.') } : {})}
        onClick={() => (waits ? release() : useClinics.getState().sortBy(column))}
      >
        {brief ? briefly : label}
        {sorted && <Sign size="0.875rem" aria-hidden />}
      </button>
    </div>
  );
}
