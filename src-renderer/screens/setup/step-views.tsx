/** The view of each kind of step. Which steps there are follows from the providers' descriptors. */
import type { ReactNode } from 'react';
import { providerDescriptors } from '../../../src-shared/providers';
import type { SetupStepInfo } from '../../../src-shared/setup/setup-steps';
import { ClinicStep } from './clinic-step/clinic-step';
import { ConnectStep } from './connect-step/connect-step';
import { HandoffStep } from './handoff-step/handoff-step';
import { NotNeededStep } from './not-needed-step';
import { liveConnection } from './setup-progress';
import { SignInStep } from './sign-in-step/sign-in-step';
import { SmsTestStep } from './sms-test-step/sms-test-step';
import type { StepViewProps } from './step-view-props';

export function StepView({ step, ...props }: StepViewProps & { step: SetupStepInfo }): ReactNode {
  const { provider } = step;
  if (step.view === 'clinic')
    return (
      <ClinicStep
        organization={props.organization}
        forms={props.forms}
        busy={props.busy}
        error={props.error}
        onSave={props.onSaveClinic}
      />
    );
  if (step.view === 'handoff' || provider === null) return <HandoffStep {...props} />;
  const descriptor = providerDescriptors[provider];
  const decision = props.organization.notNeeded.find((one) => one.provider === provider);
  if (decision !== undefined && liveConnection(props.connections, provider) === null)
    return <NotNeededStep {...props} key={step.id} step={step} descriptor={descriptor} decision={decision} />;
  if (step.view === 'messages') return <SmsTestStep {...props} />;
  return descriptor.signIn === undefined ? (
    <ConnectStep {...props} key={step.id} provider={provider} step={step.id} />
  ) : (
    <SignInStep {...props} key={step.id} provider={provider} step={step.id} />
  );
}
