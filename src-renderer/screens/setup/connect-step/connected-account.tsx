import { Button } from '@mantine/core';
import type { Connection } from '../../../../src-shared/credentials/connection';
import { providerDescriptors } from '../../../../src-shared/providers';
import { BusyButton } from '../../../components/busy-button';
import { Card } from '../../../components/card';
import { ErrorNotice } from '../../../components/error-notice';
import { FactList } from '../../../components/fact-list';
import { Ladder } from '../../../components/ladder';
import { Notice } from '../../../components/notice';
import { ConnectionBadge } from '../../clinic/connection-badge';
import { StepFrame } from '../step-frame';
import type { StepViewProps } from '../step-view-props';

type ConnectedAccountProps = Pick<StepViewProps, 'onNext' | 'busy' | 'error'> & {
  frame: { heading: string; purpose: string; onBack: (() => void) | null };
  connection: Connection;
  onReplace: () => void;
};

/** The step once its credentials are stored: what they are known by, and the way on. */
export function ConnectedAccount({ frame, connection, onReplace, onNext, busy, error }: ConnectedAccountProps) {
  return (
    <StepFrame
      {...frame}
      error={error}
      actions={
        <>
          <Button variant="default" onClick={onReplace}>
            Replace credentials
          </Button>
          <BusyButton busyLabel="Saving…" busy={busy} onClick={onNext}>
            Continue
          </BusyButton>
        </>
      }
    >
      <Card title={providerDescriptors[connection.provider].name} aside={<ConnectionBadge connection={connection} />}>
        <Ladder ladder={connection.ladder} />
        {connection.problem !== null && <ErrorNotice error={connection.problem} announce={false} />}
        <FactList facts={connection.facts} />
        {connection.notices.map((notice) => (
          <Notice key={notice.title} notice={notice} />
        ))}
      </Card>
    </StepFrame>
  );
}
