import { useStore } from 'zustand';
import { listOf } from '../../../../src-shared/list-words';
import { allProviders, providerDescriptors } from '../../../../src-shared/providers';
import { stepInfo } from '../../../../src-shared/setup/setup-steps';
import { lastSetupStep } from '../../../../src-shared/setup/step-ids';
import { BusyButton } from '../../../components/busy-button';
import { Card } from '../../../components/card';
import { NoticeBox } from '../../../components/notice';
import { RelativeTime } from '../../../components/relative-time';
import { StatusBadge, type Tone, ToneIcon } from '../../../components/status-badge';
import { liveConnection } from '../setup-progress';
import { StepFrame } from '../step-frame';
import type { StepViewProps } from '../step-view-props';
import { ConnectionLines, Line } from './connection-lines';
import classes from './handoff.module.css';
import { handoffReport, type ProvenItem } from './handoff-report';

/** One page for whoever takes over: what was proven, when and by whom, and what is still open. */
export function HandoffStep({
  organization,
  connections,
  tests,
  single,
  onBack,
  onNext,
  onFinish,
  busy,
  error,
}: StepViewProps) {
  const { heading, purpose } = stepInfo(lastSetupStep);
  const runs = useStore(tests, ({ test }) => test.runs) ?? [];
  const live = allProviders.flatMap(({ id }) => liveConnection(connections, id) ?? []);
  const report = handoffReport(organization, connections, runs);
  const isSimulated = live.some(({ simulated }) => simulated);
  const can = listOf(live.map(({ provider }) => providerDescriptors[provider].enables));

  return (
    <StepFrame
      heading={heading}
      purpose={purpose}
      onBack={onBack}
      error={error}
      actions={
        <BusyButton busyLabel="Saving…" busy={busy} onClick={single ? onNext : onFinish}>
          {single ? 'Done' : 'Finish'}
        </BusyButton>
      }
    >
      {report.isReady ? (
        <NoticeBox
          tone={isSimulated ? 'info' : 'good'}
          title={isSimulated ? 'Ready, with simulated accounts' : 'Ready'}
        >
          {organization.name} can {can}.{' '}
          {isSimulated ? 'Nothing here proves anything about a real account.' : 'Everything below was proven.'}
        </NoticeBox>
      ) : report.open.length === 0 ? (
        <NoticeBox tone="neutral" title="Nothing needed">
          {organization.name} needs none of the providers.
        </NoticeBox>
      ) : (
        <NoticeBox
          tone="warning"
          title={report.open.length === 1 ? 'One thing is still open' : `${report.open.length} things are still open`}
        >
          {single
            ? 'The clinic’s page shows them until they are done.'
            : 'You can finish now; the clinic’s page keeps showing them until they are done.'}
        </NoticeBox>
      )}
      <Card title="Clinic">
        <dl className={classes.facts}>
          <Line label="Name">{organization.name}</Line>
          <Line label="Time zone">{organization.timeZone.replaceAll('_', ' ')}</Line>
        </dl>
        {live.map((connection) => (
          <ConnectionLines key={connection.provider} connection={connection} timeZone={organization.timeZone} />
        ))}
        {isSimulated && (
          <div>
            <StatusBadge tone="info">Simulated: proves nothing about a real account</StatusBadge>
          </div>
        )}
      </Card>
      {report.open.length > 0 && (
        <Card title="Still open">
          <ul className={classes.items}>
            {report.open.map((item) => (
              <li key={item.id}>
                <ToneIcon tone="warning" />
                <div className={classes.item}>
                  <p className={classes.what}>{item.what}</p>
                  <p className={classes.why}>{item.why}</p>
                </div>
                <p className={classes.side}>
                  <span className={classes.sideLabel}>Owner</span> {item.owner}
                </p>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <ItemsCard title="Proven" tone="good" items={report.proven} timeZone={organization.timeZone} />
      <ItemsCard title="Not needed" tone="neutral" items={report.notNeeded} timeZone={organization.timeZone} />
    </StepFrame>
  );
}

/** What is settled: how, when and by whom. */
function ItemsCard({
  title,
  tone,
  items,
  timeZone,
}: {
  title: string;
  tone: Tone;
  items: readonly ProvenItem[];
  timeZone: string;
}) {
  if (items.length === 0) return null;
  return (
    <Card title={title}>
      <ul className={classes.items}>
        {items.map((item) => (
          <li key={item.id}>
            <ToneIcon tone={tone} />
            <div className={classes.item}>
              <p className={classes.what}>{item.what}</p>
              {item.how !== null && <p className={classes.why}>{item.how}</p>}
            </div>
            <p className={classes.side}>
              {item.at !== null && <RelativeTime at={item.at} timeZone={timeZone} />}
              {item.by !== null && ` by ${item.by}`}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
