import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { smsTestStepTitles } from '../../../../src-shared/messaging/sms-test';
import { RelativeTime } from '../../../components/relative-time';
import { SidText } from '../../../components/sid-text';
import { DeliveryLine } from './delivery-line';
import classes from './sms-test.module.css';
import { StepLine } from './step-line';
import { isSend, type TestLine } from './test-lines';

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

/** One line of the SMS test: state, time, what was found, SID, the way of its message, and what to do if it failed. */
export function TestLineRow({ line, onRunAgain, showAge = false, children }: TestLineRowProps) {
  const { step } = line;
  const title = smsTestStepTitles[line.id];
  return (
    <StepLine
      title={title}
      step={step}
      promise={promises[line.id]}
      head={
        <>
          {showAge && line.run !== null && line.run.finishedAt !== null && (
            <span className={classes.quiet}>
              <RelativeTime at={line.run.finishedAt} />
            </span>
          )}
          {step !== null && step.sid !== null && (
            <SidText value={step.sid} name={isSend(line.id) ? 'Message SID' : 'SID'} />
          )}
        </>
      }
      action={
        onRunAgain !== null &&
        step !== null && (
          <Button variant="subtle" size="compact-sm" aria-label={`Run again: ${title}`} onClick={onRunAgain}>
            Run again
          </Button>
        )
      }
    >
      {step !== null && step.delivery.length > 0 && <DeliveryLine delivery={step.delivery} />}
      {children}
    </StepLine>
  );
}
