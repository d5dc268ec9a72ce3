import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { AuditEntry } from '../../../src-shared/audit/audit-entry';
import { resultOf } from '../../../src-shared/audit/entry-result';
import { Busy } from '../../components/busy';
import { entryResultWords } from '../../components/entry-result-words';
import { ErrorNotice } from '../../components/error-notice';
import { RelativeTime } from '../../components/relative-time';
import { StatusBadge } from '../../components/status-badge';
import { useWidth } from '../../components/use-width';
import { useAppStatus } from '../../console/use-console';
import { actionWords } from './action-words';
import classes from './activity-screen.module.css';
import type { Entries } from './activity-store';
import { useActivity } from './use-activity';

/** Heights of a row, in rem: in columns, and with its parts under each other where the columns don't fit. */
const rowRem = { wide: 4, narrow: 9 };
const narrowBelowRem = 44;
/** Rows before the end at which the next page is asked for. */
const ahead = 30;

/** The entries in sight; older pages are read as they come near. */
export function ActivityList({ entries, more, loadingMore, moreError }: Extract<Entries, { phase: 'loaded' }>) {
  const { textScale } = useAppStatus().settings;
  const scroll = useRef<HTMLElement>(null);
  const rem = (16 * textScale) / 100;
  const narrow = useWidth(scroll) < narrowBelowRem * rem;
  const rowHeight = (narrow ? rowRem.narrow : rowRem.wide) * rem;
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured again when the text size changes the height
  useEffect(() => virtual.measure(), [virtual, rowHeight]);
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  const { loadMore } = useActivity.getState();
  useEffect(() => {
    if (more && moreError === null && lastShown >= entries.length - ahead) void loadMore();
  }, [more, moreError, lastShown, entries.length, loadMore]);

  return (
    <section
      className={classes.box}
      ref={scroll}
      data-narrow={narrow || undefined}
      aria-label="Activity, newest first"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by keyboard
      tabIndex={0}
    >
      <ol className={classes.rows} style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const entry = entries[index];
          return (
            entry && (
              <Row
                key={entry.sequence}
                entry={entry}
                top={start}
                position={index + 1}
                total={more ? -1 : entries.length}
              />
            )
          );
        })}
      </ol>
      {loadingMore && <Busy>Reading older entries…</Busy>}
      {moreError !== null && <ErrorNotice error={moreError} onRetry={() => void loadMore()} />}
    </section>
  );
}

function Row({ entry, top, position, total }: { entry: AuditEntry; top: number; position: number; total: number }) {
  const result = entryResultWords[resultOf(entry)];
  return (
    <li
      className={classes.row}
      style={{ transform: `translateY(${top}px)` }}
      aria-posinset={position}
      aria-setsize={total}
    >
      <div className={classes.when}>
        <RelativeTime at={entry.at} />
        <span className={classes.actor} title={entry.actor}>
          {entry.actor}
        </span>
      </div>
      <div className={classes.what}>
        <span className={classes.action}>{actionWords(entry.action)}</span>
        <span className={classes.detail} title={entry.detail}>
          {entry.detail}
        </span>
      </div>
      <span className={classes.clinic} title={entry.organizationName ?? ''}>
        {entry.organizationName ?? '–'}
      </span>
      <span className={classes.result}>
        <StatusBadge tone={result.tone} plain>
          {result.word}
        </StatusBadge>
        {entry.simulated && <span className={classes.simulated}>simulated</span>}
      </span>
    </li>
  );
}
