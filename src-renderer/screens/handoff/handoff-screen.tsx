import { Button } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Connection } from '../../../src-shared/credentials/connection';
import type { AppErrorData } from '../../../src-shared/errors';
import { handoffReport } from '../../../src-shared/handoff/handoff-report';
import type { NextAction } from '../../../src-shared/organizations/next-action';
import type { Organization } from '../../../src-shared/organizations/organization';
import { messageProvider } from '../../../src-shared/providers/message-provider';
import type { TestRun } from '../../../src-shared/tests/test-run';
import { t } from '../../../src-shared/texts/translate';
import { voxanne } from '../../bridge';
import { Busy } from '../../components/busy';
import { ContactDialog } from '../../components/clinic-contact/contact-dialog';
import { ErrorNotice } from '../../components/error-notice';
import { HandoffOutcome } from '../../components/handoff/handoff-outcome';
import { HandoffPaper } from '../../components/handoff/handoff-paper';
import { HandoffToolButtons, useHandoffTools } from '../../components/handoff/handoff-tools';
import { useLoader } from '../../components/loader';
import { Page, PageHeader } from '../../components/page';
import { createTestStore } from '../../components/tests/test-store';
import { actAtOnce, placeOf } from '../../console/next-action';
import { shownActor } from '../../console/shown-actor';
import { useConnections } from '../../console/use-connections';
import { useAppStatus } from '../../console/use-console';
import { navigate } from '../../router/router';

const noRuns: readonly TestRun[] = [];

/** What the clinic is handed over with, at any time: to read, to save, to print. */
export function HandoffScreen({ organizationId }: { organizationId: string }) {
  const { loaded, loader } = useLoader(organizationId, () => voxanne.organizations.get({ organizationId }));
  const { loaded: connections, loader: connectionsLoader } = useConnections(organizationId);
  const back = { label: t('Back to the clinic'), onClick: () => navigate({ screen: 'clinic', organizationId }) };
  if (loaded.state === 'ready' && connections.state === 'ready')
    return (
      <Handoff
        organization={loaded.value}
        connections={connections.value}
        back={back}
        onChanged={connectionsLoader.reload}
        onOrganizationChanged={loader.put}
      />
    );
  const failure = loaded.state === 'failed' ? loaded : connections.state === 'failed' ? connections : null;
  return (
    <Page bar wide>
      <PageHeader title={t('Handoff report')} back={back} reading={failure === null} />
      {failure === null ? (
        <Busy>{t('Reading what was proven…')}</Busy>
      ) : (
        <ErrorNotice
          error={failure.error}
          onRetry={() => {
            void loader.reload();
            void connectionsLoader.reload();
          }}
        />
      )}
    </Page>
  );
}

function Handoff({
  organization,
  connections,
  back,
  onChanged,
  onOrganizationChanged,
}: {
  organization: Organization;
  connections: readonly Connection[];
  back: { label: string; onClick: () => void };
  onChanged: () => Promise<void>;
  onOrganizationChanged: (organization: Organization) => void;
}) {
  const actor = shownActor(useAppStatus());
  const [tests] = useState(() => createTestStore(voxanne, messageProvider.id, organization.id));
  const runs = useStore(tests, ({ test }) => test.runs) ?? noRuns;
  const [editing, setEditing] = useState(false);
  const [error, setError] = useState<AppErrorData | null>(null);
  useEffect(() => tests.getState().open(), [tests]);
  const report = useMemo(
    () => handoffReport({ organization, connections, runs, madeBy: actor, now: new Date() }),
    [organization, connections, runs, actor],
  );
  const tools = useHandoffTools(report);

  const act = async (action: NextAction) => {
    const place = placeOf(action, organization.id);
    if (place !== null) return navigate(place);
    setError(await actAtOnce(action, organization.id));
    await onChanged();
  };

  return (
    <Page bar wide>
      <PageHeader
        title={t('Handoff report')}
        subtitle={<bdi>{organization.name}</bdi>}
        back={back}
        actions={
          <>
            <Button variant="subtle" color="gray" onClick={() => setEditing(true)}>
              {t('Edit contact')}
            </Button>
            <HandoffToolButtons tools={tools} primary />
          </>
        }
      />
      <HandoffOutcome tools={tools} />
      {error !== null && <ErrorNotice error={error} />}
      <ContactDialog
        opened={editing}
        organization={organization}
        onClose={() => setEditing(false)}
        onSaved={(saved) => {
          setEditing(false);
          onOrganizationChanged(saved);
        }}
      />
      <HandoffPaper report={report} level={2} onAct={(action) => void act(action)} />
    </Page>
  );
}
