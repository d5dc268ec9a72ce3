import { Button } from '@mantine/core';
import type { NotNeeded } from '../../../src-shared/organizations/organization';
import type { ProviderDescriptor } from '../../../src-shared/providers/descriptor';
import type { SetupStepInfo } from '../../../src-shared/setup/setup-steps';
import { t } from '../../../src-shared/texts/translate';
import { BusyButton } from '../../components/busy-button';
import { Card } from '../../components/card';
import { RelativeTime } from '../../components/relative-time';
import { Said } from '../../components/said';
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
      heading={t(step.heading)}
      purpose={t(step.purpose)}
      onBack={props.onBack}
      error={props.error}
      actions={
        <>
          <Button variant="default" onClick={() => props.onDecideNeed(descriptor.id, true)}>
            {t('Needed again')}
          </Button>
          <BusyButton busyLabel={t('Saving…')} busy={props.busy} onClick={props.onNext}>
            {t('Continue')}
          </BusyButton>
        </>
      }
    >
      <Card title={descriptor.name} aside={<StatusBadge tone="neutral">{t('Not needed')}</StatusBadge>}>
        <p>
          {t(descriptor.need.notNeeded)}{' '}
          <Said
            text="Decided by {who}, <when>then</when>."
            values={{ who: decision.decidedBy }}
            parts={{ when: () => <RelativeTime at={decision.decidedAt} timeZone={organization.timeZone} /> }}
          />
        </p>
      </Card>
    </StepFrame>
  );
}
