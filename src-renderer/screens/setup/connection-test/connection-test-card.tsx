import { Button } from '@mantine/core';
import { IconPlayerStop } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { ConnectionTestRun } from '../../../../src-shared/credentials/connection-test';
import type { TestDescriptor } from '../../../../src-shared/providers/descriptor';
import { Busy } from '../../../components/busy';
import { Card } from '../../../components/card';
import { NoticeBox } from '../../../components/notice';
import { RelativeTime } from '../../../components/relative-time';
import { ToneIcon } from '../../../components/status-badge';
import { BusyButton } from '../busy-button';
import { FocusedError } from '../focused-error';
import classes from '../sms-test-step/sms-test.module.css';
import { StepLine } from '../sms-test-step/step-line';
import { stepStates } from '../sms-test-step/words';
import { isTesting, runningTest, summaryOfRun } from './connection-test-machine';
import type { ConnectionTestStore } from './connection-test-store';

type ConnectionTestCardProps = {
  title: string;
  descriptor: TestDescriptor;
  store: ConnectionTestStore;
  /** The newest run that concerns what is picked now. */
  run: ConnectionTestRun | null;
  /** Whether its button is the screen's primary one. */
  primary: boolean;
  /** Why no test can be run yet; null when one can. */
  blocked: string | null;
};

/** A provider's own test: its lines fill in live, and what they come to. */
export function ConnectionTestCard({ title, descriptor, store, run, primary, blocked }: ConnectionTestCardProps) {
  const { test, start, stop } = useStore(store);
  const busy = isTesting(test);
  const stopping = test.pending.kind === 'stop';
  const summary = busy || run === null ? null : summaryOfRun(run);
  const news = useStepNews(descriptor, run);
  return (
    <Card
      title={title}
      aside={
        !busy &&
        run !== null && (
          <span className={classes.quiet}>
            <RelativeTime at={run.finishedAt ?? run.startedAt} /> by {run.startedBy}
          </span>
        )
      }
      actions={
        busy ? (
          <BusyButton
            variant="default"
            size="compact-md"
            busyLabel="Stopping…"
            busy={stopping}
            disabled={runningTest(test) === null}
            leftSection={<IconPlayerStop size="1rem" aria-hidden />}
            onClick={() => void stop()}
          >
            Stop
          </BusyButton>
        ) : (
          <Button
            variant={primary ? 'filled' : 'default'}
            disabled={blocked !== null || test.runs === null}
            onClick={() => void start()}
          >
            {descriptor.action}
          </Button>
        )
      }
    >
      {test.error !== null && <FocusedError error={test.error} />}
      {blocked !== null && <p className={classes.lineDetail}>{blocked}</p>}
      {busy && (
        <p className={classes.progress} role="status">
          <ToneIcon tone="busy" />
          <span>
            {stopping
              ? 'Stopping. What the test made is removed first.'
              : run?.state === 'running'
                ? `Testing ${run.subject}`
                : 'Starting…'}
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
        <Busy>Reading earlier tests…</Busy>
      ) : (
        <ConnectionTestLines descriptor={descriptor} run={run} />
      )}
    </Card>
  );
}

/** The lines of one run; all waiting when there was none. */
export function ConnectionTestLines({
  descriptor,
  run,
}: {
  descriptor: TestDescriptor;
  run: ConnectionTestRun | null;
}) {
  return (
    <ol className={classes.lines}>
      {descriptor.steps.map(({ id, label, promise }) => (
        <StepLine key={id} title={label} step={run?.steps.find((step) => step.id === id) ?? null} promise={promise} />
      ))}
    </ol>
  );
}

/** For a screen reader: each line once, when it has ended. */
function useStepNews(descriptor: TestDescriptor, run: ConnectionTestRun | null): string {
  const before = useRef(run);
  const [news, setNews] = useState('');
  useEffect(() => {
    const earlier = before.current;
    before.current = run;
    if (run === null || run === earlier) return;
    const said = descriptor.steps.flatMap(({ id, label }) => {
      const step = run.steps.find((candidate) => candidate.id === id);
      const was = earlier?.id === run.id ? earlier.steps.find((candidate) => candidate.id === id)?.state : 'waiting';
      if (step === undefined || step.state === was || step.state === 'waiting' || step.state === 'running') return [];
      return [
        `${label}: ${stepStates[step.state].word.toLowerCase()}.`,
        ...(step.error === null ? [] : [step.error.message, step.error.fix]),
      ];
    });
    if (said.length > 0 && earlier !== undefined) setNews(said.join(' '));
  }, [descriptor, run]);
  return news;
}
