import { Button } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { ConnectionTestRun } from '../../../src-shared/credentials/connection-test';
import type { Organization } from '../../../src-shared/organizations/organization';
import type { TestDescriptor } from '../../../src-shared/providers/descriptor';
import { Busy } from '../../components/busy';
import { Card } from '../../components/card';
import { RelativeTime } from '../../components/relative-time';
import { StatusBadge, ToneIcon } from '../../components/status-badge';
import { durationWords } from '../../components/time-words';
import { ConnectionTestLines } from '../setup/connection-test/connection-test-card';
import { summaryOfRun } from '../setup/connection-test/connection-test-machine';
import classes from './clinic.module.css';

const shownAtFirst = 5;

type ConnectionTestHistoryProps = {
  title: string;
  organization: Organization;
  descriptor: TestDescriptor;
  /** Newest first; null while they are being read. */
  runs: readonly ConnectionTestRun[] | null;
  onTest: () => void;
};

/** Every run of a provider's own test; each opens to its steps and their times. */
export function ConnectionTestHistory({ title, organization, descriptor, runs, onTest }: ConnectionTestHistoryProps) {
  const [all, setAll] = useState(false);
  return (
    <Card
      title={title}
      actions={
        runs === null ? undefined : (
          <Button variant="default" onClick={onTest}>
            {descriptor.action}
          </Button>
        )
      }
    >
      {runs === null && <Busy>Reading earlier tests…</Busy>}
      {runs?.length === 0 && (
        <p className={classes.explain}>
          No test was run yet. A test makes an event, sees that it shows as busy, and removes it.
        </p>
      )}
      {runs !== null && runs.length > 0 && (
        <ul className={classes.runs}>
          {(all ? runs : runs.slice(0, shownAtFirst)).map((run) => (
            <RunRow key={run.id} run={run} descriptor={descriptor} timeZone={organization.timeZone} />
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

function RunRow({
  run,
  descriptor,
  timeZone,
}: {
  run: ConnectionTestRun;
  descriptor: TestDescriptor;
  timeZone: string;
}) {
  const [open, setOpen] = useState(false);
  const detailsId = useId();
  const summary = summaryOfRun(run);
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
        <ToneIcon tone={summary?.tone ?? 'busy'} size="1.125rem" />
        <span className={classes.runWords}>{summary?.title ?? 'Running'}</span>
        <span className={classes.runSide}>
          {run.subject} · {run.startedBy} · <RelativeTime at={run.startedAt} timeZone={timeZone} />
        </span>
      </button>
      <div id={detailsId} hidden={!open} className={classes.runBody}>
        {open && (
          <>
            <p className={classes.runFacts}>
              {run.simulated && <StatusBadge tone="info">Simulated</StatusBadge>}
              {run.finishedAt !== null && (
                <span>Took {durationWords(Date.parse(run.finishedAt) - Date.parse(run.startedAt))}</span>
              )}
            </p>
            <ConnectionTestLines descriptor={descriptor} run={run} />
          </>
        )}
      </div>
    </li>
  );
}
