/** A running test: publishes the whole run after each change, and stores changes in order. */
import { type AppErrorData, toAppErrorData } from '../../src-shared/errors';
import type { TestDescriptor } from '../../src-shared/providers/descriptor';
import { outcomeOf, summarise } from '../../src-shared/tests/outcome';
import { type TestRun, type TestStep, wasSelected } from '../../src-shared/tests/test-run';
import type { AuditNote, OrganizationScope } from '../storage/repositories';
import { createStepBoard } from './step-board';
import { type PreparedTest, runName, type TestEnd } from './test-definition';

export type LiveRun = {
  snapshot(): TestRun;
  stop(): void;
  /** Replaces a step that has ended, for example after its code was read from the phone. */
  adopt(step: TestStep): void;
  /** Resolves when the run has ended and everything is stored. Never rejects. */
  readonly finished: Promise<TestRun>;
};

export type LiveRunDeps = {
  scope: OrganizationScope;
  test: TestDescriptor;
  prepared: PreparedTest;
  run: TestRun;
  afterUncleanRun: boolean;
  /** Ends the run as Stop does. */
  closing: AbortSignal;
  now: () => Date;
  onChange: (run: TestRun) => void;
  onTrouble: (where: string, error: AppErrorData) => void;
  onEnd: (end: TestEnd) => Promise<void>;
};

/** The audit entry of an ended run. */
export function endNote(test: TestDescriptor, run: TestRun): AuditNote {
  const known = outcomeOf(run);
  const outcome = known === 'running' ? 'interrupted' : known;
  return {
    action: `test.${outcome}`,
    // The trail has two results; unconfirmed is not a success.
    outcome: outcome === 'passed' ? 'succeeded' : 'failed',
    detail: `${runName(test, run)}: ${summarise(run.steps.filter(wasSelected))}`,
    simulated: run.simulated,
  };
}

export function startLiveRun(deps: LiveRunDeps): LiveRun {
  const { scope, test, prepared, run, afterUncleanRun, closing, now, onChange, onTrouble, onEnd } = deps;
  const stopping = new AbortController();
  const signal = AbortSignal.any([stopping.signal, closing]);
  let current = run;
  let writing: Promise<unknown> = Promise.resolve();
  // A failed write is reported and not fatal: the window still shows the result.
  const write = (work: () => Promise<unknown>) => {
    writing = writing.then(work).catch((thrown: unknown) => onTrouble('recording a test', toAppErrorData(thrown)));
  };
  const adopt = (step: TestStep) => {
    current = { ...current, steps: current.steps.map((known) => (known.id === step.id ? step : known)) };
  };
  const onStep = (step: TestStep) => {
    adopt(step);
    write(() => scope.tests.updateStep(run.id, step));
    onChange(current);
  };
  const board = createStepBoard(
    run.steps.map(({ id }) => id),
    onStep,
    now,
  );

  async function perform(): Promise<TestEnd> {
    try {
      return await prepared.run({ runId: run.id, board, signal, afterUncleanRun, onTrouble });
    } catch (thrown) {
      const error = toAppErrorData(thrown);
      onTrouble('running a test', error);
      board.endOpen(error);
      return { checks: [], credentialFailures: [] };
    }
  }

  async function finish(): Promise<TestRun> {
    const end = await perform();
    const finishedAt = now().toISOString();
    const state = signal.aborted ? ('stopped' as const) : ('finished' as const);
    current = { ...current, state, finishedAt };
    const note = endNote(test, current);
    write(() => scope.tests.finish(run.id, state, finishedAt, note));
    if (end.checks.length > 0) write(() => scope.readiness.record(end.checks, null));
    write(() => onEnd(end));
    await writing;
    onChange(current);
    return current;
  }

  return { snapshot: () => current, stop: () => stopping.abort(), adopt, finished: finish() };
}
