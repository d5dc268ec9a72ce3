import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useStore } from 'zustand';
import type { ProviderId } from '../../../src-shared/primitives';
import { providerDescriptors } from '../../../src-shared/providers';
import { findStep, stepAfter } from '../../../src-shared/setup/setup-steps';
import { firstSetupStep } from '../../../src-shared/setup/step-ids';
import { t } from '../../../src-shared/texts/translate';
import { voxanne } from '../../bridge';
import { Busy } from '../../components/busy';
import { ErrorNotice } from '../../components/error-notice';
import { NoticeBox } from '../../components/notice';
import { Page, PageHeader } from '../../components/page';
import { useWindowDrop } from '../../components/window-drop';
import { offerFile, ownerOfFile } from '../../console/offered-import';
import { navigate, replaceRoute, useRouter } from '../../router/router';
import { ClinicStep } from './clinic-step/clinic-step';
import { createKeptForms } from './kept-forms';
import { leaveSetup } from './leave-setup';
import { OpenSetup } from './open-setup';
import classes from './setup.module.css';
import type { SetupState } from './setup-machine';
import { SetupStepper } from './setup-stepper';
import { createSetupStore, type SetupStore } from './setup-store';

const nothingDone: ReadonlySet<never> = new Set();

/**
 * `Set up a clinic`: makes a new one, resumes where an earlier set-up stopped, or repeats one step that the route
 * names.
 */
export function SetupScreen({ organizationId }: { organizationId: string | null }) {
  const [store] = useState(() => createSetupStore(voxanne));
  const setup = useStore(store, (state) => state.setup);
  const route = useRouter((state) => state.route);
  const wanted = findStep(route.screen === 'setup' ? route.step : null)?.id ?? null;
  // The steps stand in the header's bar, which is there before what they say is known.
  const [stepsPlace, setStepsPlace] = useState<HTMLElement | null>(null);

  useEffect(() => {
    const { setup: shown, load, reset } = store.getState();
    if (organizationId === null) reset();
    // The wizard put the new clinic's id into the address itself: it is already open.
    else if (shown.state !== 'open' || shown.organization.id !== organizationId || wanted !== null)
      void load(organizationId, wanted);
  }, [store, organizationId, wanted]);

  return (
    <Page bar>
      <SetupHeader setup={setup} stepsPlace={setStepsPlace} />
      {content()}
    </Page>
  );

  function content(): ReactNode {
    switch (setup.state) {
      case 'loading':
        return <Busy>{t('Opening the clinic…')}</Busy>;
      case 'unavailable':
        return (
          <ErrorNotice
            error={setup.error}
            {...(organizationId === null ? {} : { onRetry: () => void store.getState().load(organizationId, wanted) })}
          />
        );
      case 'new-clinic':
        return (
          <>
            {stepsPlace !== null &&
              createPortal(<SetupStepper current={firstSetupStep} done={nothingDone} onOpen={null} />, stepsPlace)}
            <p className={classes.about}>{t('About ten minutes. Every step is saved, and any of them can wait.')}</p>
            <NewClinic setup={setup} store={store} />
          </>
        );
      case 'open':
        return (
          <OpenSetup
            key={setup.organization.id}
            setup={setup}
            store={store}
            wanted={wanted}
            stepsPlace={stepsPlace}
            toTest={route.screen === 'setup' && route.toTest === true}
          />
        );
    }
  }
}

type WaitingFile = { fileName: string; text: string; provider: ProviderId };

/** The first step of a clinic that is still to be made. A file that is dropped here waits in this page. */
function NewClinic({ setup, store }: { setup: Extract<SetupState, { state: 'new-clinic' }>; store: SetupStore }) {
  const [waiting, setWaiting] = useState<WaitingFile | null>(null);
  const [forms] = useState(() => createKeptForms('new'));
  useEffect(() => forms.forget, [forms]);
  useWindowDrop('page', setup.busy, (fileName, text) => {
    const provider = ownerOfFile(fileName, text);
    if (provider !== null) setWaiting({ fileName, text, provider });
    return true;
  });
  return (
    <>
      {waiting !== null && (
        <NoticeBox
          tone="neutral"
          role="status"
          title={t('{fileName} is kept for the step {step}', {
            fileName: waiting.fileName,
            step: providerDescriptors[waiting.provider].name,
          })}
        >
          {t('It is read once the clinic is saved, and forgotten if it is not.')}
        </NoticeBox>
      )}
      <ClinicStep
        organization={null}
        forms={forms}
        busy={setup.busy}
        error={setup.error}
        onSave={async (form) => {
          const made = await store.getState().saveClinic(form, stepAfter(firstSetupStep) ?? firstSetupStep);
          if (made === null) return;
          if (waiting !== null) void offerFile(made.id, waiting.fileName, waiting.text);
          replaceRoute({ screen: 'setup', organizationId: made.id });
        }}
      />
    </>
  );
}

/** Stays in its place while the clinic is being made, so that the focus can go to the new step. */
function SetupHeader({ setup, stepsPlace }: { setup: SetupState; stepsPlace: (place: HTMLElement | null) => void }) {
  if (setup.state === 'open' && setup.single) {
    const { organization } = setup;
    return (
      <PageHeader
        title={organization.name}
        back={{ label: t('Back to the clinic'), onClick: () => leaveSetup(organization.id) }}
      />
    );
  }
  if (setup.state === 'unavailable')
    return (
      <PageHeader title={t('Set up a clinic')} back={{ label: t('Clinics'), onClick: () => navigate('/clinics') }} />
    );
  const isOpen = setup.state === 'open';
  return (
    <PageHeader
      title={t('Set up a clinic')}
      {...(isOpen ? { subtitle: <bdi title={setup.organization.name}>{setup.organization.name}</bdi> } : {})}
      middle={<div ref={stepsPlace} className={classes.stepsPlace} />}
      actions={
        setup.state === 'loading' ? undefined : (
          <Button variant="default" onClick={() => (isOpen ? leaveSetup(setup.organization.id) : navigate('/clinics'))}>
            {isOpen ? t('Finish later') : t('Cancel')}
          </Button>
        )
      }
    />
  );
}
