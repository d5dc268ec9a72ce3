import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Connection } from '../../../src-shared/credentials/connection';
import type { AppErrorData } from '../../../src-shared/errors';
import type { Organization } from '../../../src-shared/organizations/organization';
import type { ProviderDescriptor } from '../../../src-shared/providers/descriptor';
import { t } from '../../../src-shared/texts/translate';
import { voxanne } from '../../bridge';
import { BusyButton } from '../../components/busy-button';
import { Card } from '../../components/card';
import { FocusedError } from '../../components/focused-error';
import { RelativeTime } from '../../components/relative-time';
import { Said } from '../../components/said';
import { StatusBadge } from '../../components/status-badge';
import { GuideButton } from '../../console/guides/guide-button';
import classes from './clinic.module.css';
import { PendingRevocation } from './pending-revocation';

type UnconnectedCardProps = {
  organization: Organization;
  descriptor: ProviderDescriptor;
  /** Null when there never was one; otherwise a revoked one. */
  connection: Connection | null;
  onSetUp: () => void;
  onChanged: () => Promise<void>;
  onOrganizationChanged: (organization: Organization) => void;
};

/** A provider without a connection: the way to connect it, or a person's decision that the clinic does not need it. */
export function UnconnectedCard({
  organization,
  descriptor,
  connection,
  onSetUp,
  onChanged,
  onOrganizationChanged,
}: UnconnectedCardProps) {
  const { id: provider, name, purpose, need, ending, signIn } = descriptor;
  const { timeZone } = organization;
  const [deciding, setDeciding] = useState(false);
  const [error, setError] = useState<AppErrorData | null>(null);
  const decision = organization.notNeeded.find((one) => one.provider === provider);

  const decide = async (needed: boolean) => {
    if (deciding) return;
    setDeciding(true);
    setError(null);
    const result = await voxanne.organizations.decideNeed({ organizationId: organization.id, provider, needed });
    setDeciding(false);
    if (result.ok) onOrganizationChanged(result.value);
    else setError(result.error);
  };

  const word = decision !== undefined ? t('Not needed') : connection === null ? t('Not connected') : t('Revoked');
  return (
    <Card
      title={name}
      className={classes.provider}
      aside={
        <span className={classes.badges}>
          <StatusBadge tone="neutral">{word}</StatusBadge>
        </span>
      }
    >
      <div className={classes.explain}>
        {decision !== undefined ? (
          <p>
            {t(need.notNeeded)}{' '}
            <Said
              text="Decided by {who}, <when>then</when>."
              values={{ who: decision.decidedBy }}
              parts={{ when: () => <RelativeTime at={decision.decidedAt} timeZone={timeZone} /> }}
            />
          </p>
        ) : connection === null ? (
          <p>
            {t('{purpose} need the clinic’s own {name} account. {atHand}', {
              purpose: t(purpose),
              name,
              atHand: t(need.atHand),
            })}
          </p>
        ) : (
          <p>
            <KeyDestroyed at={connection.revokedAt} timeZone={timeZone} />{' '}
            {connection.pendingRevocation === undefined && t(ending.done)}
          </p>
        )}
      </div>
      {error !== null && <FocusedError error={error} />}
      {connection !== null && (
        <PendingRevocation organizationId={organization.id} connection={connection} onChanged={onChanged} />
      )}
      {decision === undefined && (
        <div className={classes.guide}>
          <GuideButton descriptor={descriptor} methodId={null} />
        </div>
      )}
      <div className={classes.foot}>
        <div className={classes.buttons}>
          <BusyButton
            variant={decision === undefined ? 'subtle' : 'default'}
            size="compact-md"
            busyLabel={t('Saving…')}
            busy={deciding}
            onClick={() => void decide(decision !== undefined)}
          >
            {decision === undefined ? t('Not needed') : t('Needed again')}
          </BusyButton>
          {decision === undefined && (
            <Button variant="default" size="compact-md" onClick={onSetUp}>
              {signIn === undefined ? t('Set up {name}', { name }) : t(signIn.action)}
            </Button>
          )}
        </div>
      </div>
    </Card>
  );
}

function KeyDestroyed({ at, timeZone }: { at: string | null; timeZone: string }) {
  if (at === null) return t('The key was destroyed on this computer.');
  return (
    <Said
      text="The key was destroyed on this computer <when>then</when>."
      parts={{ when: () => <RelativeTime at={at} timeZone={timeZone} /> }}
    />
  );
}
