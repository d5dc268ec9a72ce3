/** The interface between the engine of tests and a provider's test. The engine knows no provider by name. */

import type { AppError, AppErrorData } from '../../src-shared/errors';
import type { ProviderDescriptor, TestDescriptor } from '../../src-shared/providers/descriptor';
import type { TestRun } from '../../src-shared/tests/test-run';
import { t } from '../../src-shared/texts/translate';
import type { OrganizationScope, ReadinessCheck } from '../storage/repositories';
import type { StepBoard } from './step-board';

export type TestRequest = {
  /** Steps to run; null for all. */
  only: readonly string[] | null;
  /** The recipient as it was typed; null for a test that sends nothing. */
  to: string | null;
  /** How long each message is followed, in milliseconds. Without it: as long as the test itself finds right. */
  deliveryTimeoutMs?: number | undefined;
};

/** A run that has begun. */
export type RunningTest = {
  runId: string;
  board: StepBoard;
  /** Ended by Stop, and when the console closes. */
  signal: AbortSignal;
  /** The run before this one may have left something behind. */
  afterUncleanRun: boolean;
  /** Called when something could not be stored; the run continues. */
  onTrouble: (where: string, error: AppErrorData) => void;
};

export type TestEnd = {
  /** What the run proves or disproves on the ladder. */
  checks: ReadinessCheck[];
  /** Failures that concern the credential itself. */
  credentialFailures: AppError[];
};

/** A checked run, before anything is recorded or sent. */
export type PreparedTest = {
  subject: string;
  recipient: string | null;
  /** Runs the steps, and undoes what it did even when it is stopped. Never throws for a step that failed. */
  run(running: RunningTest): Promise<TestEnd>;
};

export type FollowUp = {
  /** True for an ended run that needs a follow-up. */
  needsReconciling(run: TestRun): boolean;
  /**
   * Finds out the outcome of an interrupted or unreconciled run. Only look-ups: nothing is repeated.
   * @returns the updated run; null when nothing is new
   */
  followUp(scope: OrganizationScope, run: TestRun, signal: AbortSignal): Promise<TestRun | null>;
  /** From when on looking again makes sense, in milliseconds. */
  pauseMs: number;
};

export interface TestDefinition {
  readonly descriptor: ProviderDescriptor & { test: TestDescriptor };
  readonly simulated: boolean;
  /** @throws AppError when the test can't be run */
  prepare(scope: OrganizationScope, request: TestRequest): Promise<PreparedTest>;
  /** Absent for a test whose interrupted runs need no follow-up. */
  readonly followUp?: FollowUp;
}

/** `SMS test to +14155550134`, `Calendar test of Front desk`: how the audit trail names a run. */
export const runName = (
  test: TestDescriptor,
  { subject, recipient }: Pick<TestRun, 'subject' | 'recipient'>,
): string =>
  recipient === null
    ? t('{title} of {subject}', { title: t(test.title), subject })
    : t('{title} to {recipient}', { title: t(test.title), recipient });
