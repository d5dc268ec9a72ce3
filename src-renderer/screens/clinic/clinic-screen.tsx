import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { listOf } from '../../../src-shared/list-words';
import type { Organization } from '../../../src-shared/organizations/organization';
import { allProviders } from '../../../src-shared/providers';
import { messageProvider } from '../../../src-shared/providers/message-provider';
import { findStep, stepOf } from '../../../src-shared/setup/setup-steps';
import { voxanne } from '../../bridge';
import { Busy } from '../../components/busy';
import { Card } from '../../components/card';
import { ErrorNotice } from '../../components/error-notice';
import { useLoader } from '../../components/loader';
import { NoticeBox } from '../../components/notice';
import { Page, PageHeader } from '../../components/page';
import { TestHistory } from '../../components/tests/test-history';
import { createTestStore } from '../../components/tests/test-store';
import { useConnections } from '../../console/use-connections';
import { navigate } from '../../router/router';
import classes from './clinic.module.css';
import { ClinicActivity } from './clinic-activity';
import { ClinicTime } from './clinic-time';
import { ConnectionCards } from './connection-cards';
import { EditClinicDialog } from './edit-clinic-dialog';
import { ProviderCard } from './provider-card';
import { RemoveClinicDialog } from './remove-clinic-dialog';

const told = allProviders.filter(({ ending }) => ending.isTold).map(({ company }) => company);

const toClinics = () => navigate('/clinics');

/** One clinic: how far its connections are proven, its tests, and what was done to it. */
export function ClinicScreen({ organizationId }: { organizationId: string }) {
  const { loaded, loader } = useLoader(organizationId, () => voxanne.organizations.get({ organizationId }));
  if (loaded.state === 'ready') return <Clinic organization={loaded.value} onChanged={loader.put} />;
  return (
    <Page>
      <PageHeader title="Clinic" back={{ label: 'Clinics', onClick: toClinics }} reading={loaded.state === 'loading'} />
      {loaded.state === 'loading' ? (
        <Busy>Opening the clinic…</Busy>
      ) : (
        <ErrorNotice error={loaded.error} onRetry={() => void loader.reload()} />
      )}
    </Page>
  );
}

function Clinic({
  organization,
  onChanged,
}: {
  organization: Organization;
  onChanged: (organization: Organization) => void;
}) {
  const { loaded, loader } = useConnections(organization.id);
  const [tests] = useState(() => createTestStore(voxanne, messageProvider.id, organization.id));
  const runs = useStore(tests, ({ test }) => test.runs);
  const [dialog, setDialog] = useState<'edit' | 'remove' | null>(null);
  useEffect(() => tests.getState().open(), [tests]);
  const close = () => setDialog(null);
  const resumesAt = findStep(organization.setupStep);
  const live = loaded.state === 'ready' ? loaded.value.filter(({ status }) => status !== 'revoked') : [];
  const canText = live.some(({ provider }) => provider === messageProvider.id);
  const testStep = stepOf(messageProvider.id, 'messages');

  return (
    <Page>
      <PageHeader
        title={organization.name}
        subtitle={<ClinicTime timeZone={organization.timeZone} />}
        back={{ label: 'Clinics', onClick: toClinics }}
        actions={
          <Button variant="default" onClick={() => setDialog('edit')}>
            Edit clinic
          </Button>
        }
      />
      {resumesAt !== null && (
        <NoticeBox
          tone="info"
          title="The set-up is not finished"
          actions={
            <Button onClick={() => navigate({ screen: 'setup', organizationId: organization.id })}>
              Continue set-up
            </Button>
          }
        >
          It stopped at the step “{resumesAt.label}”. Everything before it is saved.
        </NoticeBox>
      )}
      {loaded.state === 'loading' && <Busy>Reading what is connected…</Busy>}
      {loaded.state === 'failed' && <ErrorNotice error={loaded.error} onRetry={() => void loader.reload()} />}
      {loaded.state === 'ready' &&
        allProviders.map(({ id }, index) => (
          <ProviderCard
            key={id}
            organization={organization}
            provider={id}
            connection={loaded.value.find(({ provider }) => provider === id) ?? null}
            prominent={resumesAt === null && index === 0}
            onChanged={loader.reload}
            onOrganizationChanged={onChanged}
          />
        ))}
      {live
        .filter(({ provider }) => provider !== messageProvider.id)
        .map((connection) => (
          <ConnectionCards key={connection.credentialId} organization={organization} connection={connection} />
        ))}
      {loaded.state === 'ready' && (
        <TestHistory
          title="Test history"
          descriptor={messageProvider.test}
          timeZone={organization.timeZone}
          runs={runs}
          onTest={
            canText && testStep !== null
              ? () => navigate({ screen: 'setup', organizationId: organization.id, step: testStep })
              : null
          }
          none={
            canText
              ? `No test was run yet. ${messageProvider.test.words.about}`
              : `No test was run yet. Connect ${messageProvider.name} first; then a test takes less than a minute.`
          }
        />
      )}
      <ClinicActivity
        organization={organization}
        changes={`${runs?.length ?? 0} ${loaded.state === 'ready' ? loaded.value.map(({ status, verifiedAt, pendingRevocation }) => `${status} ${verifiedAt} ${pendingRevocation?.since}`).join() : ''}`}
      />
      <Card title="Remove this clinic">
        <div className={classes.row}>
          <p>
            Its access to {listOf(told)} is withdrawn, its credentials are destroyed on this computer, and its tests and
            texts are deleted. The audit trail keeps its entries.
          </p>
          <Button variant="default" className={classes.danger ?? ''} onClick={() => setDialog('remove')}>
            Remove clinic
          </Button>
        </div>
      </Card>
      <EditClinicDialog
        opened={dialog === 'edit'}
        organization={organization}
        onClose={close}
        onSaved={(saved) => {
          close();
          onChanged(saved);
        }}
      />
      <RemoveClinicDialog
        opened={dialog === 'remove'}
        organization={organization}
        connections={loaded.state === 'ready' ? loaded.value : []}
        onClose={close}
        onRemoved={toClinics}
      />
    </Page>
  );
}
