import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useStore } from 'zustand';
import type { SetupStep } from '../../../src-shared/organizations/organization';
import { messageProvider } from '../../../src-shared/providers/message-provider';
import { stepAfter, stepAfterProvider, stepBefore, stepInfo, stepOf } from '../../../src-shared/setup/setup-steps';
import { t } from '../../../src-shared/texts/translate';
import { voxanne } from '../../bridge';
import { Busy } from '../../components/busy';
import { ErrorNotice } from '../../components/error-notice';
import { createTestStore } from '../../components/tests/test-store';
import { useWindowDrop } from '../../components/window-drop';
import { offerFile } from '../../console/offered-import';
import { useConnections } from '../../console/use-connections';
import { navigate } from '../../router/router';
import { createKeptForms } from './kept-forms';
import { leaveSetup } from './leave-setup';
import type { SetupState } from './setup-machine';
import { doneSteps } from './setup-progress';
import { SetupStepper } from './setup-stepper';
import type { SetupStore } from './setup-store';
import { stepTitleId } from './step-frame';
import { StepView } from './step-views';

type OpenSetupProps = {
  setup: Extract<SetupState, { state: 'open' }>;
  store: SetupStore;
  /** The step that the route names. */
  wanted: SetupStep | null;
  /** In the header; null until that is there. */
  stepsPlace: HTMLElement | null;
  /** It names the step for its test: what is connected stays. */
  toTest: boolean;
};

/** The wizard around a clinic that exists. */
export function OpenSetup({ setup, store, wanted, stepsPlace, toTest }: OpenSetupProps) {
  const { organization, step, single } = setup;
  const { loaded, loader } = useConnections(organization.id);
  const [tests] = useState(() => createTestStore(voxanne, messageProvider.id, organization.id));
  const runs = useStore(tests, ({ test }) => test.runs) ?? [];
  const [forms] = useState(() => createKeptForms(organization.id));
  useEffect(() => forms.forget, [forms]);
  const [recipient, setRecipient] = useState<string | null>(null);
  useEffect(() => tests.getState().open(), [tests]);
  const hasMoved = useFocusOnStep(step);

  const goTo = (next: SetupStep) => void store.getState().goTo(next);
  const leave = () => leaveSetup(organization.id);
  useWindowDrop('page', setup.busy, (fileName, text) => {
    void offerFile(organization.id, fileName, text).then((provider) => {
      const to = provider === null ? null : stepOf(provider, 'connect');
      if (to === null || to === step) return;
      if (single) navigate({ screen: 'setup', organizationId: organization.id, step: to });
      else goTo(to);
    });
    return true;
  });
  const next = stepAfter(step);
  const previous = stepBefore(step);

  return (
    <>
      {!single &&
        loaded.state === 'ready' &&
        stepsPlace !== null &&
        createPortal(
          <SetupStepper current={step} done={doneSteps(organization, loaded.value, runs)} onOpen={goTo} />,
          stepsPlace,
        )}
      {loaded.state === 'loading' && <Busy>{t('Reading what is connected…')}</Busy>}
      {loaded.state === 'failed' && <ErrorNotice error={loaded.error} onRetry={() => void loader.reload()} />}
      {loaded.state === 'ready' && (
        <StepView
          step={stepInfo(step)}
          organization={organization}
          connections={loaded.value}
          onConnectionsChanged={loader.reload}
          tests={tests}
          forms={forms}
          recipient={recipient}
          onRecipient={setRecipient}
          single={single}
          asked={wanted === step && !hasMoved && !toTest}
          busy={setup.busy}
          error={setup.error}
          onBack={single || previous === null ? null : () => goTo(previous)}
          onNext={single || next === null ? leave : () => goTo(next)}
          onOpenStep={goTo}
          onDecideNeed={async (provider, needed) => {
            if (!(await store.getState().decideNeed(provider, needed)) || needed) return;
            const after = stepAfterProvider(provider);
            if (single || after === null) leave();
            else goTo(after);
          }}
          onSaveClinic={async (form) => {
            const saved = await store.getState().saveClinic(form, next ?? step);
            if (saved !== null && single) leave();
          }}
          onClinicChanged={(changed) => store.getState().clinicChanged(changed)}
          onFinish={async () => {
            if (await store.getState().finish()) leave();
          }}
        />
      )}
    </>
  );
}

/**
 * A new step starts at its heading, for the eye and for a screen reader. The first one leaves the page's title alone.
 * @returns true once another step was shown than the first
 */
function useFocusOnStep(step: SetupStep): boolean {
  const [hasMoved, setHasMoved] = useState(false);
  const last = useRef(step);
  useEffect(() => {
    if (last.current === step) return;
    last.current = step;
    setHasMoved(true);
    const heading = document.getElementById(stepTitleId);
    heading?.focus({ preventScroll: true });
    heading?.closest('[data-bar]')?.scrollTo({ top: 0 });
  }, [step]);
  return hasMoved;
}
