import { Button } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { summarise, wasSelected } from '../../../src-shared/messaging/report';
import type { SmsTestRun } from '../../../src-shared/messaging/sms-test';
import type { Organization } from '../../../src-shared/organizations/organization';
import { Busy } from '../../components/busy';
import { Card } from '../../components/card';
import { PhoneText } from '../../components/phone-text';
import { RelativeTime } from '../../components/relative-time';
import { StatusBadge, ToneIcon } from '../../components/status-badge';
import { durationWords } from '../../components/time-words';
import { navigate } from '../../router/router';
import { TestLineRow } from '../setup/sms-test-step/test-line';
import { runStateWords } from '../setup/sms-test-step/words';
import classes from './clinic.module.css';
import { runTone } from './run-tone';

const shownAtFirst = 5;

type TestHistoryProps = {
  organization: Organization;
  /** Newest first; null while they are being read. */
  runs: readonly SmsTestRun[] | null;
  canTest: boolean;
};

/** Every SMS test of the clinic; each opens to its steps, SIDs, timings and the way of its messages. */
export function TestHistory({ organization, runs, canTest }: TestHistoryProps) {
  const [all, setAll] = useState(false);
  const toTest = () => navigate({ screen: 'setup', organizationId: organization.id, step: 'sms-test' });
  const test = canTest ? (
    <Button variant="default" onClick={toTest}>
      Run SMS test
    </Button>
  ) : undefined;
  return (
    <Card title="Test history" actions={runs === null ? undefined : test}>
      {runs === null && <Busy>Reading earlier tests…</Busy>}
      {runs?.length === 0 && (
        <p className={classes.explain}>
          {canTest
            ? 'No test was run yet. A test checks the account and the number, and sends two messages to a phone at hand.'
            : 'No test was run yet. Connect Twilio first; then a test takes less than a minute.'}
        </p>
      )}
      {runs !== null && runs.length > 0 && (
        <ul className={classes.runs}>
          {(all ? runs : runs.slice(0, shownAtFirst)).map((run) => (
            <RunRow key={run.id} run={run} timeZone={organization.timeZone} />
          ))}
        </ul>
      )}
      {runs !== null && runs.length > shownAtFirst && !all && (
        <Button variant="subtle" className={classes.more ?? ''} onClick={() => setAll(true)}>
          Show all {runs.length} tests
        </Button>
      )}
    </Card>
  );
}

function RunRow({ run, timeZone }: { run: SmsTestRun; timeZone: string }) {
  const [open, setOpen] = useState(false);
  const detailsId = useId();
  const tone = runTone(run);
  const steps = run.steps.filter(wasSelected);
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
        <span className={classes.runWords}>
          {run.state === 'finished' ? summarise(steps) : `${runStateWords[run.state]}: ${summarise(steps)}`}
        </span>
        <span className={classes.runSide}>
          to <PhoneText number={run.to} /> · {run.startedBy} · <RelativeTime at={run.startedAt} timeZone={timeZone} />
        </span>
      </button>
      <div id={detailsId} hidden={!open} className={classes.runBody}>
        {open && (
          <>
            <p className={classes.runFacts}>
              {run.simulated && <StatusBadge tone="info">Simulated</StatusBadge>}
              <span>
                From <PhoneText number={run.from} />
              </span>
              {run.finishedAt !== null && (
                <span>Took {durationWords(Date.parse(run.finishedAt) - Date.parse(run.startedAt))}</span>
              )}
            </p>
            <ol className={classes.runLines}>
              {steps.map((step) => (
                <TestLineRow key={step.id} line={{ id: step.id, step, run }} onRunAgain={null} />
              ))}
            </ol>
          </>
        )}
      </div>
    </li>
  );
}
