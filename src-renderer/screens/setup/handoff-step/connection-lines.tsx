import type { ReactNode } from 'react';
import type { Connection } from '../../../../src-shared/credentials/connection';
import { providerDescriptors } from '../../../../src-shared/providers';
import { ModeBadge } from '../../../components/mode-badge';
import { PhoneText } from '../../../components/phone-text';
import { RelativeTime } from '../../../components/relative-time';
import classes from './handoff.module.css';

/** What the report says of a connection: whose account it is, and who connected it when. */
export function ConnectionLines({ connection, timeZone }: { connection: Connection; timeZone: string }) {
  const { handoff, choice } = providerDescriptors[connection.provider];
  const { resource, key, facts, addedBy } = handoff.lines;
  return (
    <dl className={classes.facts}>
      {connection.resource !== null && (
        <Line label={resource}>
          {choice?.kind === 'phone' ? <PhoneText number={connection.resource} /> : connection.resource}{' '}
          <ModeBadge provider={connection.provider} mode={connection.mode} plain />
        </Line>
      )}
      {key !== null && <Line label={key}>{connection.keyHint}</Line>}
      {connection.facts
        .filter(({ id }) => facts.includes(id))
        .map(({ id, label, value }) => (
          <Line key={id} label={label}>
            {value}
          </Line>
        ))}
      <Line label={addedBy}>
        {connection.addedBy}, <RelativeTime at={connection.addedAt} timeZone={timeZone} />
      </Line>
    </dl>
  );
}

export function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
