import { Button } from '@mantine/core';
import { IconPlayerStop } from '@tabler/icons-react';
import { useStore } from 'zustand';
import type { SmsTestRun, SmsTestStepId } from '../../../../src-shared/messaging/sms-test';
import { Busy } from '../../../components/busy';
import { Card } from '../../../components/card';
import { NoticeBox } from '../../../components/notice';
import { PhoneText } from '../../../components/phone-text';
import { RelativeTime } from '../../../components/relative-time';
import { ToneIcon } from '../../../components/status-badge';
import { BusyButton } from '../busy-button';
import { FocusedError } from '../focused-error';
import { useLineNews } from './announcements';
import { CodeFromPhone } from './code-from-phone';
import classes from './sms-test.module.css';
import { isBusy, runningRun } from './sms-test-machine';
import type { SmsTestStore } from './sms-test-store';
import { TestLineRow } from './test-line';
import { runAwaitingCode, summaryOf, testLines } from './test-lines';

type ResultsCardProps = {
  store: SmsTestStore;
  /** Runs that concern the number in use, newest first. */
  runs: readonly SmsTestRun[];
  onRunAgain: (only: readonly SmsTestStepId[] | null) => void;
};

/** The four lines, filling in live, and what they come to. */
export function ResultsCard({ store, runs, onRunAgain }: ResultsCardProps) {
  const { test, stop, confirmCode } = useStore(store);
  const lines = testLines(runs);
  const running = runningRun(test);
  const busy = isBusy(test);
  const summary = busy ? null : summaryOf(lines);
  const awaiting = runAwaitingCode(runs);
  const news = useLineNews(lines, test.runs !== null);
  const newest = runs[0] ?? null;
  const stopping = test.pending.kind === 'stop';

  return (
    <Card
      title="Result"
      aside={!busy && newest !== null && <LastRun run={newest} />}
      actions={
        busy ? (
          <BusyButton
            variant="default"
            size="compact-md"
            busyLabel="Stopping…"
            busy={stopping}
            disabled={running === null}
            leftSection={<IconPlayerStop size="1rem" aria-hidden />}
            onClick={() => void stop()}
          >
            Stop
          </BusyButton>
        ) : summary !== null ? (
          <Button variant="default" size="compact-md" onClick={() => onRunAgain(null)}>
            Run again
          </Button>
        ) : null
      }
    >
      {test.error !== null && <FocusedError error={test.error} />}
      {busy && (
        <p className={classes.progress} role="status">
          <ToneIcon tone="busy" />
          <span>
            {stopping ? (
              'Stopping. A message that has left cannot be called back.'
            ) : running === null ? (
              'Starting…'
            ) : (
              <>
                Testing from <PhoneText number={running.from} /> to <PhoneText number={running.to} />
              </>
            )}
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
        <ol className={classes.lines}>
          {lines.map((line) => (
            <TestLineRow
              key={line.id}
              line={line}
              showAge={!busy && line.run?.id !== newest?.id}
              onRunAgain={busy ? null : () => onRunAgain([line.id])}
            >
              {line.id === 'test-sms' && awaiting !== null && (
                <CodeFromPhone
                  key={awaiting.id}
                  needed={line.step?.state === 'unconfirmed'}
                  busy={test.pending.kind === 'code'}
                  error={test.codeError}
                  onConfirm={(code) => void confirmCode(awaiting.id, code)}
                />
              )}
            </TestLineRow>
          ))}
        </ol>
      )}
    </Card>
  );
}

function LastRun({ run }: { run: SmsTestRun }) {
  return (
    <span className={classes.quiet}>
      <RelativeTime at={run.finishedAt ?? run.startedAt} /> by {run.startedBy}
    </span>
  );
}
