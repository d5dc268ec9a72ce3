import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { handoffReport } from '../../../../src-shared/handoff/handoff-report';
import type { NextAction } from '../../../../src-shared/organizations/next-action';
import { stepInfo } from '../../../../src-shared/setup/setup-steps';
import { lastSetupStep } from '../../../../src-shared/setup/step-ids';
import type { TestRun } from '../../../../src-shared/tests/test-run';
import { t } from '../../../../src-shared/texts/translate';
import { BusyButton } from '../../../components/busy-button';
import { ContactDialog } from '../../../components/clinic-contact/contact-dialog';
import { HandoffOutcome } from '../../../components/handoff/handoff-outcome';
import { HandoffPaper } from '../../../components/handoff/handoff-paper';
import { HandoffToolButtons, useHandoffTools } from '../../../components/handoff/handoff-tools';
import { actAtOnce, placeOf } from '../../../console/next-action';
import { shownActor } from '../../../console/shown-actor';
import { useAppStatus } from '../../../console/use-console';
import { navigate } from '../../../router/router';
import { StepFrame } from '../step-frame';
import type { StepViewProps } from '../step-view-props';

const noRuns: readonly TestRun[] = [];

/** One page for whoever takes over: what was proven, when and by whom, and what is still open. */
export function HandoffStep({
  organization,
  connections,
  onConnectionsChanged,
  tests,
  onBack,
  onOpenStep,
  onFinish,
  onClinicChanged,
  busy,
  error,
}: StepViewProps) {
  const { heading, purpose } = stepInfo(lastSetupStep);
  const actor = shownActor(useAppStatus());
  const runs = useStore(tests, ({ test }) => test.runs) ?? noRuns;
  const report = useMemo(
    () => handoffReport({ organization, connections, runs, madeBy: actor, now: new Date() }),
    [organization, connections, runs, actor],
  );
  const tools = useHandoffTools(report);
  const [editing, setEditing] = useState(false);

  const act = async (action: NextAction) => {
    const place = placeOf(action, organization.id);
    if (place?.screen === 'setup' && place.step !== undefined) return onOpenStep(place.step);
    if (place !== null) return navigate(place);
    await actAtOnce(action, organization.id);
    await onConnectionsChanged();
  };

  return (
    <StepFrame
      heading={t(heading)}
      purpose={t(purpose)}
      onBack={onBack}
      error={error}
      actions={
        <>
          <Button variant="subtle" color="gray" size="compact-md" onClick={() => setEditing(true)}>
            {t('Edit contact')}
          </Button>
          <HandoffToolButtons tools={tools} primary={false} />
          <BusyButton busyLabel={t('Saving…')} busy={busy} onClick={onFinish}>
            {t('Finish')}
          </BusyButton>
        </>
      }
    >
      <ContactDialog
        opened={editing}
        organization={organization}
        onClose={() => setEditing(false)}
        onSaved={(saved) => {
          setEditing(false);
          onClinicChanged(saved);
        }}
      />
      <HandoffPaper report={report} level={3} onAct={(action) => void act(action)} />
      <HandoffOutcome tools={tools} />
    </StepFrame>
  );
}
