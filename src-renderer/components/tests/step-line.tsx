import type { ReactNode } from 'react';
import type { TestStep } from '../../../src-shared/tests/test-run';
import { t } from '../../../src-shared/texts/translate';
import { ErrorNotice } from '../error-notice';
import { ToneIcon } from '../status-badge';
import { durationWords } from '../time-words';
import { useNow } from '../use-now';
import classes from './tests.module.css';
import { stepStates } from './words';

type ShownStep = Pick<TestStep, 'state' | 'startedAt' | 'durationMs' | 'detail' | 'error'>;

type StepLineProps = {
  title: string;
  /** Null while no run has tried it. */
  step: ShownStep | null;
  /** What the step is for, shown until it has something to say. */
  promise: string;
  /** After the state and the time: a SID, an age. */
  head?: ReactNode;
  /** Under the words. */
  children?: ReactNode;
  /** At the end of the line. */
  action?: ReactNode;
};

/** One line of a test: state, time, what was found, and what to do if it failed. */
export function StepLine({ title, step, promise, head, children, action }: StepLineProps) {
  const state = stepStates[step?.state ?? 'waiting'];
  return (
    <li className={classes.line} aria-label={title}>
      <span className={classes.lineSign}>
        <ToneIcon tone={state.tone} size="1.25rem" />
      </span>
      <div className={classes.lineBody}>
        <div className={classes.lineHead}>
          <h3 className={classes.lineTitle}>{title}</h3>
          <span className={classes.state} data-tone={state.tone}>
            {step === null ? t('Not run yet') : t(state.word)}
          </span>
          {step !== null && <StepTime step={step} />}
          {head}
        </div>
        {(step === null || step.error === null || step.detail !== step.error.message) && (
          <p className={classes.lineDetail}>{step === null || step.detail === '' ? promise : step.detail}</p>
        )}
        {children}
        {step?.error && <ErrorNotice error={step.error} announce={false} />}
      </div>
      {action}
    </li>
  );
}

/** How long a step took, or how long it has been going. */
function StepTime({ step }: { step: ShownStep }) {
  const running = step.state === 'running' && step.startedAt !== null;
  const now = useNow(running);
  if (running && step.startedAt !== null)
    return <span className={classes.quiet}>{durationWords(Math.max(0, now - Date.parse(step.startedAt)))}</span>;
  return step.durationMs === null ? null : <span className={classes.quiet}>{durationWords(step.durationMs)}</span>;
}
