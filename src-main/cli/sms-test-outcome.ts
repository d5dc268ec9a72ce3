/** Progress and result of an SMS test on the command line. */
import type { TestStep } from '../../src-shared/tests/test-run';
import type { StepText } from '../messaging/message-texts';
import type { ReportHead } from './format-report';

export type SmsTestOutcome = {
  head: ReportHead;
  steps: TestStep[];
  stopped: boolean;
  /** These are test credentials: nothing is sent with them. */
  isRehearsal: boolean;
  /** The texts as they were or would be sent. */
  texts: readonly StepText[] | null;
};

/** Receives progress, for stderr. */
export type SmsTestProgress = { begin(head: ReportHead): void; step(step: TestStep): void };
