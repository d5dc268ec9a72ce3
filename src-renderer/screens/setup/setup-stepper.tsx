import { IconCheck } from '@tabler/icons-react';
import type { SetupStep } from '../../../src-shared/organizations/organization';
import { setupSteps } from '../../../src-shared/setup/setup-steps';
import { t } from '../../../src-shared/texts/translate';
import { HeldButton } from '../../theme/held-button';
import classes from './setup.module.css';

type SetupStepperProps = {
  current: SetupStep;
  /** Steps that are really done, not merely passed through. */
  done: ReadonlySet<SetupStep>;
  /** Null while no other step can be opened, because there is no clinic yet. */
  onOpen: ((step: SetupStep) => void) | null;
};

/** Where the set-up stands. Each step can be opened at any time; a tick means that its work is done. */
export function SetupStepper({ current, done, onOpen }: SetupStepperProps) {
  return (
    <nav aria-label={t('Set-up steps')}>
      <ol className={classes.steps}>
        {setupSteps.map((step, index) => (
          <li
            key={step.id}
            className={classes.stepItem}
            data-state={step.id === current ? 'current' : done.has(step.id) ? 'done' : 'open'}
          >
            <HeldButton
              className={classes.stepButton}
              aria-label={done.has(step.id) ? t('{step}, done', { step: t(step.label) }) : t(step.label)}
              aria-current={step.id === current ? 'step' : undefined}
              disabled={onOpen === null && step.id !== current}
              onClick={() => step.id !== current && onOpen?.(step.id)}
            >
              <span className={classes.stepSign} aria-hidden>
                {done.has(step.id) ? <IconCheck size="0.875rem" stroke={3} /> : index + 1}
              </span>
              <span className={classes.stepLabel}>{t(step.label)}</span>
            </HeldButton>
          </li>
        ))}
      </ol>
    </nav>
  );
}
