import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { actionWords } from '../../../src-shared/audit/actions';
import type { AuditEntry } from '../../../src-shared/audit/audit-entry';
import { resultOf } from '../../../src-shared/audit/entry-result';
import { t } from '../../../src-shared/texts/translate';
import { Busy } from '../../components/busy';
import { entryResultWords } from '../../components/entry-result-words';
import { ErrorNotice } from '../../components/error-notice';
import { ClockTime, RelativeTime, useClock } from '../../components/relative-time';
import { StatusBadge } from '../../components/status-badge';
import { useLinesInSight } from '../../components/use-lines-in-sight';
import { useWidth } from '../../components/use-width';
import { dayAt, daysOf, dayWords, isToday } from './activity-days';
import classes from './activity-list.module.css';
import type { Entries } from './activity-store';
import { useActivity } from './use-activity';

/** Heights of a row, in rem. Beside an open entry the clinic is in the second line, and no row leaves its place. */
const rowRem = { wide: 3.25, beside: 3.25, narrow: 8 };
/** And of the head of a day. */
const headRem = 2.25;
type Layout = keyof typeof rowRem;
const layoutFor = (widthRem: number): Layout => {
  if (widthRem >= 44) return 'wide';
  return widthRem >= 30 ? 'beside' : 'narrow';
};
/** Rows before the end at which the next page is asked for. */
const ahead = 30;

/** How far a key moves among the rows; null for any other key. */
function moved(key: string, from: number, last: number): number | null {
  if (key === 'ArrowDown') return Math.min(last, from + 1);
  if (key === 'ArrowUp') return Math.max(0, from - 1);
  if (key === 'Home') return 0;
  return key === 'End' ? last : null;
}

/** The entries in sight, by day; older pages are read as they come near. Each opens beside the list. */
export function ActivityList({ entries, more, loadingMore, moreError }: Extract<Entries, { phase: 'loaded' }>) {
  const opened = useActivity((state) => state.opened);
  const [active, setActive] = useState(0);
  const headId = useId();
  const scroll = useRef<HTMLElement>(null);
  const wanted = useRef(false);
  const { width, rem } = useWidth(scroll);
  const layout = layoutFor(width / rem);
  const rowHeight = rowRem[layout] * rem;
  const headHeight = headRem * rem;
  const clock = useClock();
  const days = useMemo(() => daysOf(entries), [entries]);
  // The list has a line for each head and each entry: an entry stands below the heads of its day and of those before.
  const dayOfLine = (line: number) => dayAt(days, line, ({ first }, index) => first + index);
  const lineOf = (entry: number) => entry + 1 + dayAt(days, entry, ({ first }) => first);
  const topOfLine = (line: number) => {
    const day = dayOfLine(line);
    const first = days[day]?.first ?? 0;
    const below = line - first - day;
    return first * rowHeight + day * headHeight + (below > 0 ? headHeight + (below - 1) * rowHeight : 0);
  };
  const lines = useLinesInSight(scroll, {
    count: entries.length + days.length,
    topOf: topOfLine,
    overscan: 8,
    // The head of the day stays in sight above the rows.
    covered: { start: headHeight, end: 0 },
  });
  const lastLine = lines.shown.at(-1) ?? 0;
  const lastShown = lastLine - dayOfLine(lastLine) - 1;
  // The lines in sight, under their days: a day with a row in sight has its head in sight as well.
  const firstDay = dayOfLine(lines.shown[0] ?? 0);
  const shownDays = days.slice(firstDay, dayOfLine(lastLine) + 1).map((day, offset) => {
    const index = firstDay + offset;
    const shown = lines.shown
      .map((line) => line - index - 1)
      .filter((entry) => entry >= day.first && entry < day.first + day.count);
    const top = day.first * rowHeight + index * headHeight;
    return { ...day, top, isLast: index === days.length - 1, shown };
  });
  const { loadMore, open } = useActivity.getState();
  useEffect(() => {
    if (more && moreError === null && lastShown >= entries.length - ahead) void loadMore();
  }, [more, moreError, lastShown, entries.length, loadMore]);

  const current = Math.min(active, entries.length - 1);
  // After each drawing: the row may have been out of sight when the key was pressed.
  useEffect(() => {
    const row = wanted.current && scroll.current?.querySelector<HTMLElement>(`[data-entry="${current}"]`);
    if (!row) return;
    wanted.current = false;
    row.focus({ preventScroll: true });
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const to = moved(event.key, current, entries.length - 1);
    if (to === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    wanted.current = true;
    lines.scrollTo(lineOf(to));
    setActive(to);
    const entry = entries[to];
    // Whoever has an entry open reads on with the arrow keys.
    if (entry && opened !== null) open(entry);
  };

  return (
    <section
      className={classes.box}
      ref={scroll}
      data-layout={layout}
      aria-label={t('Activity, newest first')}
      onKeyDown={onKeyDown}
    >
      <div className={classes.rows} style={{ height: lines.height }}>
        {shownDays.map((day) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
          <div
            key={`${day.start} ${day.first}`}
            role="group"
            aria-labelledby={`${headId}-${day.first}`}
            className={classes.day}
            // Not by a transform: the head sticks where the layout has it.
            style={{ top: day.top, height: headHeight + day.count * rowHeight }}
          >
            <h2 id={`${headId}-${day.first}`} className={classes.head}>
              {dayWords(day.start, clock)}
            </h2>
            <ol className={classes.entries}>
              {day.shown.map((index) => {
                const entry = entries[index];
                return (
                  entry && (
                    <Row
                      key={entry.sequence}
                      entry={entry}
                      isOfToday={isToday(day.start, clock)}
                      top={headHeight + (index - day.first) * rowHeight}
                      index={index}
                      place={index - day.first + 1}
                      total={more && day.isLast ? -1 : day.count}
                      isTabStop={index === current}
                      isOpen={entry.sequence === opened?.sequence}
                      onFocus={() => setActive(index)}
                    />
                  )
                );
              })}
            </ol>
          </div>
        ))}
      </div>
      {loadingMore && <Busy>{t('Reading older entries…')}</Busy>}
      {moreError !== null && <ErrorNotice error={moreError} onRetry={() => void loadMore()} />}
    </section>
  );
}

type RowProps = {
  entry: AuditEntry;
  /** True for an entry of the present day, where the age says more than the clock. */
  isOfToday: boolean;
  top: number;
  index: number;
  /** Among the entries of its day; `total` is -1 while older ones of it may be read. */
  place: number;
  total: number;
  isTabStop: boolean;
  isOpen: boolean;
  onFocus: () => void;
};

function Row({ entry, isOfToday, top, index, place, total, isTabStop, isOpen, onFocus }: RowProps) {
  const result = entryResultWords[resultOf(entry)];
  return (
    <li
      className={classes.item}
      style={{ transform: `translateY(${top}px)` }}
      aria-posinset={place}
      aria-setsize={total}
    >
      <button
        type="button"
        className={classes.row}
        data-entry={index}
        tabIndex={isTabStop ? 0 : -1}
        aria-expanded={isOpen}
        onFocus={onFocus}
        onClick={() => useActivity.getState().open(isOpen ? null : entry)}
      >
        <span className={classes.when}>
          {isOfToday ? <RelativeTime at={entry.at} /> : <ClockTime at={entry.at} />}
          <span className={classes.actor} title={entry.actor}>
            {entry.actor}
          </span>
        </span>
        <span className={classes.what}>
          <span className={classes.action}>{actionWords(entry.action)}</span>
          <span className={classes.detail}>
            {entry.organizationName !== null && (
              <span className={classes.inLine}>
                <bdi>{entry.organizationName}</bdi> ·{' '}
              </span>
            )}
            {entry.detail}
          </span>
        </span>
        <span className={classes.clinic} dir="auto" title={entry.organizationName ?? ''}>
          {entry.organizationName ?? '–'}
        </span>
        <span className={classes.result}>
          <StatusBadge tone={result.tone} plain>
            {result.word}
          </StatusBadge>
          {entry.simulated && <span className={classes.simulated}>{t('simulated')}</span>}
        </span>
      </button>
    </li>
  );
}
