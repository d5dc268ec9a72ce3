import { Button } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { AppErrorData } from '../../../src-shared/errors';
import { t } from '../../../src-shared/texts/translate';
import { CardsUnderHeading } from '../../components/card';
import { FocusedError } from '../../components/focused-error';
import classes from './setup.module.css';
import { useFocusIfLost } from './use-focus-if-lost';

export const stepTitleId = 'setup-step-title';

type StepFrameProps = {
  heading: string;
  purpose: string;
  onBack: (() => void) | null;
  /** Buttons at the right end of the last row; one of them at most is the primary one. */
  actions?: ReactNode;
  /** Why the step could not be saved. */
  error?: AppErrorData | null;
  children: ReactNode;
};

/** One step: its heading (which takes the focus when the step opens), its content, and the way on and back. */
export function StepFrame({ heading, purpose, onBack, actions, error = null, children }: StepFrameProps) {
  useFocusIfLost(stepTitleId);
  return (
    <section className={classes.step} aria-labelledby={stepTitleId}>
      <div>
        <h2 id={stepTitleId} tabIndex={-1} className={classes.heading}>
          {heading}
        </h2>
        <p className={classes.purpose}>{purpose}</p>
      </div>
      <CardsUnderHeading>{children}</CardsUnderHeading>
      {error !== null && <FocusedError error={error} />}
      <footer className={classes.footer}>
        {onBack !== null && (
          <Button
            variant="subtle"
            color="gray"
            className={classes.footerBack ?? ''}
            leftSection={<IconChevronLeft size="1rem" aria-hidden />}
            onClick={onBack}
          >
            {t('Back')}
          </Button>
        )}
        <div className={classes.actions}>{actions}</div>
      </footer>
    </section>
  );
}
