import { Button } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { AppErrorData } from '../../../src-shared/errors';
import { handoffReport } from '../../../src-shared/handoff/handoff-report';
import { listOf } from '../../../src-shared/list-words';
import { clinicStateWords } from '../../../src-shared/organizations/clinic-state';
import type { NextAction } from '../../../src-shared/organizations/next-action';
import type { Organization } from '../../../src-shared/organizations/organization';
import type { ProviderId } from '../../../src-shared/primitives';
import { allProviders } from '../../../src-shared/providers';
import { messageProvider } from '../../../src-shared/providers/message-provider';
import { knownClinic } from '../../../src-shared/readiness/known-clinic';
import { clinicReadiness } from '../../../src-shared/readiness/readiness';
import { findStep, stepOf } from '../../../src-shared/setup/setup-steps';
import { t } from '../../../src-shared/texts/translate';
import { voxanne } from '../../bridge';
import { Busy } from '../../components/busy';
import { Card } from '../../components/card';
import { ContactDialog } from '../../components/clinic-contact/contact-dialog';
import { ContactFacts } from '../../components/clinic-contact/contact-facts';
import { ErrorNotice } from '../../components/error-notice';
import { useLoader } from '../../components/loader';
import { NextBar } from '../../components/next-bar';
import { Page, PageHeader } from '../../components/page';
import { PresentNotice } from '../../components/present-notice';
import { StatusBadge } from '../../components/status-badge';
import { TestHistory } from '../../components/tests/test-history';
import { createTestStore } from '../../components/tests/test-store';
import { pageTitle, useLostFocus } from '../../components/use-lost-focus';
import { useWindowDrop } from '../../components/window-drop';
import { useClinics } from '../../console/clinics/use-clinics';
import { actAtOnce, placeOf } from '../../console/next-action';
import { offerFile } from '../../console/offered-import';
import { useConnections } from '../../console/use-connections';
import { useHeardAfterFailure } from '../../console/vault/use-heard';
import { usePresent } from '../../console/vault/use-present';
import { navigate } from '../../router/router';
import classes from './clinic.module.css';
import { ClinicActivity } from './clinic-activity';
import { ClinicTime } from './clinic-time';
import { ConnectionCards } from './connection-cards';
import { EditClinicDialog } from './edit-clinic-dialog';
import { type ConnectionDialog, ProviderCard, toConnect } from './provider-card';
import { RemoveClinicDialog } from './remove-clinic-dialog';
import { StillOpen } from './still-open';
import { useChecks } from './use-checks';
import { useDetails } from './use-details';
import { useClinicUses } from './used-by';

type Dialog = 'edit' | 'contact' | 'remove' | { provider: ProviderId; kind: ConnectionDialog };

const told = allProviders.filter(({ ending }) => ending.isTold).map(({ company }) => company);

const toClinics = () => navigate('/clinics');

/** One clinic: its connections, tests and activity. */
export function ClinicScreen({ organizationId }: { organizationId: string }) {
  const { loaded, loader } = useLoader(organizationId, () => voxanne.organizations.get({ organizationId }));
  const name = useClinics((state) => state.index.get(organizationId)?.row.name);
  useHeardAfterFailure(loader);
  if (loaded.state === 'ready') return <Clinic organization={loaded.value} onChanged={loader.put} />;
  return (
    <Page>
      <PageHeader
        // The list knows it also where the server of a shared vault is away.
        title={(loaded.state === 'failed' && name) || t('Clinic')}
        back={{ label: t('Clinics'), onClick: toClinics }}
        reading={loaded.state === 'loading'}
      />
      {loaded.state === 'loading' ? (
        <Busy>{t('Opening the clinic…')}</Busy>
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
  const testsKnown = useStore(tests, ({ test }) => test.runs !== null || test.error !== null);
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const [acting, setActing] = useState(false);
  const [confirming, setConfirming] = useState<ProviderId | null>(null);
  const [actError, setActError] = useState<AppErrorData | null>(null);
  const details = useDetails();
  const checks = useChecks(organization.id, loader.reload);
  const uses = useClinicUses(organization.id);
  const others = usePresent(organization.id, 'viewing');
  useEffect(() => tests.getState().open(), [tests]);
  useLostFocus(pageTitle);
  useWindowDrop('page', dialog !== null, (fileName, text) => {
    void offerFile(organization.id, fileName, text).then((provider) => {
      if (provider !== null) toConnect(organization.id, provider);
    });
    return true;
  });
  const close = () => setDialog(null);
  const resumesAt = findStep(organization.setupStep);
  const live = loaded.state === 'ready' ? loaded.value.filter(({ status }) => status !== 'revoked') : [];
  const canText = live.some(({ provider }) => provider === messageProvider.id);
  const testStep = stepOf(messageProvider.id, 'messages');
  const toSetup = () => navigate({ screen: 'setup', organizationId: organization.id });
  const readiness =
    loaded.state === 'ready'
      ? clinicReadiness(knownClinic(organization, loaded.value), allProviders, new Date())
      : null;
  const next = readiness?.nextAction ?? null;
  // The handoff's own list, so that the page never leaves out what the sheet says.
  const { open } = useMemo(
    () =>
      handoffReport({
        organization,
        connections: loaded.state === 'ready' ? loaded.value : [],
        runs: runs ?? [],
        madeBy: '',
        now: new Date(),
      }),
    [organization, loaded, runs],
  );
  const stateWords = readiness === null ? null : clinicStateWords[readiness.state];

  const confirm = async (provider: ProviderId) => {
    setConfirming(provider);
    setActError(null);
    const confirmed = await voxanne.credentials.confirm({
      credentials: [{ organizationId: organization.id, provider }],
    });
    checks.forget(provider);
    await loader.reload();
    setConfirming(null);
    setActError(confirmed.ok ? null : confirmed.error);
  };
  const act = async (action: NextAction) => {
    const { kind, provider } = action;
    if (kind === 'confirm' && provider !== null) return confirm(provider);
    if (kind === 'check' && provider !== null) return checks.run(provider);
    if (kind === 'choose' && provider !== null) return setDialog({ provider, kind: 'choice' });
    const place = placeOf(action, organization.id);
    if (place !== null) return navigate(place);
    setActing(true);
    setActError(null);
    const failure = await actAtOnce(action, organization.id);
    if (kind === 'withdraw') await loader.reload();
    setActing(false);
    setActError(failure);
  };

  return (
    <Page wide>
      <PageHeader
        title={organization.name}
        badge={
          stateWords !== null && (
            <StatusBadge tone={stateWords.tone} plain={stateWords.tone === 'good'}>
              {t(stateWords.word)}
            </StatusBadge>
          )
        }
        subtitle={<ClinicTime timeZone={organization.timeZone} />}
        back={{ label: t('Clinics'), onClick: toClinics }}
        actions={
          <>
            {resumesAt !== null && next?.kind !== 'continue' && (
              <Button variant="default" onClick={toSetup}>
                {t('Continue set-up')}
              </Button>
            )}
            <Button variant="default" onClick={() => navigate({ screen: 'handoff', organizationId: organization.id })}>
              {t('Handoff report')}
            </Button>
            <Button variant="default" onClick={() => setDialog('edit')}>
              {t('Edit clinic')}
            </Button>
          </>
        }
      />
      <PresentNotice others={others} />
      {next !== null && (
        <NextBar
          action={next}
          attention={readiness?.attention ?? null}
          tone={stateWords?.tone ?? 'neutral'}
          busy={
            acting ||
            confirming !== null ||
            (next.provider !== null && next.kind === 'check' && checks.of(next.provider).running)
          }
          error={actError}
          onAct={() => void act(next)}
        />
      )}
      {loaded.state === 'loading' && <Busy>{t('Reading what is connected…')}</Busy>}
      {loaded.state === 'failed' && <ErrorNotice error={loaded.error} onRetry={() => void loader.reload()} />}
      {loaded.state === 'ready' && (
        <div
          className={classes.cards}
          data-uneven={live.some(({ problem, provider }) => problem ?? checks.of(provider).error) || undefined}
        >
          {allProviders.map(({ id }) => (
            <ProviderCard
              key={id}
              organization={organization}
              provider={id}
              connection={loaded.value.find(({ provider }) => provider === id) ?? null}
              check={checks.of(id)}
              onCheck={() => void checks.run(id)}
              onConfirm={() => void confirm(id)}
              confirming={confirming === id}
              onCancelCheck={() => checks.cancel(id)}
              dialog={typeof dialog === 'object' && dialog?.provider === id ? dialog.kind : null}
              onDialog={(kind) => setDialog(kind === null ? null : { provider: id, kind })}
              details={details.shown}
              onToggleDetails={details.toggle}
              onChanged={loader.reload}
              onOrganizationChanged={onChanged}
              uses={uses}
            />
          ))}
        </div>
      )}
      {loaded.state === 'ready' && testsKnown && (
        <StillOpen open={open} next={next} onAct={(action) => void act(action)} />
      )}
      {live
        .filter(({ provider }) => provider !== messageProvider.id)
        .map((connection) => (
          <ConnectionCards key={connection.credentialId} organization={organization} connection={connection} />
        ))}
      {loaded.state === 'ready' && (
        <TestHistory
          title={t('Test history')}
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
              ? t('No test was run yet. {about}', { about: t(messageProvider.test.words.about) })
              : t('No test was run yet. Connect {name} first; then a test takes less than a minute.', {
                  name: messageProvider.name,
                })
          }
        />
      )}
      <Card
        title={t('Contact and notes')}
        actions={
          <Button variant="default" size="compact-md" onClick={() => setDialog('contact')}>
            {t('Edit contact')}
          </Button>
        }
      >
        <ContactFacts contact={organization.contact} />
      </Card>
      <ClinicActivity
        organization={organization}
        changes={
          `${runs?.length ?? 0} ` +
          (loaded.state === 'ready' ? loaded.value : [])
            .map(
              ({ status, verifiedAt, problem, pendingRevocation }) =>
                `${status} ${verifiedAt} ${problem?.code} ${pendingRevocation?.since}`,
            )
            .join()
        }
      />
      <Card title={t('Remove this clinic')}>
        <div className={classes.row}>
          <p>
            {t(
              'Its access to {told} is withdrawn, its credentials are destroyed on this computer, and its tests and texts are deleted. The audit trail keeps its entries.',
              { told: listOf(told) },
            )}
          </p>
          <Button variant="default" className={classes.danger ?? ''} onClick={() => setDialog('remove')}>
            {t('Remove clinic')}
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
      <ContactDialog
        opened={dialog === 'contact'}
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
