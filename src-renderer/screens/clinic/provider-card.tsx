import { Button } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useId } from 'react';
import { cameBackCode } from '../../../src-shared/credentials/came-back';
import type { Connection } from '../../../src-shared/credentials/connection';
import type { AppErrorData } from '../../../src-shared/errors';
import type { Organization } from '../../../src-shared/organizations/organization';
import type { ProviderId } from '../../../src-shared/primitives';
import { providerDescriptors } from '../../../src-shared/providers';
import { fixKindOf } from '../../../src-shared/readiness/fixes';
import { stepOf } from '../../../src-shared/setup/setup-steps';
import { t } from '../../../src-shared/texts/translate';
import { BusyButton } from '../../components/busy-button';
import { Card } from '../../components/card';
import { ConnectionBadge } from '../../components/connection-badge';
import { isChoiceLost } from '../../components/connection-state';
import { ErrorNotice } from '../../components/error-notice';
import { FocusedError } from '../../components/focused-error';
import { Ladder } from '../../components/ladder';
import { Notice } from '../../components/notice';
import { PhoneText } from '../../components/phone-text';
import { StatusBadge } from '../../components/status-badge';
import { navigate } from '../../router/router';
import { LastAttempt, RunningCheck } from './attempts';
import { CardMenu } from './card-menu';
import { ChangeChoiceDialog } from './change-choice-dialog';
import classes from './clinic.module.css';
import { ConnectionFacts } from './connection-facts';
import { noticesBeside, PendingRevocation } from './pending-revocation';
import { providerWords } from './provider-words';
import { RevokeDialog } from './revoke-dialog';
import { UnconnectedCard } from './unconnected-card';
import type { CheckState } from './use-checks';
import { type ClinicUses, UsedBy } from './used-by';

export type ConnectionDialog = 'choice' | 'revoke';

type ProviderCardProps = {
  organization: Organization;
  provider: ProviderId;
  connection: Connection | null;
  check: CheckState;
  onCheck: () => void;
  /** Credentials that came back are to be used again. */
  onConfirm: () => void;
  confirming: boolean;
  onCancelCheck: () => void;
  /** The dialog about this connection that is open. */
  dialog: ConnectionDialog | null;
  onDialog: (dialog: ConnectionDialog | null) => void;
  /** Whether facts and proofs are shown, here and on the cards beside it. */
  details: boolean;
  onToggleDetails: () => void;
  onChanged: () => Promise<void>;
  onOrganizationChanged: (organization: Organization) => void;
  /** What uses the clinic’s connections. */
  uses: ClinicUses;
};

/** A provider on a clinic's page: how far it is proven, whose account it is, and what can be done about it. */
export function ProviderCard({
  organization,
  provider,
  connection,
  check,
  onCheck,
  onConfirm,
  confirming,
  onCancelCheck,
  dialog,
  onDialog,
  details,
  onToggleDetails,
  onChanged,
  onOrganizationChanged,
  uses,
}: ProviderCardProps) {
  const descriptor = providerDescriptors[provider];
  const words = providerWords(provider);
  const detailsId = useId();
  const { error } = check;
  const toStep = () => toConnect(organization.id, provider);
  const closeAndRead = () => {
    onDialog(null);
    void onChanged();
  };

  /** The button that does what the failure asks for. Where only the provider's page helps, the notice has its link. */
  const fixOf = (failure: AppErrorData) => {
    const kind = fixKindOf(descriptor, failure);
    if (kind === 'confirm')
      return (
        <>
          <BusyButton
            variant="default"
            size="compact-sm"
            busyLabel={t('Confirming…')}
            busy={confirming}
            onClick={onConfirm}
          >
            {t('Use it again')}
          </BusyButton>
          <Button
            variant="default"
            size="compact-sm"
            className={classes.danger ?? ''}
            onClick={() => onDialog('revoke')}
          >
            {t('Remove it')}
          </Button>
        </>
      );
    if (kind !== 'choose' && kind !== 'replace') return undefined;
    return (
      <Button variant="default" size="compact-sm" onClick={kind === 'choose' ? () => onDialog('choice') : toStep}>
        {kind === 'choose' ? words.change : words.replace}
      </Button>
    );
  };
  const retryOf = (failure: AppErrorData) => (fixKindOf(descriptor, failure) === 'check' ? { onRetry: onCheck } : {});

  if (connection === null || connection.status === 'revoked')
    return (
      <UnconnectedCard
        organization={organization}
        descriptor={descriptor}
        connection={connection}
        onSetUp={toStep}
        onChanged={onChanged}
        onOrganizationChanged={onOrganizationChanged}
      />
    );

  const hasComeBack = connection.problem?.code === cameBackCode;

  return (
    <Card
      title={descriptor.name}
      className={classes.provider}
      aside={
        <span className={classes.badges}>
          <ConnectionBadge connection={connection} />
          {connection.simulated && <StatusBadge tone="info">{t('Simulated')}</StatusBadge>}
        </span>
      }
    >
      {/* What a check says lies on what stands there anyway, so that nothing moves while it runs. */}
      <div className={classes.account} data-checking={check.running || undefined}>
        <p className={classes.own}>
          <Account connection={connection} isPhone={descriptor.choice?.kind === 'phone'} />
        </p>
        <div role="status">
          {check.running
            ? t('Asking {name}. Nothing is sent to anybody.', { name: descriptor.name })
            : check.passed && <span className="vx-hidden">{t('Checked.')}</span>}
        </div>
      </div>
      <Ladder ladder={connection.ladder} details={details} exactTimes={details} />
      {error !== null && <FocusedError error={error} onRetry={onCheck} action={fixOf(error)} />}
      {error === null && connection.problem !== null && (
        <ErrorNotice
          error={connection.problem}
          announce={false}
          action={fixOf(connection.problem)}
          {...retryOf(connection.problem)}
        />
      )}
      {error === null && connection.problem !== null && !hasComeBack && <LastAttempt connection={connection} />}
      <PendingRevocation organizationId={organization.id} connection={connection} onChanged={onChanged} />
      {noticesBeside(connection).map((notice) => (
        <Notice key={notice.title} notice={notice} />
      ))}
      <div id={detailsId} hidden={!details}>
        <ConnectionFacts
          connection={connection}
          choiceLabel={descriptor.choice?.kind === 'phone' ? t(descriptor.choice.label) : null}
        />
      </div>
      <UsedBy uses={uses} provider={provider} />
      <div className={classes.foot}>
        <Button
          variant="subtle"
          size="compact-md"
          color="gray"
          className={classes.details ?? ''}
          leftSection={
            <IconChevronRight size="1rem" className={classes.chevron} data-open={details || undefined} aria-hidden />
          }
          aria-expanded={details}
          aria-controls={detailsId}
          onClick={onToggleDetails}
        >
          {t('Details')}
        </Button>
        <div className={classes.buttons}>
          <BusyButton
            variant="default"
            size="compact-md"
            steady
            busyLabel={t('Checking…')}
            busy={check.running}
            onClick={onCheck}
          >
            {t('Check now')}
          </BusyButton>
          <div className={classes.others}>
            <div className={classes.seldom} data-checking={check.running || undefined}>
              <Button
                variant="subtle"
                color="gray"
                size="compact-sm"
                className={classes.quietly ?? ''}
                onClick={toStep}
              >
                {words.replace}
              </Button>
              <Button variant="subtle" color="red" size="compact-sm" onClick={() => onDialog('revoke')}>
                {t(descriptor.ending.action)}
              </Button>
              <CardMenu descriptor={descriptor} change={words.change} onChange={() => onDialog('choice')} />
            </div>
            {check.running && (
              <div className={classes.asking}>
                <RunningCheck name={descriptor.name} since={check.startedAt} onCancel={onCancelCheck} />
              </div>
            )}
          </div>
        </div>
      </div>
      <ChangeChoiceDialog
        opened={dialog === 'choice'}
        current={descriptor.choice?.kind === 'phone' ? connection.resource : null}
        lost={isChoiceLost(connection)}
        organization={organization}
        provider={provider}
        onClose={() => onDialog(null)}
        onChanged={closeAndRead}
      />
      <RevokeDialog
        opened={dialog === 'revoke'}
        organization={organization}
        connection={connection}
        onClose={() => onDialog(null)}
        onRevoked={closeAndRead}
      />
    </Card>
  );
}

/** What a person knows the connection by. */
function Account({ connection: { resource }, isPhone }: { connection: Connection; isPhone: boolean }) {
  if (resource === null) return t('Nothing picked yet');
  return isPhone ? <PhoneText number={resource} /> : <bdi>{resource}</bdi>;
}

/** Where a provider is connected, and its credentials are replaced. */
export function toConnect(organizationId: string, provider: ProviderId): void {
  const step = stepOf(provider, 'connect');
  navigate({ screen: 'setup', organizationId, ...(step === null ? {} : { step }) });
}
