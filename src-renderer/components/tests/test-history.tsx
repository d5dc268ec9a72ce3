import { Button } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { TestDescriptor } from '../../../src-shared/providers/descriptor';
import type { TestRun } from '../../../src-shared/tests/test-run';
import { wasSelected } from '../../../src-shared/tests/test-run';
import { t } from '../../../src-shared/texts/translate';
import { Busy } from '../busy';
import { Card } from '../card';
import { PhoneText } from '../phone-text';
import { RelativeTime } from '../relative-time';
import { Said } from '../said';
import { StatusBadge, ToneIcon } from '../status-badge';
import { durationWords, exactTime } from '../time-words';
import { TestLineRow } from './test-line';
import { runHeadline, testLines } from './test-lines';
import classes from './tests.module.css';

const shownAtFirst = 5;

type TestHistoryProps = {
  title: string;
  descriptor: TestDescriptor;
  timeZone: string;
  /** Newest first; null while they are being read. */
  runs: readonly TestRun[] | null;
  /** Goes to where a test is run; null where none can be run yet. */
  onTest: (() => void) | null;
  /** Said where no test was run yet. */
  none: string;
};

/** Every run of a provider's test; each opens to its steps, their times, and the way of its messages. */
export function TestHistory({ title, descriptor, timeZone, runs, onTest, none }: TestHistoryProps) {
  const [all, setAll] = useState(false);
  return (
    <Card
      title={title}
      actions={
        runs === null || onTest === null ? undefined : (
          <Button variant="default" onClick={onTest}>
            {t(descriptor.action)}
          </Button>
        )
      }
    >
      {runs === null && <Busy>{t('Reading earlier tests…')}</Busy>}
      {runs?.length === 0 && <p className={classes.lineDetail}>{none}</p>}
      {runs !== null && runs.length > 0 && (
        <ul className={classes.runs}>
          {(all ? runs : runs.slice(0, shownAtFirst)).map((run) => (
            <RunRow key={run.id} run={run} descriptor={descriptor} timeZone={timeZone} />
          ))}
        </ul>
      )}
      {runs !== null && runs.length > shownAtFirst && !all && (
        <Button variant="subtle" className={classes.more ?? ''} onClick={() => setAll(true)}>
          {t('Show all {count} tests', { count: runs.length })}
        </Button>
      )}
    </Card>
  );
}

function Recipient({ number }: { number: string }) {
  return <Said text="to <phone></phone>" parts={{ phone: () => <PhoneText number={number} /> }} />;
}

function RunRow({ run, descriptor, timeZone }: { run: TestRun; descriptor: TestDescriptor; timeZone: string }) {
  const [open, setOpen] = useState(false);
  const detailsId = useId();
  const { tone, title } = runHeadline(descriptor, run);
  const lines = testLines(descriptor, [run]).filter(({ step }) => step !== null && wasSelected(step));
  return (
    <li className={classes.run}>
      <button
        type="button"
        className={classes.runHead}
        aria-expanded={open}
        aria-controls={detailsId}
        onClick={() => setOpen(!open)}
      >
        <IconChevronRight size="1rem" className={classes.chevron} data-open={open || undefined} aria-hidden />
        <ToneIcon tone={tone} size="1.125rem" />
        <span className={classes.runWords}>{title}</span>
        <span className={classes.runSide}>
          {run.recipient === null ? run.subject : <Recipient number={run.recipient} />} · {run.startedBy} ·{' '}
          <RelativeTime at={run.startedAt} timeZone={timeZone} />
        </span>
      </button>
      <div id={detailsId} hidden={!open} className={classes.runBody}>
        {open && (
          <>
            <p className={classes.runFacts}>
              {run.simulated && <StatusBadge tone="info">{t('Simulated')}</StatusBadge>}
              <span>
                <Said
                  text="Begun <time>{at}</time>"
                  values={{ at: exactTime(Date.parse(run.startedAt), timeZone) }}
                  parts={{ time: (words) => <time dateTime={run.startedAt}>{words}</time> }}
                />
              </span>
              {run.recipient !== null && (
                <span>
                  <Said text="From <phone></phone>" parts={{ phone: () => <PhoneText number={run.subject} /> }} />
                </span>
              )}
              {run.finishedAt !== null && (
                <span>
                  {t('Took {duration}', {
                    duration: durationWords(Date.parse(run.finishedAt) - Date.parse(run.startedAt)),
                  })}
                </span>
              )}
            </p>
            <ol className={classes.lines}>
              {lines.map((line) => (
                <TestLineRow key={line.about.id} line={line} onRunAgain={null} />
              ))}
            </ol>
          </>
        )}
      </div>
    </li>
  );
}
