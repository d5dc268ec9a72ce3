import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../../../src-shared/texts/translate';
import { RelativeTime } from '../relative-time';
import { SidText } from '../sid-text';
import { DeliveryLine } from './delivery-line';
import { canBeLookedUp, LookUpDelivery } from './look-up-delivery';
import { StepLine } from './step-line';
import type { TestLine } from './test-lines';
import classes from './tests.module.css';

type TestLineRowProps = {
  line: TestLine;
  /** Null while nothing can be started, or where a line can't be run alone. */
  onRunAgain: (() => void) | null;
  /** Says when, for a line whose result is from an earlier run than the others. */
  showAge?: boolean;
  /** What only this line has, for example the field for a code. */
  children?: ReactNode;
};

/**
 * One line of a test: state, time, what was found, its id at the provider, the way of its message, and what to do if it
 * failed.
 */
export function TestLineRow({ line, onRunAgain, showAge = false, children }: TestLineRowProps) {
  const { step, about } = line;
  return (
    <StepLine
      title={t(about.label)}
      step={step}
      promise={t(about.promise)}
      head={
        <>
          {showAge && line.run !== null && line.run.finishedAt !== null && (
            <span className={classes.quiet}>
              <RelativeTime at={line.run.finishedAt} />
            </span>
          )}
          {step !== null && step.reference !== null && (
            <SidText value={step.reference} name={about.sends === 'message' ? t('Message SID') : 'SID'} />
          )}
        </>
      }
      action={
        onRunAgain !== null &&
        step !== null && (
          <Button
            variant="subtle"
            size="compact-sm"
            aria-label={t('Run again: {label}', { label: t(about.label) })}
            onClick={onRunAgain}
          >
            {t('Run again')}
          </Button>
        )
      }
    >
      {step !== null && step.delivery.length > 0 && <DeliveryLine delivery={step.delivery} />}
      {step !== null && line.run !== null && about.sends === 'message' && canBeLookedUp(line.run, step) && (
        <LookUpDelivery key={line.run.id} run={line.run} step={step} label={t(about.label)} />
      )}
      {children}
    </StepLine>
  );
}
