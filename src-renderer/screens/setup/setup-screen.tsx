import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { voxanne } from '../../bridge';
import { Busy } from '../../components/busy';
import { ErrorNotice } from '../../components/error-notice';
import { Page, PageHeader } from '../../components/page';
import { navigate, replaceRoute, useRouter } from '../../router/router';
import { ClinicStep } from './clinic-step/clinic-step';
import { OpenSetup } from './open-setup';
import { SetupStepper } from './setup-stepper';
import { stepFromRoute } from './setup-steps';
import { createSetupStore } from './setup-store';

const nothingDone: ReadonlySet<never> = new Set();

/** `Set up a clinic`: makes a new one, resumes where an earlier set-up stopped, or repeats one step that the route names. */
export function SetupScreen({ organizationId }: { organizationId: string | null }) {
  const [store] = useState(() => createSetupStore(voxanne));
  const setup = useStore(store, (state) => state.setup);
  const route = useRouter((state) => state.route);
  const wanted = stepFromRoute(route.screen === 'setup' ? route.step : undefined);

  useEffect(() => {
    const { setup: shown, load, reset } = store.getState();
    if (organizationId === null) reset();
    // The wizard put the new clinic's id into the address itself: it is already open.
    else if (shown.state !== 'open' || shown.organization.id !== organizationId || wanted !== null) void load(organizationId, wanted);
  }, [store, organizationId, wanted]);

  switch (setup.state) {
    case 'loading':
      return (
        <Page>
          <PageHeader title="Set up a clinic" />
          <Busy>Opening the clinic…</Busy>
        </Page>
      );
    case 'unavailable':
      return (
        <Page>
          <PageHeader title="Set up a clinic" back={{ label: 'Clinics', onClick: () => navigate('/clinics') }} />
          <ErrorNotice error={setup.error} {...(organizationId === null ? {} : { onRetry: () => void store.getState().load(organizationId, wanted) })} />
        </Page>
      );
    case 'new-clinic':
      return (
        <Page>
          <PageHeader
            title="Set up a clinic"
            subtitle="About ten minutes. Every step is saved, and any of them can wait."
            actions={
              <Button variant="default" onClick={() => navigate('/clinics')}>
                Cancel
              </Button>
            }
          />
          <SetupStepper current="clinic" done={nothingDone} onOpen={null} />
          <ClinicStep
            organization={null}
            busy={setup.busy}
            error={setup.error}
            onSave={async (form) => {
              const made = await store.getState().saveClinic(form, 'twilio');
              if (made !== null) replaceRoute({ screen: 'setup', organizationId: made.id });
            }}
          />
        </Page>
      );
    case 'open':
      return <OpenSetup key={setup.organization.id} setup={setup} store={store} wanted={wanted} />;
  }
}
