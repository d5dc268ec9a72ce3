import { Button } from '@mantine/core';
import type { Connection } from '../../../../src-shared/credentials/connection';
import { providerDescriptors } from '../../../../src-shared/providers';
import { t } from '../../../../src-shared/texts/translate';
import { BusyButton } from '../../../components/busy-button';
import { Card } from '../../../components/card';
import { ConnectionBadge } from '../../../components/connection-badge';
import { ErrorNotice } from '../../../components/error-notice';
import { FactList } from '../../../components/fact-list';
import { Ladder } from '../../../components/ladder';
import { Notice } from '../../../components/notice';
import { StepFrame } from '../step-frame';
import type { StepViewProps } from '../step-view-props';
import { AccountTest } from './account-test';

type ConnectedAccountProps = Pick<StepViewProps, 'organization' | 'single' | 'onNext' | 'busy' | 'error'> & {
  frame: { heading: string; purpose: string; onBack: (() => void) | null };
  connection: Connection;
  onReplace: () => void;
};

/** The step once its credentials are stored: what they are known by, and the way on. */
export function ConnectedAccount(props: ConnectedAccountProps) {
  const { frame, connection, organization, single, onReplace, onNext, busy, error } = props;
  const { name, test, messages } = providerDescriptors[connection.provider];
  // Text messages have a step of their own for their test.
  const ownTest = messages === undefined ? test : undefined;
  const isProven = connection.status === 'active' && connection.ladder.rungs.at(-1)?.state === 'proven';
  const untested = ownTest !== undefined && !isProven;
  return (
    <StepFrame
      {...frame}
      error={error}
      actions={
        <>
          <Button variant="default" onClick={onReplace}>
            {t('Replace credentials')}
          </Button>
          <BusyButton variant={untested ? 'default' : 'filled'} busyLabel={t('Saving…')} busy={busy} onClick={onNext}>
            {single && ownTest !== undefined ? t('Done') : untested ? t('Continue without a test') : t('Continue')}
          </BusyButton>
        </>
      }
    >
      <Card title={name} aside={<ConnectionBadge connection={connection} />}>
        <Ladder ladder={connection.ladder} />
        {connection.problem !== null && <ErrorNotice error={connection.problem} announce={false} />}
        <FactList facts={connection.facts} />
        {connection.notices.map((notice) => (
          <Notice key={notice.title} notice={notice} />
        ))}
      </Card>
      {ownTest !== undefined && (
        <AccountTest
          key={connection.credentialId}
          connection={connection}
          organizationId={organization.id}
          descriptor={ownTest}
          isProven={isProven}
        />
      )}
    </StepFrame>
  );
}
