import { Button } from '@mantine/core';
import type { NotNeeded } from '../../../src-shared/organizations/organization';
import type { ProviderDescriptor } from '../../../src-shared/providers/descriptor';
import type { SetupStepInfo } from '../../../src-shared/setup/setup-steps';
import { BusyButton } from '../../components/busy-button';
import { Card } from '../../components/card';
import { RelativeTime } from '../../components/relative-time';
import { StatusBadge } from '../../components/status-badge';
import { StepFrame } from './step-frame';
import type { StepViewProps } from './step-view-props';

type NotNeededStepProps = Pick<
  StepViewProps,
  'organization' | 'busy' | 'error' | 'onBack' | 'onNext' | 'onDecideNeed'
> & {
  step: SetupStepInfo;
  descriptor: ProviderDescriptor;
  decision: NotNeeded;
};

/** A step of a provider that the clinic does not need: what was decided, and the way to take it back. */
export function NotNeededStep({ step, descriptor, decision, organization, ...props }: NotNeededStepProps) {
  return (
    <StepFrame
      heading={step.heading}
      purpose={step.purpose}
      onBack={props.onBack}
      error={props.error}
      actions={
        <>
          <Button variant="default" onClick={() => props.onDecideNeed(descriptor.id, true)}>
            Needed again
          </Button>
          <BusyButton busyLabel="Saving…" busy={props.busy} onClick={props.onNext}>
            Continue
          </BusyButton>
        </>
      }
    >
      <Card title={descriptor.name} aside={<StatusBadge tone="neutral">Not needed</StatusBadge>}>
        <p>
          {descriptor.need.notNeeded} Decided by {decision.decidedBy},{' '}
          <RelativeTime at={decision.decidedAt} timeZone={organization.timeZone} />.
        </p>
      </Card>
    </StepFrame>
  );
}
