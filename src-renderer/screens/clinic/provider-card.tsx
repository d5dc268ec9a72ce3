import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Connection } from '../../../src-shared/credentials/connection';
import type { AppErrorData } from '../../../src-shared/errors';
import type { Organization } from '../../../src-shared/organizations/organization';
import type { ProviderId } from '../../../src-shared/primitives';
import { providerDescriptors } from '../../../src-shared/providers';
import { fixKindOf } from '../../../src-shared/readiness/fixes';
import { stepOf } from '../../../src-shared/setup/setup-steps';
import { voxanne } from '../../bridge';
import { BusyButton } from '../../components/busy-button';
import { Card } from '../../components/card';
import { ConnectionBadge } from '../../components/connection-badge';
import { isChoiceLost } from '../../components/connection-state';
import { ErrorNotice } from '../../components/error-notice';
import { FocusedError } from '../../components/focused-error';
import { Ladder } from '../../components/ladder';
import { Notice } from '../../components/notice';
import { StatusBadge } from '../../components/status-badge';
import { navigate } from '../../router/router';
import { ChangeChoiceDialog } from './change-choice-dialog';
import classes from './clinic.module.css';
import { ConnectionFacts } from './connection-facts';
import { noticesBeside, PendingRevocation } from './pending-revocation';
import { providerWords } from './provider-words';
import { RevokeDialog } from './revoke-dialog';
import { UnconnectedCard } from './unconnected-card';

type ProviderCardProps = {
  organization: Organization;
  provider: ProviderId;
  connection: Connection | null;
  /** Whether this card holds the screen's primary button. */
  prominent: boolean;
  onChanged: () => Promise<void>;
  onOrganizationChanged: (organization: Organization) => void;
};

/** A provider on a clinic's page: how far it is proven, whose account it is, and what can be done about it. */
export function ProviderCard({
  organization,
  provider,
  connection,
  prominent,
  onChanged,
  onOrganizationChanged,
}: ProviderCardProps) {
  const descriptor = providerDescriptors[provider];
  const words = providerWords(provider);
  const [checking, setChecking] = useState(false);
  const [checked, setChecked] = useState(false);
  const [error, setError] = useState<AppErrorData | null>(null);
  const [dialog, setDialog] = useState<'choice' | 'revoke' | null>(null);
  const variant = prominent ? 'filled' : 'default';
  // Where its credentials are replaced.
  const step = stepOf(provider, 'connect');
  const toStep = () =>
    navigate({ screen: 'setup', organizationId: organization.id, ...(step === null ? {} : { step }) });
  const closeAndRead = async () => {
    setDialog(null);
    await onChanged();
    // The button that opened the dialog may be gone with what it was for.
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) document.getElementById('page-title')?.focus();
    });
  };

  const check = async () => {
    if (checking) return;
    setChecking(true);
    setError(null);
    const result = await voxanne.credentials.check({ organizationId: organization.id, provider });
    await onChanged();
    setChecking(false);
    setChecked(result.ok);
    if (!result.ok) setError(result.error);
  };

  /** The button that does what the failure asks for. Where only the provider's page helps, the notice has its link. */
  const mendOf = (failure: AppErrorData) => {
    const kind = fixKindOf(descriptor, failure);
    if (kind !== 'choose' && kind !== 'replace') return undefined;
    return (
      <Button variant="default" size="compact-sm" onClick={kind === 'choose' ? () => setDialog('choice') : toStep}>
        {kind === 'choose' ? words.change : words.replace}
      </Button>
    );
  };
  const retryOf = (failure: AppErrorData) => (fixKindOf(descriptor, failure) === 'check' ? { onRetry: check } : {});

  if (connection === null || connection.status === 'revoked')
    return (
      <UnconnectedCard
        organization={organization}
        descriptor={descriptor}
        connection={connection}
        prominent={prominent}
        onSetUp={toStep}
        onChanged={onChanged}
        onOrganizationChanged={onOrganizationChanged}
      />
    );

  return (
    <Card
      title={descriptor.name}
      aside={
        <>
          <ConnectionBadge connection={connection} />
          {connection.simulated && <StatusBadge tone="info">Simulated</StatusBadge>}
        </>
      }
      actions={
        <BusyButton variant={variant} busyLabel="Checking…" busy={checking} onClick={check}>
          Check now
        </BusyButton>
      }
    >
      <Ladder ladder={connection.ladder} />
      <div role="status" className={classes.checking}>
        {checking
          ? `Asking ${descriptor.name}. Nothing is sent to anybody.`
          : checked && <span className="vx-hidden">Checked.</span>}
      </div>
      {error !== null && <FocusedError error={error} onRetry={check} action={mendOf(error)} />}
      {error === null && connection.problem !== null && (
        <ErrorNotice
          error={connection.problem}
          announce={false}
          action={mendOf(connection.problem)}
          {...retryOf(connection.problem)}
        />
      )}
      <PendingRevocation organizationId={organization.id} connection={connection} onChanged={onChanged} />
      {noticesBeside(connection).map((notice) => (
        <Notice key={notice.title} notice={notice} />
      ))}
      <ConnectionFacts
        connection={connection}
        choiceLabel={descriptor.choice?.kind === 'phone' ? descriptor.choice.label : null}
      />
      <div className={classes.buttons}>
        <Button variant="default" onClick={toStep}>
          {words.replace}
        </Button>
        {descriptor.choice !== null && (
          <Button variant="default" onClick={() => setDialog('choice')}>
            {words.change}
          </Button>
        )}
        <Button variant="default" className={classes.danger ?? ''} onClick={() => setDialog('revoke')}>
          {descriptor.ending.action}
        </Button>
      </div>
      <ChangeChoiceDialog
        opened={dialog === 'choice'}
        current={descriptor.choice?.kind === 'phone' ? connection.resource : null}
        lost={isChoiceLost(connection)}
        organization={organization}
        provider={provider}
        onClose={() => setDialog(null)}
        onChanged={closeAndRead}
      />
      <RevokeDialog
        opened={dialog === 'revoke'}
        organization={organization}
        connection={connection}
        onClose={() => setDialog(null)}
        onRevoked={closeAndRead}
      />
    </Card>
  );
}
