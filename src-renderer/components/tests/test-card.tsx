import { Button } from '@mantine/core';
import { IconPlayerStop } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { TestDescriptor } from '../../../src-shared/providers/descriptor';
import type { TestRun } from '../../../src-shared/tests/test-run';
import { t } from '../../../src-shared/texts/translate';
import { Busy } from '../busy';
import { BusyButton } from '../busy-button';
import { Card } from '../card';
import { FocusedError } from '../focused-error';
import { NoticeBox } from '../notice';
import { PhoneText } from '../phone-text';
import { RelativeTime } from '../relative-time';
import { Said } from '../said';
import { ToneIcon } from '../status-badge';
import { useLineNews } from './announcements';
import { TestLineRow } from './test-line';
import { summaryOf, type TestLine, testLines } from './test-lines';
import { isBusy, runningRun } from './test-machine';
import type { TestStore } from './test-store';
import classes from './tests.module.css';

type TestCardProps = {
  title: string;
  descriptor: TestDescriptor;
  store: TestStore;
  /** Runs that concern what is picked now, newest first. */
  runs: readonly TestRun[];
  /** The button that starts a test; null where the card has none of its own. */
  start: {
    label: string;
    variant: 'filled' | 'default';
    size?: 'sm' | 'compact-md';
    disabled: boolean;
    onStart: () => void;
  } | null;
  /** Runs one line again; null where a line can't be run alone. */
  onRunLine?: ((id: string) => void) | null;
  /** Why no test can be run yet; null when one can. */
  blocked?: string | null;
  /** Content of a single line, for example the field for a code. */
  inLine?: (line: TestLine) => ReactNode;
};

/** A provider's test: its lines, updated live, and its result. */
export function TestCard({
  title,
  descriptor,
  store,
  runs,
  start,
  onRunLine = null,
  blocked = null,
  inLine,
}: TestCardProps) {
  const { test, stop } = useStore(store);
  const lines = testLines(descriptor, runs);
  const running = runningRun(test);
  const busy = isBusy(test);
  const summary = busy ? null : summaryOf(descriptor, lines);
  const news = useLineNews(lines, test.runs !== null);
  const newest = runs[0] ?? null;
  const stopping = test.pending.kind === 'stop';

  return (
    <Card
      title={title}
      aside={!busy && newest !== null && <LastRun run={newest} />}
      actions={
        busy ? (
          <BusyButton
            variant="default"
            size="compact-md"
            busyLabel={t('Stopping…')}
            busy={stopping}
            disabled={running === null}
            leftSection={<IconPlayerStop size="1rem" aria-hidden />}
            onClick={() => void stop()}
          >
            {t('Stop')}
          </BusyButton>
        ) : (
          start !== null && (
            <Button
              variant={start.variant}
              size={start.size ?? 'sm'}
              disabled={start.disabled || test.runs === null}
              onClick={start.onStart}
            >
              {start.label}
            </Button>
          )
        )
      }
    >
      {test.error !== null && <FocusedError error={test.error} />}
      {blocked !== null && <p className={classes.lineDetail}>{blocked}</p>}
      {busy && (
        <p className={classes.progress} role="status">
          <ToneIcon tone="busy" />
          <span>
            {stopping ? t(descriptor.words.stopping) : running === null ? t('Starting…') : <Testing run={running} />}
          </span>
        </p>
      )}
      {summary !== null && (
        <div role="status">
          <NoticeBox tone={summary.tone} title={summary.title}>
            {summary.text}
          </NoticeBox>
        </div>
      )}
      <div className="vx-hidden" aria-live="polite">
        {news}
      </div>
      {test.runs === null ? (
        <Busy>{t('Reading earlier tests…')}</Busy>
      ) : (
        <ol className={classes.lines}>
          {lines.map((line) => (
            <TestLineRow
              key={line.about.id}
              line={line}
              showAge={!busy && line.run?.id !== newest?.id}
              onRunAgain={busy || onRunLine === null ? null : () => onRunLine(line.about.id)}
            >
              {inLine?.(line)}
            </TestLineRow>
          ))}
        </ol>
      )}
    </Card>
  );
}

function Testing({ run: { subject, recipient } }: { run: TestRun }) {
  return recipient === null ? (
    t('Testing {subject}', { subject })
  ) : (
    <Said
      text="Testing from <sender></sender> to <recipient></recipient>"
      parts={{ sender: () => <PhoneText number={subject} />, recipient: () => <PhoneText number={recipient} /> }}
    />
  );
}

function LastRun({ run }: { run: TestRun }) {
  return (
    <span className={classes.quiet}>
      <Said
        text="<time></time> by {person}"
        values={{ person: run.startedBy }}
        parts={{ time: () => <RelativeTime at={run.finishedAt ?? run.startedAt} /> }}
      />
    </span>
  );
}
