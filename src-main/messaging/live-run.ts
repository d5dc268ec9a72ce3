/** A run while it runs: told whole after each change, and written down in order behind it. */
import type { AppErrorData } from '../../src-shared/errors';
import { toAppErrorData } from '../../src-shared/errors';
import { countOutcomes, summarise } from '../../src-shared/messaging/report';
import type { SmsTestRun, SmsTestStep } from '../../src-shared/messaging/sms-test';
import type { OrganizationScope } from '../storage/repositories';
import { checksOfRun } from './run-proofs';
import { repositoryJournal } from './sms-journal';
import { runSmsTestSuite, type SmsTestSuiteOptions } from './sms-test-suite';

export type LiveRun = {
  snapshot(): SmsTestRun;
  stop(): void;
  /** The code of the test SMS was read from the phone. */
  confirmCode(): void;
  /** Takes over what was learned of a step that has ended, for example that its code was read from the phone. */
  adopt(step: SmsTestStep): void;
  /** Ends with the run. Never rejects. */
  readonly finished: Promise<SmsTestRun>;
};

export type LiveRunDeps = {
  scope: OrganizationScope;
  run: SmsTestRun;
  suite: Omit<SmsTestSuiteOptions, 'journal' | 'signal' | 'confirmed' | 'onStep' | 'send'>;
  onChange: (run: SmsTestRun) => void;
  onTrouble: (where: string, error: AppErrorData) => void;
};

export function startLiveRun({ scope, run, suite, onChange, onTrouble }: LiveRunDeps): LiveRun {
  const stopping = new AbortController();
  const confirming = new AbortController();
  let current = run;
  let writing: Promise<unknown> = Promise.resolve();
  // What cannot be written is told and not fatal: the messages are out, and the window still shows what became of them.
  const write = (work: () => Promise<unknown>) => {
    writing = writing.then(work).catch((thrown: unknown) => onTrouble('recording an SMS test', toAppErrorData(thrown)));
  };
  const onStep = (step: SmsTestStep) => {
    current = { ...current, steps: current.steps.map((known) => (known.id === step.id ? step : known)) };
    write(() => scope.smsTests.updateStep(run.id, step));
    onChange(current);
  };

  async function finish(): Promise<SmsTestRun> {
    const journal = repositoryJournal(scope.smsTests, run.id);
    const result = await runSmsTestSuite({
      ...suite,
      journal,
      send: true,
      signal: stopping.signal,
      confirmed: confirming.signal,
      onStep,
    });
    if (result.journalProblem !== null) onTrouble('recording a sent message', result.journalProblem);
    const finishedAt = suite.now().toISOString();
    const state = result.stopped ? ('stopped' as const) : ('finished' as const);
    current = { ...current, state, finishedAt };
    const { failed } = countOutcomes(current.steps);
    write(() =>
      scope.smsTests.finish(run.id, state, finishedAt, {
        action: `sms-test.${state}`,
        outcome: failed > 0 ? 'failed' : 'succeeded',
        detail: `SMS test to ${run.to}: ${summarise(current.steps)}`,
        simulated: run.simulated,
      }),
    );
    const checks = checksOfRun(current, finishedAt);
    if (checks.length > 0) write(() => scope.readiness.record(checks, null));
    await writing;
    onChange(current);
    return current;
  }

  return {
    snapshot: () => current,
    stop: () => stopping.abort(),
    confirmCode: () => confirming.abort(),
    adopt(step) {
      current = { ...current, steps: current.steps.map((known) => (known.id === step.id ? step : known)) };
    },
    finished: finish().catch((thrown: unknown) => {
      onTrouble('running an SMS test', toAppErrorData(thrown));
      return current;
    }),
  };
}
