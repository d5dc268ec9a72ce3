import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { type SmsTestStep, smsTestStepTitles } from '../../../../src-shared/messaging/sms-test';
import { ErrorNotice } from '../../../components/error-notice';
import { RelativeTime } from '../../../components/relative-time';
import { SidText } from '../../../components/sid-text';
import { ToneIcon } from '../../../components/status-badge';
import { durationWords } from '../../../components/time-words';
import { DeliveryLine } from './delivery-line';
import classes from './sms-test.module.css';
import { isSend, type TestLine } from './test-lines';
import { useNow } from './use-now';
import { stepStates } from './words';

type TestLineRowProps = {
  line: TestLine;
  /** Null while nothing can be started. */
  onRunAgain: (() => void) | null;
  /** Says when, for a line whose result is from an earlier run than the others. */
  showAge?: boolean;
  /** The code field of the test SMS. */
  children?: ReactNode;
};

const promises = {
  account: 'Twilio is asked whether these credentials work and whose account they open.',
  'phone-number': 'Does the account own the number, and can it send text messages?',
  'test-sms': 'A real message with a four-digit code.',
  'hot-lead-sms': 'A real message as the receptionist sends it when a caller is ready to book.',
} as const;

/** One line of the test: state, time, what was found, SID, the way of its message, and what to do if it failed. */
export function TestLineRow({ line, onRunAgain, showAge = false, children }: TestLineRowProps) {
  const { step } = line;
  const state = stepStates[step?.state ?? 'waiting'];
  const title = smsTestStepTitles[line.id];
  return (
    <li className={classes.line} aria-label={title}>
      <span className={classes.lineSign}>
        <ToneIcon tone={state.tone} size="1.25rem" />
      </span>
      <div className={classes.lineBody}>
        <div className={classes.lineHead}>
          <h3 className={classes.lineTitle}>{title}</h3>
          <span className={classes.state} data-tone={state.tone}>
            {step === null ? 'Not run yet' : state.word}
          </span>
          {step !== null && <StepTime step={step} />}
          {showAge && line.run !== null && line.run.finishedAt !== null && (
            <span className={classes.quiet}>
              <RelativeTime at={line.run.finishedAt} />
            </span>
          )}
          {step !== null && step.sid !== null && <SidText value={step.sid} name={isSend(line.id) ? 'Message SID' : 'SID'} />}
        </div>
        {(step === null || step.error === null || step.detail !== step.error.message) && (
          <p className={classes.lineDetail}>{step === null || step.detail === '' ? promises[line.id] : step.detail}</p>
        )}
        {step !== null && step.delivery.length > 0 && <DeliveryLine delivery={step.delivery} />}
        {step?.error && <ErrorNotice error={step.error} announce={false} />}
        {children}
      </div>
      {onRunAgain !== null && step !== null && (
        <Button variant="subtle" size="compact-sm" aria-label={`Run again: ${title}`} onClick={onRunAgain}>
          Run again
        </Button>
      )}
    </li>
  );
}

/** How long a step took, or how long it has been going. */
function StepTime({ step }: { step: SmsTestStep }) {
  const running = step.state === 'running' && step.startedAt !== null;
  const now = useNow(running);
  if (running && step.startedAt !== null) return <span className={classes.quiet}>{durationWords(Math.max(0, now - Date.parse(step.startedAt)))}</span>;
  return step.durationMs === null ? null : <span className={classes.quiet}>{durationWords(step.durationMs)}</span>;
}
