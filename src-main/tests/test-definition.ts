/** What the engine of tests must be told of a provider's test. The engine itself knows no provider by name. */
import type { AppError, AppErrorData } from '../../src-shared/errors';
import type { ProviderDescriptor, TestDescriptor } from '../../src-shared/providers/descriptor';
import type { TestRun } from '../../src-shared/tests/test-run';
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
  /** Told what could not be written down; the run goes on. */
  onTrouble: (where: string, error: AppErrorData) => void;
};

export type TestEnd = {
  /** What the run proves or disproves on the ladder. */
  checks: ReadinessCheck[];
  /** Failures that say something of the credential itself. */
  credentialFailures: AppError[];
};

/** Everything that a run needs, checked. Nothing was recorded, and nothing sent. */
export type PreparedTest = {
  subject: string;
  recipient: string | null;
  /** Runs the steps, and undoes what it did even when it is stopped. Never throws for a step that failed. */
  run(running: RunningTest): Promise<TestEnd>;
};

export type FollowUp = {
  /** True for a run that has ended and of which more is to be learned. */
  isUnsettled(run: TestRun): boolean;
  /**
   * Finds out what became of a run that was cut off or is unsettled. Only look-ups: nothing is done again.
   * @returns the run as it is now; null when nothing new was learned
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
  /** Absent where a run that was cut off has nothing to be found out about. */
  readonly followUp?: FollowUp;
}

/** `SMS test to +14155550134`, `Calendar test of Front desk`: how the audit trail names a run. */
export const runName = (test: TestDescriptor, { subject, recipient }: Pick<TestRun, 'subject' | 'recipient'>): string =>
  `${test.title} ${recipient === null ? `of ${subject}` : `to ${recipient}`}`;
