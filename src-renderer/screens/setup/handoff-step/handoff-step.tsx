import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { stepInfo } from '../../../../src-shared/setup/setup-steps';
import { BusyButton } from '../../../components/busy-button';
import { Card } from '../../../components/card';
import { NoticeBox } from '../../../components/notice';
import { PhoneText } from '../../../components/phone-text';
import { RelativeTime } from '../../../components/relative-time';
import { StatusBadge, ToneIcon } from '../../../components/status-badge';
import { liveConnection, runsOf } from '../setup-progress';
import { StepFrame } from '../step-frame';
import type { StepViewProps } from '../step-view-props';
import classes from './handoff.module.css';
import { handoffReport, signInHandoff } from './handoff-report';

/** One page for whoever takes over: what was proved, when and by whom, and what is still open. */
export function HandoffStep({ organization, connections, tests, onBack, onFinish, busy, error }: StepViewProps) {
  const { heading, purpose } = stepInfo('handoff');
  const runs = useStore(tests, ({ test }) => test.runs) ?? [];
  const connection = liveConnection(connections, 'twilio');
  const google = liveConnection(connections, 'google');
  const texting = handoffReport(connection, runsOf(runs, connection));
  const booking = signInHandoff('google', google);
  const report = { open: [...texting.open, ...booking.open], proved: [...texting.proved, ...booking.proved] };

  return (
    <StepFrame
      heading={heading}
      purpose={purpose}
      onBack={onBack}
      error={error}
      actions={
        <BusyButton busyLabel="Saving…" busy={busy} onClick={onFinish}>
          Finish
        </BusyButton>
      }
    >
      {report.open.length === 0 ? (
        <NoticeBox tone="good" title="Ready">
          {organization.name} can send text messages and book on its calendar. Everything below was proved.
        </NoticeBox>
      ) : (
        <NoticeBox
          tone="warning"
          title={report.open.length === 1 ? 'One thing is still open' : `${report.open.length} things are still open`}
        >
          You can finish now; the clinic’s page keeps showing them until they are done.
        </NoticeBox>
      )}
      <Card title="Clinic">
        <dl className={classes.facts}>
          <Fact label="Name">{organization.name}</Fact>
          <Fact label="Time zone">{organization.timeZone.replaceAll('_', ' ')}</Fact>
          {connection !== null && (
            <>
              {connection.resource !== null && (
                <Fact label="Sends from">
                  <PhoneText number={connection.resource} />
                </Fact>
              )}
              <Fact label="Key">{connection.keyHint}</Fact>
              <Fact label="Connected by">
                {connection.addedBy}, <RelativeTime at={connection.addedAt} timeZone={organization.timeZone} />
              </Fact>
            </>
          )}
        </dl>
        {google !== null && (
          <dl className={classes.facts}>
            {google.resource !== null && <Fact label="Google account">{google.resource}</Fact>}
            {google.facts
              .filter(({ id }) => id === 'calendar' || id === 'time-zone')
              .map(({ id, label, value }) => (
                <Fact key={id} label={label}>
                  {value}
                </Fact>
              ))}
            <Fact label="Signed in by">
              {google.addedBy}, <RelativeTime at={google.addedAt} timeZone={organization.timeZone} />
            </Fact>
          </dl>
        )}
        {(connection?.simulated === true || google?.simulated === true) && (
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
      {report.proved.length > 0 && (
        <Card title="Proved">
          <ul className={classes.items}>
            {report.proved.map((item) => (
              <li key={item.id}>
                <ToneIcon tone="good" />
                <div className={classes.item}>
                  <p className={classes.what}>{item.what}</p>
                  {item.how !== null && <p className={classes.why}>{item.how}</p>}
                </div>
                <p className={classes.side}>
                  {item.at !== null && <RelativeTime at={item.at} timeZone={organization.timeZone} />}
                  {item.by !== null && ` by ${item.by}`}
                </p>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </StepFrame>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
